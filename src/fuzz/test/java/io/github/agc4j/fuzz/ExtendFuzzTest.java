package io.github.agc4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Archives that are almost right are extended or refused. */
class ExtendFuzzTest {
  @FuzzTest
  void extend(byte[] script) throws IOException {
    Target.EXTEND.run(script);
  }
}
