package io.github.agc4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Compressed files and tar archives that are almost right are read, or refused. */
class PackedFuzzTest {
  @FuzzTest
  void packed(byte[] script) throws IOException {
    Target.PACKED.run(script);
  }
}
