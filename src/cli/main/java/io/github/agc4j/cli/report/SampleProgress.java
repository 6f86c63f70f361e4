package io.github.agc4j.cli.report;

import io.github.agc4j.cli.output.Progress;
import java.util.function.LongSupplier;

/** How far the samples of an archive are read. */
public final class SampleProgress implements Progress.Source {
  private final String doing;
  private final LongSupplier bases;
  private final long startNs = System.nanoTime();
  private volatile long samples;
  private volatile long done;

  /**
   * Nothing is done yet.
   *
   * @param doing what is being done, in words
   * @param samples how many there are; 0 if nobody knows
   * @param bases tells how many bases were decoded so far; asked by another thread
   */
  public SampleProgress(String doing, long samples, LongSupplier bases) {
    this.doing = doing;
    this.samples = samples;
    this.bases = bases;
  }

  /** So many samples of {@code all} are through. */
  public void done(long count, long all) {
    samples = all;
    done = count;
  }

  /** So many samples are through. */
  public void done(long count) {
    done = count;
  }

  @Override
  public Progress.Reached now() {
    return new Progress.Reached(done, samples, doing, done, bases.getAsLong());
  }

  /** What was done, and what it took. */
  public String endLine() {
    double seconds = (System.nanoTime() - startNs) / 1e9;
    return EndLine.of(done, bases.getAsLong(), EndLine.NO_ARCHIVE, seconds);
  }
}
