package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;

/**
 * The FASTA texts of input files, one after the other: that of a file, or those of the members of a
 * tar archive. Owns the file that is open. For one thread at a time.
 */
final class InputTexts implements AutoCloseable {
  private final FileInputs inputs;
  private final MemoryBudget budget;
  private final LetterPacker packer;
  private int nextFile;
  private FastaTexts texts;
  private FastaReader reader;
  private long count;
  private boolean ended;

  InputTexts(FileInputs inputs, MemoryBudget budget) {
    this.inputs = inputs;
    this.budget = budget;
    this.packer = inputs.newPacker(budget);
  }

  /** Ends the text at hand and goes to the next one, if there is one. */
  void next() throws IOException {
    try {
      endText();
      while (reader == null && (texts != null || nextFile < inputs.files().size())) {
        if (texts == null) {
          texts = inputs.open(nextFile++, budget);
        }
        reader = texts.next(inputs.unknownToN(), packer);
        if (reader == null) {
          closeFile();
        }
      }
      count++;
      ended = reader == null;
    } catch (IOException | RuntimeException | Error e) {
      end();
      throw e;
    }
  }

  /** Tells what is dubious about a text that was read to its end. */
  private void endText() throws IOException {
    if (reader != null) {
      inputs.checkEnd(reader.file(), reader);
      closeText();
    }
  }

  /** Reads the text at hand as sample {@code name} into {@code batch}, and goes to the next. */
  void read(SampleBatch batch, byte[] name, BatchSource.Progress progress)
      throws IOException, InterruptedException {
    batch.startSample(name, reader.file());
    batch.readText(reader, progress);
    next();
  }

  /** The text at hand; null if there is none. */
  FastaReader reader() {
    return reader;
  }

  /** Whether the text at hand is a member of a tar archive. */
  boolean isMember() {
    return texts.isTar();
  }

  /** Whether the text at hand is the first, or will be. */
  boolean isFirst() {
    return count <= 1;
  }

  /** Whether there is no text any more. */
  boolean isEnded() {
    return ended;
  }

  /** Closes what is open: there are no texts any more. */
  void end() throws IOException {
    ended = true;
    nextFile = inputs.files().size();
    closeText();
    closeFile();
  }

  private void closeText() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private void closeFile() throws IOException {
    if (texts != null) {
      texts.close();
      texts = null;
    }
  }

  @Override
  public void close() throws IOException {
    end();
    packer.close();
  }
}
