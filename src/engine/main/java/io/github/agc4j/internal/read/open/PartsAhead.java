package io.github.agc4j.internal.read.open;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.file.ByteRanges;
import io.github.agc4j.internal.group.read.GroupReader;
import io.github.agc4j.internal.memory.LongArray;
import java.io.IOException;

/**
 * The parts that will be read next from an archive that is far: they are fetched together, as many
 * as the archive may be told at a time. For one thread at a time.
 */
public final class PartsAhead {
  /** What comes with a part since it is fetched in blocks. */
  private static final long NEIGHBOURS = 16 << 10;

  private final ArchiveFile archive;
  private final GroupReader groups;
  private final ByteRanges places = new ByteRanges();
  private long bytes;

  PartsAhead(ArchiveFile archive, GroupReader groups) {
    this.archive = archive;
    this.groups = groups;
  }

  /** Whether it is worth telling what will be read. */
  public boolean areWorthIt() {
    return archive.aheadBytes() > 0;
  }

  /** Adds what a sequence is read from; false if no more may be added before it is fetched. */
  public boolean add(int group, int id) {
    int before = places.count();
    groups.addPlaces(group, id, places);
    for (int i = before; i < places.count(); i++) {
      bytes += places.end(i) - places.start(i) + NEIGHBOURS;
    }
    return bytes < archive.aheadBytes();
  }

  /**
   * Adds what sequences are read from, each given as group·2³² + id, until no more may be added.
   *
   * @param first index of the first in {@code keys}
   * @return index of the first that was not added
   */
  public long addAll(LongArray keys, long first) {
    long next = first;
    boolean hasRoom = true;
    while (hasRoom && next < keys.count()) {
      long key = keys.get(next++);
      hasRoom = add((int) (key >>> 32), (int) key);
    }
    return next;
  }

  /** Fetches what was added, and begins anew. */
  public void fetch() throws IOException {
    try {
      archive.willRead(places);
    } finally {
      clear();
    }
  }

  /** Forgets what was added. */
  void clear() {
    places.clear();
    bytes = 0;
  }
}
