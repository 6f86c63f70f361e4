package io.github.agc4j.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/** What nothing may exceed, whatever the input. */
public final class Bounds {
  /** Off-heap bytes that FASTA of some KB may make us reserve. */
  static final long MEMORY_BYTES = 64L << 20;

  /** Symbols that an archive may honestly have for each of its bytes, as one run of N. */
  private static final long SYMBOLS_PER_ARCHIVE_BYTE = 1 << 17;

  /** Of so many inputs one is tried with several threads. */
  public static final int SHARED_EACH = 64;

  private static final long CPU_NANOSECONDS = 2_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /** Off-heap bytes that {@code archive} may make us reserve. */
  public static long memoryBytes(Path archive) {
    return MEMORY_BYTES + SYMBOLS_PER_ARCHIVE_BYTE * archive.toFile().length();
  }

  /** What is to be tried. */
  public interface Attempt {
    /** Fails with {@link IOException} only. */
    void run() throws IOException;
  }

  /**
   * Runs {@code attempt}, which may fail with a message but not otherwise, nor take more than two
   * seconds of the processor's time.
   *
   * @return the failure, or null
   */
  public static IOException attempt(Attempt attempt) {
    long start = THREADS.getCurrentThreadCpuTime();
    IOException failure = null;
    try {
      attempt.run();
    } catch (IOException e) {
      failure = e;
      checkMessage(e);
    } catch (OutOfMemoryError e) {
      throw new AssertionError("out of memory: " + e.getMessage(), e);
    }
    long taken = THREADS.getCurrentThreadCpuTime() - start;
    if (taken > CPU_NANOSECONDS) {
      throw new AssertionError("took " + taken / 1_000_000 + " ms");
    }
    return failure;
  }

  private static void checkMessage(IOException e) {
    String message = e.getMessage();
    if (message == null || message.isBlank() || message.endsWith("null")) {
      throw new AssertionError("failure without a message: " + e, e);
    }
  }
}
