package io.github.agc4j.engine.decode;

import io.github.agc4j.collection.CatalogBatch;
import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A sample's contigs by the hashes of their short names, off-heap: 12 to 24 bytes for each, and
 * every sixteenth name. The others are decoded from there on when they are looked at. Immutable
 * once it is made; any thread may read.
 */
final class NameIndex implements SampleIndex.Table {
  private static final int NAMES_PER_MARK = 16;
  private static final long HASH_MASK = 0xffff_ffff_0000_0000L;
  private static final long CONTIG_MASK = 0xffff_ffffL;
  private static final long FREE = 0;

  private final CatalogBatch batch;
  private final int place;

  /** Hash, and contig + 1; contigs with the same hash follow each other in their order. */
  private final LongArray slots;

  /** For each mark where the stored names go on and where the name before ends in the texts. */
  private final LongArray marks;

  /** The names in front of the marks; null if there are none. */
  private Block texts;

  /** An index of the batch's sample {@code place}. */
  NameIndex(CatalogBatch batch, int place, MemoryBudget budget) throws IOException {
    this.batch = batch;
    this.place = place;
    this.slots = new LongArray(budget);
    this.marks = new LongArray(budget);
    try (Scratch gathered = new Scratch(budget)) {
      fill(gathered);
      texts = Block.shared(Math.max(1, textEnd(marks.count() / 2 - 1)), budget);
      MemorySegment.copy(gathered.atLeast(1), 0, texts.bytes(), 0, texts.size());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void fill(Scratch gathered) throws IOException {
    long contigs = batch.contigs(place);
    slots.resize(Long.highestOneBit(Math.max(1, contigs * 4 / 3)) * 2, FREE);
    byte[] before = {};
    ContigNames names = batch.names(place);
    for (long contig = 0; contig < contigs; contig++) {
      if (contig % NAMES_PER_MARK == 0) {
        mark(names.position(), before, gathered);
      }
      byte[] name = names.next();
      add(hash(name, ContigNames.shortLength(name)) | contig + 1);
      before = name;
    }
  }

  private void mark(long position, byte[] before, Scratch gathered) {
    long at = textEnd(marks.count() / 2 - 1);
    MemorySegment.copy(
        before,
        0,
        gathered.extend(at, at + before.length),
        ValueLayout.JAVA_BYTE,
        at,
        before.length);
    marks.add(position);
    marks.add(at + before.length);
  }

  private long textEnd(long mark) {
    return mark < 0 ? 0 : marks.get(2 * mark + 1);
  }

  private void add(long entry) {
    long slot = firstSlot(entry);
    while (slots.get(slot) != FREE) {
      slot = slot + 1 & slots.count() - 1;
    }
    slots.set(slot, entry);
  }

  private long firstSlot(long entry) {
    return (entry >>> Integer.SIZE) & slots.count() - 1;
  }

  /** The hash of a name's beginning, in the upper half. */
  private static long hash(byte[] name, int length) {
    long hash = length;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ name[i] & 0xff) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash << Integer.SIZE & HASH_MASK;
  }

  /**
   * The first contig that is called {@code wanted}: by its short name, or else by its full name;
   * null if there is none.
   */
  NamedContig find(byte[] wanted) throws IOException {
    int shortLength = ContigNames.shortLength(wanted);
    long hash = hash(wanted, shortLength);
    long slot = firstSlot(hash);
    for (long entry = slots.get(slot); entry != FREE; entry = slots.get(slot)) {
      if ((entry & HASH_MASK) == hash) {
        long contig = (entry & CONTIG_MASK) - 1;
        byte[] name = name(contig);
        // A short name has no blank: with one in it, only the full name can be meant.
        int length = shortLength == wanted.length ? ContigNames.shortLength(name) : name.length;
        if (Arrays.equals(name, 0, length, wanted, 0, wanted.length)) {
          return new NamedContig(contig, name);
        }
      }
      slot = slot + 1 & slots.count() - 1;
    }
    return null;
  }

  private byte[] name(long contig) throws IOException {
    long mark = contig / NAMES_PER_MARK;
    long from = textEnd(mark - 1);
    int size = (int) (textEnd(mark) - from);
    byte[] before = new byte[size];
    MemorySegment.copy(texts.bytes(), ValueLayout.JAVA_BYTE, from, before, 0, size);
    ContigNames names = batch.namesFrom(place, mark * NAMES_PER_MARK, marks.get(2 * mark), before);
    byte[] name = names.next();
    for (long at = mark * NAMES_PER_MARK; at < contig; at++) {
      name = names.next();
    }
    return name;
  }

  /**
   * The same as {@link #find} without an index, for what is looked for once.
   *
   * @return null if there is none
   */
  static NamedContig search(CatalogBatch batch, int place, byte[] wanted) throws IOException {
    NamedContig full = null;
    ContigNames names = batch.names(place);
    for (long contig = 0; names.hasNext(); contig++) {
      byte[] name = names.next();
      int length = ContigNames.shortLength(name);
      if (Arrays.equals(name, 0, length, wanted, 0, wanted.length)) {
        return new NamedContig(contig, name);
      }
      if (full == null && Arrays.equals(name, wanted)) {
        full = new NamedContig(contig, name);
      }
    }
    return full;
  }

  @Override
  public void close() {
    slots.close();
    marks.close();
    if (texts != null) {
      texts.close();
    }
  }
}
