package io.github.agc4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Queries are understood or refused. */
class QueryFuzzTest {
  @FuzzTest
  void query(byte[] script) throws IOException {
    Target.QUERY.run(script);
  }
}
