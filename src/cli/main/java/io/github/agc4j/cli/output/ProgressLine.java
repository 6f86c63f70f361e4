package io.github.agc4j.cli.output;

import java.io.PrintWriter;

/** One line that is written over and over; nothing when standard error is not a terminal. */
public final class ProgressLine {
  private static final long INTERVAL_NS = 200_000_000;

  private final PrintWriter err;
  private final long total;
  private final boolean shown;
  private long lastNs;
  private boolean started;

  /**
   * A line on {@code err} about {@code total} samples; 0 if nobody knows how many there will be.
   */
  public ProgressLine(PrintWriter err, long total) {
    this.err = err;
    this.total = total;
    // The launcher says so, since Java cannot tell of standard error alone.
    this.shown = Boolean.getBoolean("agc4j.terminal");
  }

  public void update(long done) {
    long now = System.nanoTime();
    if (shown && (now - lastNs > INTERVAL_NS || done == total)) {
      err.printf(total == 0 ? "\r%d samples" : "\r%d of %d samples", done, total);
      err.flush();
      lastNs = now;
      started = true;
    }
  }

  public void end() {
    if (started) {
      err.println();
    }
  }
}
