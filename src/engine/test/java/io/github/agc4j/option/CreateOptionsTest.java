package io.github.agc4j.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CreateOptionsTest {
  @Test
  void buildersChangeWhatTheyAreToldAlone() {
    assertEquals(CreateOptions.DEFAULTS, CreateOptions.builder().build());
    CreateOptions options =
        CreateOptions.builder()
            .parameters(21, 18, 1000, 7)
            .adaptive(true)
            .concatenated(true)
            .fallbackFraction(0.01)
            .threads(3)
            .memoryBytes(CreateOptions.MEMORY_MIN)
            .unknownToN(true)
            .standardInputName("me")
            .digests(Digests.FULL)
            .keptText(KeptText.NONE)
            .replace(true)
            .build();
    Modes modes = new Modes(true, true, 0.01);
    assertEquals(
        new CreateOptions(
            21, 18, 1000, 7, modes, 3, 1 << 20, true, "me", KeptText.NONE, Digests.FULL, true),
        options);
    assertEquals(options, options.toBuilder().build());
    assertEquals(4, options.toBuilder().threads(4).build().threads());
    assertEquals(modes, options.toBuilder().threads(4).build().modes());
  }

  @Test
  void whatIsOutOfRangeIsRefusedByItsName() {
    CreateOptions.Builder builder = CreateOptions.builder().threads(0);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
    assertEquals("threads=0 is not within 1 … 1024", e.getMessage());
    CreateOptions.Builder anchored = Profile.BACTERIA.over(CreateOptions.DEFAULTS).toBuilder();
    assertThrows(IllegalArgumentException.class, () -> anchored.adaptive(true));
  }
}
