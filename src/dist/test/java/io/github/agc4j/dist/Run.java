package io.github.agc4j.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a program: its exit status and what it printed. */
record Run(int status, String out, String err) {
  private static final long TIME_MAX_S = 400;

  /** Runs {@code command} in {@code folder} in the surroundings of the test. */
  static Run of(Path folder, String... command) throws IOException, InterruptedException {
    return of(folder, new HashMap<>(System.getenv()), List.of(command));
  }

  /** Runs {@code command} in {@code folder} with {@code environment} and nothing else. */
  static Run of(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("agc4j", ".out");
    Path err = Files.createTempFile("agc4j", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(TIME_MAX_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("timed out: " + command);
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The same, of a run that must succeed. */
  static String out(Path folder, String... command) throws IOException, InterruptedException {
    Run run = of(folder, command);
    if (run.status() != 0) {
      throw new IOException(List.of(command) + ": status " + run.status() + ": " + run.err());
    }
    return run.out();
  }

  /** Whether there is a program of this name. */
  static boolean has(String program) throws IOException, InterruptedException {
    return of(Path.of("."), "sh", "-c", "command -v " + program).status() == 0;
  }

  /** {@code command} for a user who may write nothing that is not everybody's, if we may do so. */
  static List<String> unprivileged(String... command) throws IOException, InterruptedException {
    List<String> prefixed = new ArrayList<>();
    List<String> prefix = List.of("setpriv", "--reuid=65534", "--clear-groups");
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    if (has("setpriv") && of(Path.of("."), probe.toArray(String[]::new)).status() == 0) {
      prefixed.addAll(prefix);
    }
    prefixed.addAll(List.of(command));
    return prefixed;
  }
}
