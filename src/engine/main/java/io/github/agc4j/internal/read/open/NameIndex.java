package io.github.agc4j.internal.read.open;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.query.FullName;
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
      add(hash(FullName.firstWord(name)) | contig + 1);
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

  /** The hash of a short name, in the upper half. */
  private static long hash(byte[] name) {
    long hash = name.length;
    for (byte b : name) {
      hash = (hash ^ b & 0xff) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash << Integer.SIZE & HASH_MASK;
  }

  /**
   * The contig that is called {@code wanted}: in full, or else by its short name; null if there is
   * none.
   */
  NamedContig find(byte[] wanted) throws IOException {
    Search search = new Search(wanted);
    long hash = hash(FullName.firstWord(wanted));
    long slot = firstSlot(hash);
    for (long entry = slots.get(slot); entry != FREE && !search.isOver(); entry = slots.get(slot)) {
      if ((entry & HASH_MASK) == hash) {
        long contig = (entry & CONTIG_MASK) - 1;
        search.look(contig, name(contig));
      }
      slot = slot + 1 & slots.count() - 1;
    }
    return search.found();
  }

  /** What is found of a name: the contig with this full name, or those with this short name. */
  private static final class Search {
    private static final int NONE = -1;

    private final byte[] wanted;
    private long contig = NONE;
    private byte[] name;
    private byte[] other;
    private boolean isFull;

    private Search(byte[] wanted) {
      this.wanted = wanted;
    }

    private void look(long index, byte[] full) {
      if (Arrays.equals(full, wanted)) {
        contig = index;
        name = full;
        other = null;
        isFull = true;
      } else if (!isFull && isShortName(full)) {
        other = contig == NONE ? null : full;
        contig = contig == NONE ? index : contig;
        name = name == null ? full : name;
      }
    }

    private boolean isShortName(byte[] full) {
      int start = FullName.wordStart(full);
      int end = FullName.wordEnd(full, start);
      return Arrays.equals(full, start, end, wanted, 0, wanted.length);
    }

    private boolean isOver() {
      return isFull;
    }

    private NamedContig found() {
      return contig == NONE ? null : new NamedContig(contig, name, other);
    }
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
    Search search = new Search(wanted);
    ContigNames names = batch.names(place);
    try {
      for (long contig = 0; names.hasNext() && !search.isOver(); contig++) {
        search.look(contig, names.next());
      }
    } catch (CorruptArchiveException e) {
      // What comes in front of a damaged name can be had.
      if (search.found() == null) {
        throw e;
      }
    }
    return search.found();
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
