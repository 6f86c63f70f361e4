package io.github.agc4j.internal.write;

import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.collection.RecordedSample;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.SampleText;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.Digests;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Writes metadata and digests of samples in the order in which they are listed, whatever the order
 * in which they are stored: what is known too early waits. For one thread.
 */
final class Description implements AutoCloseable {
  private final Digests kept;
  private final CatalogWriter catalog;
  private final DigestWriter digests;
  private final TextWriter texts;

  /** The samples that wait, one after the other. */
  private final GrowableBytes records;

  private final DigestWriter recordedDigests;

  /** Called when a batch of samples is complete. */
  private final BatchEnd batchEnd;

  /** By their places. */
  private final Long2ObjectHashMap<Waiting> waiting = new Long2ObjectHashMap<>();

  /** Ends a batch of samples. */
  interface BatchEnd {
    void write() throws IOException;

    /** Writes what is complete of the texts. */
    void writeTexts() throws IOException;
  }

  /**
   * Nothing is described yet.
   *
   * @param catalog borrowed, as {@code digests} and {@code texts}; may have samples already
   * @param batchEnd writes a batch of the former, and what is complete of the latter
   */
  Description(
      Digests kept,
      CatalogWriter catalog,
      DigestWriter digests,
      TextWriter texts,
      BatchEnd batchEnd,
      MemoryBudget budget) {
    this.kept = kept;
    this.catalog = catalog;
    this.digests = digests;
    this.texts = texts;
    this.batchEnd = batchEnd;
    this.records = new GrowableBytes(budget);
    this.recordedDigests = new DigestWriter(kept == Digests.FULL, budget);
  }

  /** Number of samples described, and of those there were before. */
  long samples() {
    return catalog.samples() + waiting.size();
  }

  /**
   * Describes a sample of a batch.
   *
   * @param place the number of samples that are listed before it
   */
  void add(SampleBatch batch, int sample, Registration registration, long place)
      throws IOException {
    if (place != catalog.samples()) {
      record(batch, sample, registration, place);
      return;
    }
    registration.describe(batch, sample, catalog);
    addDigests(batch, sample, registration, digests);
    texts.add(place, batch.text(sample));
    endBatch();
    for (Waiting next = waiting.remove(catalog.samples());
        next != null;
        next = waiting.remove(catalog.samples())) {
      write(next);
      endBatch();
    }
  }

  private void addDigests(
      SampleBatch batch, int sample, Registration registration, DigestWriter writer) {
    if (kept == Digests.NONE) {
      writer.addUnknown();
    } else {
      registration.describe(batch, sample, writer);
    }
  }

  private void endBatch() throws IOException {
    if (catalog.isBatchFull()) {
      batchEnd.write();
    } else if (texts.isFull()) {
      batchEnd.writeTexts();
    }
  }

  /** Writes down a sample that others are listed before. */
  private void record(SampleBatch batch, int sample, Registration registration, long place)
      throws IOException {
    long start = records.size();
    registration.describe(batch, sample, new RecordedSample(records));
    long metadata = records.size() - start;
    addDigests(batch, sample, registration, recordedDigests);
    recordedDigests.moveTo(records);
    long digestsEnd = records.size();
    batch.text(sample).record(records);
    waiting.put(
        place,
        new Waiting(start, metadata, digestsEnd - start - metadata, records.size() - digestsEnd));
  }

  /**
   * Where the record of a sample lies: its metadata, its digests, its text.
   *
   * @param start index of its first byte
   * @param metadata bytes of the metadata
   * @param digests bytes of the digests
   * @param text bytes of what else the text has
   */
  private record Waiting(long start, long metadata, long digests, long text) {}

  private void write(Waiting sample) {
    MemorySegment all = records.written();
    long place = catalog.samples();
    RecordedSample.replay(new ByteReader(all.asSlice(sample.start, sample.metadata)), catalog);
    if (kept == Digests.NONE) {
      digests.addUnknown();
    } else {
      digests.addRecord(all.asSlice(sample.start + sample.metadata, sample.digests));
    }
    long textStart = sample.start + sample.metadata + sample.digests;
    texts.add(place, SampleText.replay(new ByteReader(all.asSlice(textStart, sample.text))));
    if (waiting.isEmpty()) {
      records.clear();
    }
  }

  @Override
  public void close() {
    records.close();
    recordedDigests.close();
  }
}
