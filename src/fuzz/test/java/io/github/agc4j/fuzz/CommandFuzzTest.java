package io.github.agc4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** The command ends with a status and a reason, whatever its arguments. */
class CommandFuzzTest {
  @FuzzTest
  void command(byte[] script) throws IOException {
    Target.COMMAND.run(script);
  }
}
