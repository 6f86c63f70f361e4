package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One sample and one batch for each text of the files, of which tar archives have many. */
final class SerialBatches extends TextBatches {
  private final FileInputs inputs;
  private final SampleNameSet names;

  /**
   * A source of batches.
   *
   * @param names the samples that exist already, and those of files that are named before they are
   *     read; gets the others
   */
  SerialBatches(FileInputs inputs, Progress progress, SampleNameSet names, MemoryBudget budget) {
    super(inputs, progress, budget);
    this.inputs = inputs;
    this.names = names;
  }

  @Override
  void fill(SampleBatch batch) throws IOException, InterruptedException {
    if (texts().reader() == null) {
      texts().next();
    }
    boolean isFirst = texts().isFirst();
    texts().read(batch, nameOf(texts().reader()), progress());
    if (isFirst) {
      progress().firstFileRead();
    }
  }

  private byte[] nameOf(FastaReader reader) throws IOException {
    String text = inputs.sampleName(reader.file());
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    boolean isNew = texts().isMember() || !FileInputs.isRegularGenome(reader.file());
    if (isNew && !names.add(name)) {
      throw new IOException(reader.file() + ": sample " + text + " is there already");
    }
    return name;
  }
}
