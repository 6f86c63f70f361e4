package io.github.agc4j.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
  private static Optional<Profile> of(CreateOptions options, Map<String, String> typeInfo) {
    return Profile.of(
        options.kmerLength(),
        options.matchMin(),
        options.segmentSize(),
        options.packCardinality(),
        typeInfo);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void isToldByTheParametersThatItGives(Profile profile) {
    CreateOptions options = profile.over(CreateOptions.DEFAULTS);
    Map<String, String> typeInfo = new TreeMap<>(options.modes().pairs());
    typeInfo.put("producer", "agc4j");
    assertEquals(Optional.of(profile), of(options, typeInfo));
    CreateOptions other =
        options.toBuilder()
            .parameters(options.kmerLength(), options.matchMin(), 1000, options.packCardinality())
            .build();
    assertEquals(Optional.empty(), of(other, typeInfo));
  }

  @Test
  void archivesOfAgcHaveThatOfCompatIfTheirParametersAreAgcsOwn() {
    CreateOptions options = Profile.COMPAT.over(CreateOptions.DEFAULTS);
    assertEquals(Optional.of(Profile.COMPAT), of(options, Map.of("producer", "agc")));
  }
}
