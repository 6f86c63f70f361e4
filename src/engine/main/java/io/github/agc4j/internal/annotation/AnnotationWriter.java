package io.github.agc4j.internal.annotation;

import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the pairs of an archive and of its samples, in the order of these, compressed, and
 * writes them when all are there. For one thread.
 */
public final class AnnotationWriter implements AutoCloseable {
  private static final long TEXT_BYTES = 16 << 10;
  private static final int LEVEL = 19;

  /** Columns of the parts: the first sample, where the part ends. */
  private static final int SAMPLE = 0;

  private static final int END = 1;
  private static final int COLUMNS = 2;

  private final GrowableBytes text;
  private final GrowableBytes parts;
  private final LongTable table;
  private final Scratch frame;
  private Map<String, String> archive = Map.of();
  private long firstSample;
  private long lastSample;

  /** No pairs yet; what is collected is reserved from {@code budget}. */
  public AnnotationWriter(MemoryBudget budget) {
    this.text = new GrowableBytes(budget);
    this.parts = new GrowableBytes(budget);
    this.table = new LongTable(COLUMNS, budget);
    this.frame = new Scratch(budget);
  }

  /** Sets the archive's own pairs. */
  public void setArchive(Map<String, String> pairs) {
    archive = pairs;
  }

  /**
   * Adds the pairs of a sample, perhaps none.
   *
   * @param sample its index, above those that were added before
   */
  public void add(long sample, Map<String, String> pairs, PackWriter writer) {
    if (pairs.isEmpty()) {
      return;
    }
    if (text.size() == 0) {
      firstSample = sample;
      lastSample = sample;
    }
    addRow(sample - lastSample, pairs);
    lastSample = sample;
    if (text.size() >= TEXT_BYTES) {
      endPart(writer);
    }
  }

  private void addRow(long step, Map<String, String> pairs) {
    text.putVarint(step);
    text.putVarint(pairs.size());
    new TreeMap<>(pairs)
        .forEach(
            (key, value) -> {
              put(key);
              put(value);
            });
  }

  private void put(String word) {
    text.put(word.getBytes(StandardCharsets.UTF_8));
    text.putByte(0);
  }

  private void endPart(PackWriter writer) {
    long rawBytes = text.size();
    MemorySegment room = frame.atLeast(PackWriter.roomFor(rawBytes));
    long frameBytes = writer.writeFrame(text.written(), LEVEL, room);
    boolean isShorter = frameBytes < rawBytes;
    parts.putVarint(rawBytes);
    parts.putVarint(isShorter ? frameBytes : 0);
    parts.put(isShorter ? room : text.written(), 0, isShorter ? frameBytes : rawBytes);
    long row = table.add();
    table.set(row, SAMPLE, firstSample);
    table.set(row, END, parts.size());
    text.clear();
  }

  /** Whether there are no pairs at all. */
  public boolean isEmpty() {
    return archive.isEmpty() && table.rows() == 0 && text.size() == 0;
  }

  /** Writes the stream, unless there are no pairs. */
  public void write(PartSink sink, PackWriter writer) throws IOException {
    if (isEmpty()) {
      return;
    }
    if (text.size() > 0) {
      endPart(writer);
    }
    firstSample = 0;
    addRow(0, archive);
    endPart(writer);
    int stream = sink.addStream(StreamNames.ANNOTATIONS);
    long samples = table.rows() - 1;
    writePart(sink, stream, samples);
    for (long part = 0; part < samples; part++) {
      writePart(sink, stream, part);
    }
  }

  private void writePart(PartSink sink, int stream, long part) throws IOException {
    long start = part == 0 ? 0 : table.get(part - 1, END);
    long bytes = table.get(part, END) - start;
    PartClaim claim = sink.claim(stream, bytes);
    MemorySegment.copy(parts.written(), start, claim.room(), 0, bytes);
    claim.commit(table.get(part, SAMPLE), bytes);
  }

  @Override
  public void close() {
    text.close();
    parts.close();
    table.close();
    frame.close();
  }
}
