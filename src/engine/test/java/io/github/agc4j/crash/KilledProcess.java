package io.github.agc4j.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that says what it has done, until it is killed. */
final class KilledProcess {
  private static final String READY = "ready";

  /** 128 and the number of SIGKILL. */
  private static final int STATUS_KILLED = 137;

  private final Process process;

  /** Starts {@code main} with {@code arguments}. */
  KilledProcess(Class<?> main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** In the process: says that it begins; a line is to be printed for whatever is done. */
  static PrintStream begin() {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.println(READY);
    return out;
  }

  /** Kills the process so long after its beginning, and returns how many lines it printed. */
  int killAfter(int lifeMs) throws Exception {
    try (BufferedReader out = process.inputReader()) {
      assertEquals(READY, out.readLine());
      process.waitFor(lifeMs, TimeUnit.MILLISECONDS);
      process.toHandle().destroyForcibly();
      int done = (int) out.lines().count();
      process.waitFor();
      return done;
    }
  }

  /** Whether it was done before it was killed. */
  boolean isDone() {
    int status = process.exitValue();
    assertTrue(status == 0 || status == STATUS_KILLED, "it failed: " + status);
    return status == 0;
  }
}
