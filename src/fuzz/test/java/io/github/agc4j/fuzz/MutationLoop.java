package io.github.agc4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tries random scripts, without looking at what they reach: a hundred thousand inputs in minutes.
 * Equal seeds try the same inputs. Unlike a fuzzer it goes on after a failure.
 */
final class MutationLoop {
  private static final int SCRIPT_BYTES_MAX = 48;
  private static final long HANG_NANOSECONDS = 120_000_000_000L;
  private static final int HUNG = 3;

  private final Target target;
  private final long seed;
  private final Path findings;
  private final Map<String, Long> failures = new TreeMap<>();
  private final AtomicLong startOfRun = new AtomicLong();
  private volatile long run;

  /**
   * A loop over scripts for {@code target}.
   *
   * @param findings the folder for inputs that fail, one of each kind; may be null
   */
  MutationLoop(Target target, long seed, Path findings) {
    this.target = target;
    this.seed = seed;
    this.findings = findings;
  }

  /** How often each kind of failure was seen. */
  Map<String, Long> failures() {
    return failures;
  }

  /** Script {@code number} of the seed. */
  byte[] script(long number) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L + number);
    byte[] script = new byte[1 + random.nextInt(1 + random.nextInt(SCRIPT_BYTES_MAX))];
    random.nextBytes(script);
    script[0] = (byte) random.nextInt(target.seeds);
    return script;
  }

  /** Tries {@code runs} scripts or, if it is less, as many as {@code seconds} have room for. */
  long run(long runs, long seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (run = 0; run < runs && System.nanoTime() < end; run++) {
      startOfRun.set(System.nanoTime());
      byte[] input = target.input(script(run));
      try {
        target.check(input);
      } catch (IOException | RuntimeException | Error e) {
        note(input, e);
      }
    }
    startOfRun.set(0);
    return run;
  }

  private void note(byte[] input, Throwable failure) throws IOException {
    String kind = kind(failure);
    if (failures.merge(kind, 1L, Long::sum) == 1) {
      System.err.println("run " + run + " of seed " + seed + ": " + kind);
      failure.printStackTrace();
      if (findings != null) {
        Files.createDirectories(findings);
        Files.write(
            findings.resolve(target.folder() + "-" + Integer.toHexString(kind.hashCode())), input);
      }
    }
  }

  /** The innermost cause and where it was thrown. */
  private static String kind(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    StringBuilder kind = new StringBuilder(failure.getClass().getSimpleName());
    kind.append(' ').append(cause.getClass().getSimpleName());
    int left = 3;
    for (StackTraceElement at : cause.getStackTrace()) {
      if (at.getClassName().startsWith("io.github.agc4j") && left-- > 0) {
        kind.append(" < ").append(at.getFileName()).append(':').append(at.getLineNumber());
      }
    }
    return kind.toString();
  }

  /** Ends the process with the input at hand if it takes for ever. */
  private void watch() {
    Thread watcher =
        new Thread(
            () -> {
              while (true) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
                long start = startOfRun.get();
                if (start != 0 && System.nanoTime() - start > HANG_NANOSECONDS) {
                  System.err.println("run " + run + " of seed " + seed + " hangs");
                  Runtime.getRuntime().halt(HUNG);
                }
              }
            });
    watcher.setDaemon(true);
    watcher.start();
  }

  /**
   * Runs a campaign.
   *
   * @param args target, runs, seconds, seed, folder for findings
   */
  public static void main(String[] args) throws IOException {
    MutationLoop loop =
        new MutationLoop(Target.named(args[0]), Long.parseLong(args[3]), Path.of(args[4]));
    loop.watch();
    long start = System.nanoTime();
    long runs = loop.run(Long.parseLong(args[1]), Long.parseLong(args[2]));
    double seconds = (System.nanoTime() - start) / 1e9;
    System.err.printf(
        "%s: %d runs in %.0f seconds (%.0f per second), seed %s, %d kinds of failures%n",
        args[0], runs, seconds, runs / seconds, args[3], loop.failures.size());
    loop.failures.forEach((kind, count) -> System.err.println(count + " times: " + kind));
    System.exit(loop.failures.isEmpty() ? 0 : 1);
  }
}
