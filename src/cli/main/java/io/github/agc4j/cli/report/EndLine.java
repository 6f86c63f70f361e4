package io.github.agc4j.cli.report;

import io.github.agc4j.cli.output.Amount;

/** One line at the end: what was done, and what it took. */
public final class EndLine {
  /** No archive was written. */
  public static final long NO_ARCHIVE = -1;

  private EndLine() {}

  /**
   * As in {@code 7 samples, 83.5 Mbp → 3.94 MB (21.2x) in 2.4 s, peak 100 MB}.
   *
   * @param bases 0 if they were not counted
   * @param archiveBytes {@link #NO_ARCHIVE} if none was written
   */
  public static String of(long samples, long bases, long archiveBytes, double seconds) {
    StringBuilder line = new StringBuilder(Amount.count(samples));
    line.append(samples == 1 ? " sample" : " samples");
    if (bases > 0) {
      line.append(", ").append(Amount.bases(bases));
    }
    if (archiveBytes != NO_ARCHIVE) {
      line.append(" → ").append(Amount.bytes(archiveBytes));
    }
    if (bases > 0 && archiveBytes > 0) {
      line.append(" (").append(Amount.ratio(bases, archiveBytes)).append(')');
    }
    line.append(" in ").append(Amount.time(seconds));
    long peak = MemoryReport.residentPeakBytes();
    return peak > 0 ? line + ", peak " + Amount.bytes(peak) : line.toString();
  }
}
