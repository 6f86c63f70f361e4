package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;

/** Batches of the texts of files, which are read one after the other; one is filled at a time. */
abstract class TextBatches implements BatchSource {
  private final Progress progress;
  private final InputTexts texts;

  TextBatches(FileInputs inputs, Progress progress, MemoryBudget budget) {
    this.progress = progress;
    this.texts = new InputTexts(inputs, budget);
  }

  /** Who is told how far reading has come. */
  final Progress progress() {
    return progress;
  }

  /** The texts, of which the next one is at hand or will be. */
  final InputTexts texts() {
    return texts;
  }

  @Override
  public final Filling next() {
    if (texts.isEnded()) {
      return null;
    }
    return new Filling(progress.newBatch(texts.isFirst()), this::fillOrEnd);
  }

  private void fillOrEnd(SampleBatch batch) throws IOException, InterruptedException {
    try {
      fill(batch);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      texts.end();
      throw e;
    }
  }

  /** Reads the contigs of {@code batch}, and goes to the text of the next one. */
  abstract void fill(SampleBatch batch) throws IOException, InterruptedException;

  @Override
  public final void close() throws IOException {
    texts.close();
  }
}
