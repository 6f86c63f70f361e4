package io.github.agc4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Some inputs of each kind in every build; bench/fuzz tries millions. */
@Tag("slow")
class MutationLoopTest {
  private static final long SECONDS_MAX = 600;

  @ParameterizedTest
  @EnumSource(Target.class)
  void randomInputsAreReadOrRefused(Target target) throws IOException {
    MutationLoop loop = new MutationLoop(target, Long.getLong("agc4j.fuzz.seed", 1), null);
    loop.run(Long.getLong("agc4j.fuzz.runs", 200), SECONDS_MAX);
    assertEquals(Map.of(), loop.failures());
  }
}
