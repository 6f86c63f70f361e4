package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import java.nio.file.Path;
import java.util.function.Function;

/** Samples that a program adds one by one. */
public final class PushedInputs extends Inputs {
  private final AddedSamples added;
  private final CreateOptions options;
  private final Function<Path, FileInputs> opener;

  /**
   * The samples of {@code added}.
   *
   * @param opener makes inputs of one file
   */
  public PushedInputs(
      AddedSamples added, CreateOptions options, Function<Path, FileInputs> opener) {
    if (options.modes().concatenated()) {
      throw new IllegalArgumentException("concatenated=true: not with samples one by one");
    }
    this.added = added;
    this.options = options;
    this.opener = opener;
  }

  @Override
  BatchSource open(
      BatchSource.Progress progress,
      SampleNameSet names,
      InputReader.Plan plan,
      MemoryBudget budget) {
    return new PushedBatches(added, options, opener, progress, names, budget);
  }
}
