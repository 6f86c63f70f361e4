package io.github.agc4j.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, to be killed or starved. */
final class Command {
  private final Path launcher;

  Command(Path launcher) {
    this.launcher = launcher;
  }

  /** Starts the command and kills it after some time; whether it was still running. */
  boolean killed(long afterMs, String... arguments) throws IOException, InterruptedException {
    Process process = start(List.of(launcher.toString()), arguments);
    boolean ended = process.waitFor(afterMs, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return !ended;
  }

  /** Runs the command where no file may exceed {@code kilobytes}; returns its status and output. */
  String starved(long kilobytes, String... arguments) throws IOException, InterruptedException {
    String limited = "ulimit -f " + kilobytes + "; exec \"$0\" \"$@\"";
    Process process = start(List.of("bash", "-c", limited, launcher.toString()), arguments);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + text.strip();
  }

  private static Process start(List<String> front, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(front);
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }
}
