package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.query.FullName;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Samples made of single contigs, or of neighbouring ones of one file with the same short name (AGC
 * compression, section 1.5); batches of so many samples as a batch of metadata has, whatever files
 * they come from. One batch is filled at a time.
 */
final class ConcatenatedBatches extends TextBatches {
  private final SampleNameSet names;
  private final int batchSamples;
  private int room;
  private FastaReader reader;
  private byte[] lastSample;

  /** Samples of the text at hand that were started. */
  private long textSamples;

  /**
   * A source for batches of {@code batchSamples} samples, the first one of {@code firstRoom}.
   *
   * @param names the samples that exist already; gets those that are read
   */
  ConcatenatedBatches(
      FileInputs inputs,
      Progress progress,
      SampleNameSet names,
      int firstRoom,
      int batchSamples,
      MemoryBudget budget) {
    super(inputs, progress, budget);
    this.names = names;
    this.room = firstRoom;
    this.batchSamples = batchSamples;
  }

  /** Opens the next text, if there is one, at its first record. */
  private void openNext() throws IOException {
    texts().next();
    reader = texts().reader();
    lastSample = null;
    textSamples = 0;
    if (reader != null) {
      reader.nextContig();
    }
  }

  @Override
  void fill(SampleBatch batch) throws IOException, InterruptedException {
    if (reader == null) {
      openNext();
    }
    while (reader != null && startsInBatch(batch)) {
      progress().awaitRoom(batch);
      batch.add(reader);
      if (!reader.nextContig()) {
        batch.endText(reader, textSamples);
        if (texts().isFirst()) {
          progress().firstFileRead();
        }
        openNext();
      }
    }
    room = batchSamples;
  }

  /**
   * Whether the contig at hand belongs to the batch, as part of its last sample or of a new one.
   */
  private boolean startsInBatch(SampleBatch batch) throws IOException {
    byte[] contig = reader.name();
    byte[] sample = FullName.firstWord(contig);
    if (Arrays.equals(sample, lastSample)) {
      return true;
    }
    if (batch.sampleCount() == room) {
      return false;
    }
    if (sample.length == 0) {
      throw new IOException(
          reader.file() + ": a contig's name starts with a blank: no sample name");
    }
    if (!names.add(sample)) {
      throw new IOException(
          reader.file()
              + ": sample "
              + new String(sample, StandardCharsets.UTF_8)
              + " is already in the archive");
    }
    lastSample = sample;
    batch.startSample(sample, reader.file());
    batch.startText(textSamples++ == 0 ? reader.linesBefore() : MemorySegment.NULL);
    return true;
  }
}
