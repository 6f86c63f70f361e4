package io.github.agc4j.internal.group;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * The groups of an archive that is extended: their references and last packs are fetched when they
 * are needed, all else stays where it is. Borrows the archive. Safe for use by several threads.
 */
public final class ArchivedGroups implements EarlierGroups, AutoCloseable {
  /** A pack that is so short is written again, whatever is added. */
  private static final long CLOSED_BYTES_MIN = 1 << 8;

  /** A pack grows while it has less than so many times what is added. */
  private static final int CLOSED_GROWTHS = 2;

  private final ArchiveFile archive;
  private final StreamDirectory directory;
  private final int cardinality;
  private final MemoryBudget budget;
  private final ArrayDeque<Decompression> idle = new ArrayDeque<>();

  /** The groups of {@code archive}, whose packs have {@code cardinality} items. */
  public ArchivedGroups(ArchiveFile archive, int cardinality, MemoryBudget budget) {
    this.archive = archive;
    this.directory = archive.directory();
    this.cardinality = cardinality;
    this.budget = budget;
  }

  @Override
  public int groups() {
    return directory.groups();
  }

  /** The stream of the reference of {@code group}, or {@link StreamDirectory#NONE}. */
  public int referenceStream(int group) {
    return directory.referenceStream(group);
  }

  /** The stream of the packs of {@code group}, or {@link StreamDirectory#NONE}. */
  public int deltaStream(int group) {
    return directory.deltaStream(group);
  }

  /** Number of packs of {@code group}. */
  public long packs(int group) {
    return directory.parts(deltaStream(group));
  }

  @Override
  public int referenceLength(int group) throws IOException {
    try (PartCopy part = archive.part(referenceStream(group), 0)) {
      long length = PackReader.referenceLength(part.data(), part.metadata());
      MalformedBytesException.verify(
          length >= 1 && length < Integer.MAX_VALUE, 0, "reference of " + length + " symbols");
      return (int) length;
    } catch (MalformedBytesException e) {
      throw archive.corrupt(directory.referenceName(group), 0, e);
    }
  }

  @Override
  public void reference(int group, ReferenceUse use) throws IOException {
    Decompression decompression = take();
    try (PartCopy part = archive.part(referenceStream(group), 0)) {
      archive.expansion().verifySegment(PackReader.referenceLength(part.data(), part.metadata()));
      use.accept(
          decompression.reader.reference(part.data(), part.metadata()),
          PackReader.isTuples(part.data(), part.metadata()),
          PackReader.referenceLength(part.data(), part.metadata()));
    } catch (MalformedBytesException e) {
      throw archive.corrupt(directory.referenceName(group), 0, e);
    } finally {
      release(decompression);
    }
  }

  /** What {@link #forEachItem} calls. */
  public interface ItemVisitor {
    /** Called for each item, 0-based; {@code item} is borrowed until return. */
    void visit(long index, MemorySegment item) throws IOException;
  }

  /** Visits the items of pack {@code pack} of {@code group}: codes or deltas. */
  public void forEachItem(int group, long pack, ItemVisitor visitor) throws IOException {
    withPack(
        group,
        pack,
        items -> {
          long index = 0;
          for (long start = 0; start < items.byteSize(); index++) {
            long end = PackReader.endOfItem(items, start);
            visitor.visit(index, items.asSlice(start, end - start));
            start = end + 1;
          }
        });
  }

  private interface PackUse {
    void accept(MemorySegment items) throws IOException;
  }

  private void withPack(int group, long pack, PackUse use) throws IOException {
    Decompression decompression = take();
    try (PartCopy part = archive.part(deltaStream(group), pack)) {
      MemorySegment items = decompression.reader.pack(part.data(), part.metadata());
      MalformedBytesException.verify(
          PackReader.count(items) <= Math.min(cardinality, archive.expansion().packItemsMax()),
          0,
          "more items than the pack cardinality");
      use.accept(items);
    } catch (MalformedBytesException e) {
      throw archive.corrupt(directory.deltaName(group), pack, e);
    } finally {
      release(decompression);
    }
  }

  /** Bytes of the content of pack {@code pack} of {@code group}. */
  public long contentBytes(int group, long pack) throws IOException {
    try (PartCopy part = archive.part(deltaStream(group), pack)) {
      return part.metadata() == 0 ? part.data().byteSize() : part.metadata();
    }
  }

  /** Number of items of pack {@code pack} of {@code group}. */
  public long items(int group, long pack) throws IOException {
    long[] count = {0};
    withPack(group, pack, items -> count[0] = PackReader.count(items));
    return count[0];
  }

  /**
   * Whether the last pack of {@code group} is better closed than written again: it has more than
   * what is to be added, which then begins a pack of its own. By the directory alone: no part is
   * read for it.
   *
   * @param growth samples that are added for each that is there
   */
  public boolean isBetterClosed(int group, double growth) {
    long packs = packs(group);
    if (packs == 0) {
      return false;
    }
    int stream = deltaStream(group);
    long last = directory.size(stream, packs - 1);
    long all = 0;
    for (long pack = 0; pack < packs; pack++) {
      all += directory.size(stream, pack);
    }
    return last > Math.max(CLOSED_BYTES_MIN, CLOSED_GROWTHS * growth * all);
  }

  /** The in-group id of the first sequence after the last pack of {@code group}. */
  public long idBehind(int group) {
    return (group < StreamNames.RAW_GROUPS ? 0 : 1) + packs(group) * cardinality;
  }

  @Override
  public void lastPack(int group, PackVisitor visitor) throws IOException {
    long parts = packs(group);
    long first = group < StreamNames.RAW_GROUPS ? 0 : 1;
    if (parts == 0) {
      visitor.visit(MemorySegment.NULL, first);
    } else {
      withPack(group, parts - 1, items -> visitor.visit(items, first + (parts - 1) * cardinality));
    }
  }

  @Override
  public boolean keepLastPack(int group, ArchiveFileWriter out, int stream) throws IOException {
    boolean isThere = packs(group) > 0;
    if (isThere) {
      out.keep(stream, archive, deltaStream(group), packs(group) - 1);
    }
    return isThere;
  }

  /** Checks what extending relies on, and what the directory tells. */
  public void check() throws IOException {
    for (int group = 0; group < groups(); group++) {
      boolean raw = group < StreamNames.RAW_GROUPS;
      boolean whole =
          raw
              ? referenceStream(group) == StreamDirectory.NONE
              : directory.parts(referenceStream(group)) == 1;
      if (!whole) {
        throw new CorruptArchiveException(
            archive.name(), "group " + group + (raw ? " has a reference" : " has no reference"));
      }
    }
  }

  /** What one thread at a time decompresses with. */
  private static final class Decompression implements AutoCloseable {
    private final ZstdContexts contexts;
    private final PackReader reader;

    private Decompression(MemoryBudget budget) {
      contexts = new ZstdContexts(budget);
      reader = new PackReader(contexts, budget);
    }

    @Override
    public void close() {
      reader.close();
      contexts.close();
    }
  }

  private synchronized Decompression take() {
    return idle.isEmpty() ? new Decompression(budget) : idle.pop();
  }

  private synchronized void release(Decompression decompression) {
    idle.push(decompression);
  }

  @Override
  public void close() {
    idle.forEach(Decompression::close);
    idle.clear();
  }
}
