package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.memory.MemoryBudget;

/** Where the samples come from that are added to an archive. */
public abstract sealed class Inputs permits FileInputs, GivenInputs, PushedInputs {
  /**
   * Batches of the samples.
   *
   * @param names the samples that exist already; gets those that are met while reading
   */
  abstract BatchSource open(
      BatchSource.Progress progress,
      SampleNameSet names,
      InputReader.Plan plan,
      MemoryBudget budget);

  /** Whether it is known that there are none. */
  public boolean isEmpty() {
    return false;
  }

  /** Where the sample that is read as number {@code read}, from 0 on, stands among those named. */
  long place(long read) {
    return read;
  }

  /** How many threads can read at once, if there are {@code available}. */
  int threads(int available) {
    return Math.min(1, available);
  }
}
