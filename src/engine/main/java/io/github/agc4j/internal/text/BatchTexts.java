package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * What neither names nor codes tell of the contigs of a batch, one after the other. Not safe for
 * use by several threads at once.
 */
public final class BatchTexts implements AutoCloseable {
  private GrowableBytes texts;

  /** The same when the case of letters is told anew, and room for that of a contig. */
  private GrowableBytes renewed;

  private final GrowableBytes runs;

  /** Where the text of each contig begins. */
  private final LongArray starts;

  /** The lines in front of the first contigs of samples. */
  private final GrowableBytes before;

  /** No contigs. */
  public BatchTexts(MemoryBudget budget) {
    this.texts = new GrowableBytes(budget);
    this.renewed = new GrowableBytes(budget);
    this.runs = new GrowableBytes(budget);
    this.starts = new LongArray(budget);
    this.before = new GrowableBytes(budget);
  }

  /** Adds a contig, of which {@code text} appends all. */
  public void add(Consumer<GrowableBytes> text) {
    starts.add(texts.size());
    text.accept(texts);
  }

  /** Adds lines in front of a sample's first contig, and returns where they are. */
  public long addBefore(MemorySegment lines) {
    long place = before.size();
    before.put(lines, 0, lines.byteSize());
    return place;
  }

  /** {@code bytes} bytes of lines at {@code place}, borrowed until others are added. */
  public MemorySegment before(long place, long bytes) {
    return before.written().asSlice(place, bytes);
  }

  /** The texts of contigs {@code [from, to)}, borrowed until others are added. */
  public MemorySegment contigs(int from, int to) {
    long start = start(from);
    return texts.written().asSlice(start, start(to) - start);
  }

  private long start(int contig) {
    return contig == starts.count() ? texts.size() : starts.get(contig);
  }

  /** Adds where letters of all contigs are in lower case to {@code index}, which has no contigs. */
  public void index(CaseIndex index) {
    for (int contig = 0; contig < starts.count(); contig++) {
      ByteReader text = new ByteReader(contigs(contig, contig + 1));
      text.varint();
      index.addContig(new ByteReader(text.slice(text.varint())));
    }
  }

  /** Has from now on, instead of what is in lower case, what is in another case than expected. */
  public void replaceCase(CaseChanges changes) {
    renewed.clear();
    for (int contig = 0; contig < starts.count(); contig++) {
      ByteReader text = new ByteReader(contigs(contig, contig + 1));
      starts.set(contig, renewed.size());
      changes.copy(contig, text, runs, renewed);
    }
    GrowableBytes former = texts;
    texts = renewed;
    renewed = former;
  }

  /** Forgets all contigs and keeps the memory. */
  public void clear() {
    texts.clear();
    renewed.clear();
    starts.clear();
    before.clear();
  }

  @Override
  public void close() {
    texts.close();
    renewed.close();
    runs.close();
    starts.close();
    before.close();
  }
}
