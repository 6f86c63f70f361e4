package io.github.agc4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** FASTA files that are almost right are read as they are, or refused. */
class FastaFuzzTest {
  @FuzzTest
  void fasta(byte[] script) throws IOException {
    Target.FASTA.run(script);
  }
}
