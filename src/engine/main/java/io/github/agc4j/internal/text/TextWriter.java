package io.github.agc4j.internal.text;

import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.option.KeptText;
import java.io.IOException;

/**
 * Collects what is kept of the texts of samples, in the order in which they are listed, and writes
 * its parts. For one thread.
 */
public final class TextWriter implements AutoCloseable {
  private static final long PENDING_BYTES_MAX = 1 << 20;

  private final KeptText kept;
  private final RunWriter lower;
  private final RunWriter symbols;
  private final RunWriter masks;
  private final LayoutWriter layouts;

  /** The sample that was copied last, and how many up to it came one after the other. */
  private long lastCopied = -1;

  private long together;

  /** No samples yet; what is collected is reserved from {@code budget}. */
  public TextWriter(KeptText kept, MemoryBudget budget) {
    this.kept = kept;
    this.lower = new RunWriter(false, budget);
    this.symbols = new RunWriter(true, budget);
    this.masks = new RunWriter(false, budget);
    this.layouts = new LayoutWriter(budget);
  }

  /**
   * Adds a sample.
   *
   * @param sample its index in the archive, above those that were added before
   */
  public void add(long sample, SampleText text) {
    boolean hasLayout = kept.layout() && text.hasLayout();
    ByteReader in = new ByteReader(text.contigs());
    layouts.startSample();
    for (long contig = 0; in.remaining() > 0; contig++) {
      long length = in.varint();
      ByteReader lowerRuns = new ByteReader(in.slice(in.varint()));
      ByteReader symbolRuns = new ByteReader(in.slice(in.varint()));
      var lines = in.slice(in.varint());
      if (kept.letterCase()) {
        lower.addAll(sample, contig, lowerRuns);
      }
      if (kept.symbols()) {
        symbols.addAll(sample, contig, symbolRuns);
      }
      if (hasLayout) {
        layouts.addContig(length, lines);
      }
    }
    if (hasLayout) {
      layouts.endSample(sample, text);
    }
  }

  /** From now on samples of another archive are copied. */
  public void startArchive() {
    lastCopied = Long.MIN_VALUE;
    together = 0;
  }

  /** Adds what {@code texts} has of sample {@code from}, as sample {@code sample} here. */
  public void copy(StoredTexts texts, long from, long sample) throws IOException {
    together = from == lastCopied + 1 ? together + 1 : 1;
    lastCopied = from;
    texts.lower().copy(from, sample, lower);
    texts.symbols().copy(from, sample, symbols);
    texts.layouts().copy(from, sample, together, layouts);
  }

  /**
   * Adds a run of the reference of {@code group}, as it is stored; of groups and positions in
   * ascending order.
   */
  public void addMask(long group, long from, long to) {
    masks.add(group, 0, from, to, 0);
  }

  /** Goes on after {@code texts}, of which the last part of each kind is written again. */
  public void resume(StoredTexts texts) throws IOException {
    texts.lower().replayLast(lower);
    texts.symbols().replayLast(symbols);
    texts.layouts().replayLast(layouts);
    texts.masks().replayLast(masks);
  }

  /** Whether so much waits that it should be written. */
  public boolean isFull() {
    return lower.frames().fullBytes()
            + symbols.frames().fullBytes()
            + layouts.frames().fullBytes()
            + masks.frames().fullBytes()
        >= PENDING_BYTES_MAX;
  }

  /**
   * Writes the parts that are complete.
   *
   * @param first the stream of layouts; those of lower case, symbols and masks are the next three
   */
  public void write(PartSink sink, int first, PackWriter writer) throws IOException {
    write(sink, first, writer, false);
  }

  /** Writes all that is left. */
  public void finish(PartSink sink, int first, PackWriter writer) throws IOException {
    write(sink, first, writer, true);
  }

  private void write(PartSink sink, int first, PackWriter writer, boolean areAll)
      throws IOException {
    layouts.frames().write(sink, first, writer, areAll);
    lower.frames().write(sink, first + 1, writer, areAll);
    symbols.frames().write(sink, first + 2, writer, areAll);
    masks.frames().write(sink, first + 3, writer, areAll);
  }

  @Override
  public void close() {
    lower.close();
    symbols.close();
    masks.close();
    layouts.close();
  }
}
