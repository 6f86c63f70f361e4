package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;

/** One sample and one batch for each file; several may be filled at once. */
final class FileBatches implements BatchSource {
  private final FileInputs inputs;
  private final Progress progress;
  private final MemoryBudget budget;

  /** Packers that no file is read with: there is one for each thread that reads. */
  private final ArrayDeque<LetterPacker> idle = new ArrayDeque<>();

  private int next;

  FileBatches(FileInputs inputs, Progress progress, MemoryBudget budget) {
    this.inputs = inputs;
    this.progress = progress;
    this.budget = budget;
  }

  @Override
  public Filling next() {
    if (next == inputs.files().size()) {
      return null;
    }
    boolean reference = next == 0;
    Path file = inputs.fileRead(next++);
    return new Filling(progress.newBatch(reference), batch -> fill(batch, file, reference));
  }

  private void fill(SampleBatch batch, Path file, boolean reference)
      throws IOException, InterruptedException {
    batch.startSample(inputs.sampleNameBytes(file), file);
    LetterPacker packer = take();
    try (FastaReader reader = inputs.openGenome(file, packer, budget)) {
      batch.readText(reader, progress);
      inputs.checkEnd(file, reader);
    } finally {
      release(packer);
    }
    if (reference) {
      progress.firstFileRead();
    }
  }

  private LetterPacker take() {
    synchronized (idle) {
      return idle.isEmpty() ? inputs.newPacker(budget) : idle.pop();
    }
  }

  private void release(LetterPacker packer) {
    synchronized (idle) {
      idle.push(packer);
    }
  }

  @Override
  public void close() {
    // Each file is closed by whoever fills its batch.
    synchronized (idle) {
      idle.forEach(LetterPacker::close);
      idle.clear();
    }
  }
}
