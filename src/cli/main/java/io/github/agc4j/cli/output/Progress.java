package io.github.agc4j.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far a command has come: a line that a thread of its own writes over and over, on a terminal
 * and nowhere else. Until it is closed other lines go through it.
 */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL_MS = 100;
  private static final int BAR_WIDTH = 10;

  private final PrintWriter err;
  private final Source source;
  private final long startNs = System.nanoTime();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Null if nothing is shown. */
  private final Thread thread;

  /** Letters of the line that is there. */
  private int width;

  /** Tells how far the command has come; asked by another thread. */
  public interface Source {
    /** What is done by now. */
    Reached now();
  }

  /**
   * What is done.
   *
   * @param done of the whole, in any unit
   * @param whole 0 if nobody knows
   * @param doing what is being done, in words
   * @param samples samples that are through
   * @param bases bases of them and of what is under way
   */
  public record Reached(long done, long whole, String doing, long samples, long bases) {}

  /**
   * Shows what {@code source} tells.
   *
   * @param err the line's
   * @param isWanted whether there is a terminal, and the user wants to see it
   */
  public Progress(PrintWriter err, boolean isWanted, Source source) {
    this.err = err;
    this.source = source;
    this.thread =
        isWanted ? Thread.ofPlatform().daemon().name("agc4j-progress").start(this::show) : null;
  }

  /** Something that takes its time. */
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Shows what {@code source} tells as long as {@code work} runs. */
  public static <T> T during(PrintWriter err, boolean isWanted, Source source, Work<T> work)
      throws IOException {
    Progress progress = new Progress(err, isWanted, source);
    try {
      return work.run();
    } finally {
      progress.close();
    }
  }

  private void show() {
    try {
      while (!ended.await(INTERVAL_MS, TimeUnit.MILLISECONDS)) {
        print(line(source.now(), (System.nanoTime() - startNs) / 1e9));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    err.flush();
    width = line.length();
  }

  /** As in {@code 1.2 MB of 3.4 MB read}; the whole is 0 if nobody knows. */
  public static String readOf(long bytes, long whole) {
    return Amount.bytes(bytes) + (whole > 0 ? " of " + Amount.bytes(whole) : "") + " read";
  }

  /** The line, after so many seconds. */
  static String line(Reached reached, double seconds) {
    StringBuilder line = new StringBuilder();
    double part = reached.whole > 0 ? Math.min(1, (double) reached.done / reached.whole) : 0;
    if (reached.whole > 0) {
      int filled = (int) (part * BAR_WIDTH);
      line.append('[').append("=".repeat(filled)).append(" ".repeat(BAR_WIDTH - filled));
      line.append(String.format(Locale.ROOT, "] %3.0f %%, ", 100 * part));
    }
    line.append(reached.doing);
    line.append(", ")
        .append(Amount.count(reached.samples))
        .append(reached.samples == 1 ? " sample" : " samples");
    if (reached.bases > 0) {
      line.append(", ");
      line.append(Amount.bases(reached.bases / seconds)).append("/s");
    }
    if (part > 0 && part < 1) {
      line.append(", ").append(Amount.clock(Math.round(seconds * (1 - part) / part)));
      line.append(" left");
    }
    return line.toString();
  }

  /** Prints a line for the user, above the one that is written over. */
  public synchronized void println(String text) {
    erase();
    err.println(text);
    err.flush();
  }

  private synchronized void erase() {
    if (width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
    }
  }

  /** Takes the line away. */
  @Override
  public void close() {
    ended.countDown();
    if (thread == null) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    erase();
  }
}
