package io.github.agc4j.internal.read.set;

import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Archives that are opened when they are asked for. As many stay open as the budgets have room for;
 * of more, those are closed that nobody has asked of late. Safe for use by several threads.
 */
final class OpenArchives implements AutoCloseable {
  /**
   * Off-heap bytes that those which are open may hold besides what the options give them: of those
   * with few samples, of which each takes 3 MB when it was asked for ranges, a hundred and more.
   * One that is asked anew takes milliseconds, most of them for its metadata.
   */
  private static final long HELD_BYTES = 384L << 20;

  /** What each may keep of what was decompressed, and have mapped, at least. */
  private static final long SHARE_MIN = 256 << 10;

  private final String name;
  private final MemoryBudget budget;
  private final ReadOptions share;
  private final List<Slot> slots;

  /** Those that are open, the one last that was asked last. */
  private final Map<Slot, ArchiveReader> open = new LinkedHashMap<>(16, 0.75f, true);

  /** What those took that are closed. */
  private DecodedWork before = new DecodedWork(0, 0, 0, 0);

  private boolean isClosed;

  /** One of the archives. */
  private static final class Slot {
    private final ArchiveLocation location;

    /** How many ask it. */
    private int holders;

    private Slot(ArchiveLocation location) {
      this.location = location;
    }
  }

  /**
   * Those at {@code locations}, none of which is open yet.
   *
   * @param name what they are called together
   * @param options of all together: each has its share of the budgets
   */
  OpenArchives(
      String name, List<ArchiveLocation> locations, ReadOptions options, MemoryBudget total) {
    this(
        name, locations, options, total, HELD_BYTES + options.cacheBytes() + options.mappedBytes());
  }

  /** The same of which those that are open should hold at most {@code heldBytes}. */
  OpenArchives(
      String name,
      List<ArchiveLocation> locations,
      ReadOptions options,
      MemoryBudget total,
      long heldBytes) {
    this.name = name;
    this.slots = locations.stream().map(Slot::new).toList();
    this.share =
        options
            .withCache(Math.max(SHARE_MIN, options.cacheBytes() / slots.size()))
            .withMapped(Math.max(SHARE_MIN, options.mappedBytes() / slots.size()));
    this.budget = total.child("archives of the set", heldBytes);
  }

  /** An archive that stays open until this is closed. */
  private final class Held implements HeldArchive {
    private final Slot slot;
    private final ArchiveReader archive;
    private boolean isClosed;

    private Held(Slot slot, ArchiveReader archive) {
      this.slot = slot;
      this.archive = archive;
    }

    @Override
    public ArchiveReader archive() {
      return archive;
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        release(slot);
      }
    }
  }

  /** Archive {@code index}, which is opened if it is not open. */
  HeldArchive hold(int index) throws IOException {
    Slot slot = slots.get(index);
    ArchiveReader archive;
    synchronized (this) {
      if (isClosed) {
        throw new IllegalStateException(name + ": the reader is closed");
      }
      slot.holders++;
      archive = open.get(slot);
    }
    try {
      return new Held(slot, archive == null ? opened(slot) : archive);
    } catch (IOException | RuntimeException | Error e) {
      release(slot);
      throw e;
    }
  }

  private synchronized void release(Slot slot) {
    slot.holders--;
  }

  private ArchiveReader opened(Slot slot) throws IOException {
    synchronized (slot) {
      ArchiveReader archive = ifOpen(slot);
      if (archive == null) {
        archive = open(slot.location);
        for (ArchiveReader leaving : added(slot, archive)) {
          closeQuietly(leaving);
        }
      }
      return archive;
    }
  }

  private ArchiveReader open(ArchiveLocation location) throws IOException {
    MemoryBudget own = budget.child(location.toString());
    try {
      return ArchiveReader.open(location, share, own);
    } catch (IOException | RuntimeException | Error e) {
      budget.discard(own);
      throw e;
    }
  }

  /** Whoever asks another archive need not know that this one could not be closed. */
  private void closeQuietly(ArchiveReader archive) {
    try {
      close(archive);
    } catch (IOException e) {
      // It was only read.
    }
  }

  private void close(ArchiveReader archive) throws IOException {
    try {
      archive.close();
    } finally {
      budget.discard(archive.memory());
    }
  }

  private synchronized ArchiveReader ifOpen(Slot slot) {
    return open.get(slot);
  }

  /** Notes that the archive is open; those are returned that have to be closed for it. */
  private synchronized List<ArchiveReader> added(Slot slot, ArchiveReader archive) {
    if (isClosed) {
      // Who asks is told so by the archive.
      return List.of(archive);
    }
    open.put(slot, archive);
    List<ArchiveReader> leaving = new ArrayList<>();
    long over = budget.currentBytes() - budget.limitBytes();
    for (Iterator<Map.Entry<Slot, ArchiveReader>> oldest = open.entrySet().iterator();
        oldest.hasNext() && over > 0; ) {
      Map.Entry<Slot, ArchiveReader> each = oldest.next();
      if (each.getKey().holders == 0) {
        over -= each.getValue().memory().currentBytes();
        leaving.add(left(each.getValue()));
        oldest.remove();
      }
    }
    return leaving;
  }

  /** Archive {@code index} will not be asked soon: it is closed, unless it is asked now. */
  void rest(int index) {
    Slot slot = slots.get(index);
    ArchiveReader leaving = null;
    synchronized (this) {
      if (slot.holders == 0 && open.containsKey(slot)) {
        leaving = left(open.remove(slot));
      }
    }
    if (leaving != null) {
      closeQuietly(leaving);
    }
  }

  /** Counts what an archive took that is closed. */
  private ArchiveReader left(ArchiveReader archive) {
    before = before.plus(archive.opened().decoded());
    return archive;
  }

  /** How many there are. */
  int count() {
    return slots.size();
  }

  /** How many of them are open. */
  synchronized int countOpen() {
    return open.size();
  }

  /** What reading took so far. */
  synchronized DecodedWork decoded() {
    return open.values().stream()
        .map(archive -> archive.opened().decoded())
        .reduce(before, DecodedWork::plus);
  }

  /** Refuses further questions and waits for those under way. */
  @Override
  public void close() throws IOException {
    List<ArchiveReader> leaving;
    synchronized (this) {
      isClosed = true;
      leaving = List.copyOf(open.values());
      open.clear();
    }
    IOException failure = null;
    for (ArchiveReader archive : leaving) {
      try {
        close(archive);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
