package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;

/** Samples that the caller hands in. */
public final class GivenInputs extends Inputs {
  private final SampleSource source;
  private final CreateOptions options;
  private final boolean isEmpty;

  /** The samples of {@code source}, which goes to its first one. */
  public GivenInputs(SampleSource source, CreateOptions options) throws IOException {
    if (options.modes().concatenated()) {
      throw new IllegalArgumentException("concatenated=true needs files");
    }
    this.source = source;
    this.options = options;
    this.isEmpty = !source.nextSample();
  }

  @Override
  public boolean isEmpty() {
    return isEmpty;
  }

  @Override
  BatchSource open(
      BatchSource.Progress progress,
      SampleNameSet names,
      InputReader.Plan plan,
      MemoryBudget budget) {
    return new GivenBatches(source, isEmpty, options, progress, names, budget);
  }
}
