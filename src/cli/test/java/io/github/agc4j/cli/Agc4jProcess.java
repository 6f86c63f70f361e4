package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the command, as a user starts it. */
record Agc4jProcess(int status, String out, String err) {
  /** That of the source tree, which has been run once and so is built, or of what is installed. */
  static final String LAUNCHER =
      Path.of(System.getProperty("agc4j.launcher", "agc4j")).toAbsolutePath().toString();

  private static final long TIME_MAX_S = 180;

  // What the launcher says while it builds is not what a test wants to hear.
  static {
    try {
      start(Path.of("."), List.of(LAUNCHER, "--version"));
    } catch (IOException | InterruptedException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Runs the command in {@code folder}. */
  static Agc4jProcess run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return start(folder, command(arguments));
  }

  /** What the command prints in {@code folder}, which must succeed and say nothing else. */
  static String out(Path folder, String... arguments) throws IOException, InterruptedException {
    Agc4jProcess run = run(folder, arguments);
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.out();
  }

  /** The same as {@link #run} with {@code input} as standard input. */
  static Agc4jProcess runWithInput(Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("agc4j", ".in");
    try {
      Files.writeString(file, input);
      return runReading(file, folder, arguments);
    } finally {
      Files.delete(file);
    }
  }

  /** The same with the content of {@code input} as standard input. */
  static Agc4jProcess runReading(Path input, Path folder, String... arguments)
      throws IOException, InterruptedException {
    return start(folder, command(arguments), ProcessBuilder.Redirect.from(input.toFile()));
  }

  /** Begins a run, without output, that the caller ends. */
  static Process begin(Path folder, String... arguments) throws IOException {
    return new ProcessBuilder(command(arguments))
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What starts the command with {@code arguments}. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs any command in {@code folder}. */
  static Agc4jProcess start(Path folder, List<String> command)
      throws IOException, InterruptedException {
    return start(folder, command, ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
  }

  private static Agc4jProcess start(
      Path folder, List<String> command, ProcessBuilder.Redirect input)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("agc4j", ".out");
    Path err = Files.createTempFile("agc4j", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(input)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      // Over before the optimizing compiler could help.
      builder.environment().putIfAbsent("AGC4J_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
      Process process = builder.start();
      if (!process.waitFor(TIME_MAX_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("timed out: " + command);
      }
      return new Agc4jProcess(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Runs any command whose standard output is the file {@code out}. */
  static Agc4jProcess startWriting(Path folder, String out, List<String> command)
      throws IOException, InterruptedException {
    List<String> redirected = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >" + out, "sh"));
    redirected.addAll(command);
    return start(folder, redirected);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
