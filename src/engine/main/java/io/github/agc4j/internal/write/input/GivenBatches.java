package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;

/** One batch for each sample that the caller hands in; one is filled at a time. */
final class GivenBatches implements BatchSource {
  private final SampleSource source;
  private final Progress progress;
  private final GivenSample samples;
  private boolean ended;
  private boolean isFirst = true;

  GivenBatches(
      SampleSource source,
      boolean isEmpty,
      CreateOptions options,
      Progress progress,
      SampleNameSet names,
      MemoryBudget budget) {
    this.source = source;
    this.ended = isEmpty;
    this.progress = progress;
    this.samples = new GivenSample(options, progress, names, budget);
  }

  @Override
  public Filling next() {
    return ended ? null : new Filling(progress.newBatch(isFirst), this::fill);
  }

  private void fill(SampleBatch batch) throws IOException, InterruptedException {
    try {
      samples.read(source, batch);
      if (isFirst) {
        progress.firstFileRead();
      }
      isFirst = false;
      ended = !source.nextSample();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      ended = true;
      throw e;
    }
  }

  @Override
  public void close() {
    samples.close();
  }
}
