package io.github.agc4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Archives that are almost right are read or refused. */
class ReadFuzzTest {
  @FuzzTest
  void read(byte[] script) throws IOException {
    Target.READ.run(script);
  }
}
