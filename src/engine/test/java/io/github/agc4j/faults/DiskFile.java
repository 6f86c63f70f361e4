package io.github.agc4j.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a disk may have of a file: what was forced last, and some of what was written since.
 *
 * <p>Lengths take effect in their order, as in a journal. A longer one comes with the page at its
 * end, since file systems that order data before metadata tell no length before the data that made
 * it; other pages may be missing. Of a page the disk may have any state that it had since it was
 * forced, and of several states some sectors each.
 */
final class DiskFile {
  static final int PAGE_BYTES = 4096;
  private static final int SECTOR_BYTES = 512;

  /** The file now, as it was observed last. */
  private byte[] now = {};

  /** The file when it was forced last. */
  private byte[] forced = {};

  /** What happened since. */
  private final List<Change> changes = new ArrayList<>();

  /** A page that has other bytes, or, if there are none, a new length. */
  private record Change(int page, byte[] bytes, int length) {
    boolean isLength() {
      return bytes == null;
    }

    int start() {
      return page * PAGE_BYTES;
    }
  }

  /** Notes what is different now; returns whether anything is. */
  boolean observe(byte[] content) {
    int before = changes.size();
    int pages = (content.length + PAGE_BYTES - 1) / PAGE_BYTES;
    for (int page = 0; page < pages; page++) {
      byte[] bytes = page(content, page);
      if (!Arrays.equals(bytes, page(now, page))) {
        changes.add(new Change(page, bytes, 0));
      }
    }
    if (content.length != now.length) {
      changes.add(new Change(0, null, content.length));
    }
    now = content;
    return changes.size() > before;
  }

  /** A page, zeroes after the end. */
  private static byte[] page(byte[] content, int page) {
    byte[] bytes = new byte[PAGE_BYTES];
    int from = page * PAGE_BYTES;
    if (from < content.length) {
      System.arraycopy(content, from, bytes, 0, Math.min(PAGE_BYTES, content.length - from));
    }
    return bytes;
  }

  /** All that was observed is on the disk. */
  void force() {
    forced = now;
    changes.clear();
  }

  /** One of the contents that the disk may have now. */
  byte[] afterPowerFailure(RandomGenerator random) {
    return new Replay(random).content();
  }

  /** The changes once more, of which some reach the disk. */
  private final class Replay {
    private final RandomGenerator random;

    /** How many of the lengths reach the disk. */
    private final int lengths;

    /** Of 4 pages so many reach the disk. */
    private final int share;

    /** With room for every length that there was. */
    private final byte[] disk;

    private final byte[] memory;
    private int length = forced.length;

    /** After this the file was cut in memory, and not yet on the disk. */
    private int cutBehind = Integer.MAX_VALUE;

    Replay(RandomGenerator random) {
      this.random = random;
      this.lengths = random.nextInt(2 + (int) changes.stream().filter(Change::isLength).count());
      this.share = random.nextInt(5);
      int room = changes.stream().mapToInt(Change::length).reduce(forced.length, Math::max);
      this.disk = Arrays.copyOf(forced, room / PAGE_BYTES * PAGE_BYTES + PAGE_BYTES);
      this.memory = disk.clone();
    }

    byte[] content() {
      int done = 0;
      for (Change change : changes) {
        if (change.isLength()) {
          setLength(change.length(), done < lengths);
          done++;
        } else {
          write(change);
        }
      }
      return Arrays.copyOf(disk, length);
    }

    private void setLength(int newLength, boolean reachesDisk) {
      Arrays.fill(memory, newLength, memory.length, (byte) 0);
      if (!reachesDisk) {
        cutBehind = Math.min(cutBehind, newLength);
        return;
      }
      if (newLength > length) {
        int page = (newLength - 1) / PAGE_BYTES * PAGE_BYTES;
        System.arraycopy(memory, page, disk, page, PAGE_BYTES);
      }
      Arrays.fill(disk, newLength, disk.length, (byte) 0);
      length = newLength;
    }

    private void write(Change change) {
      System.arraycopy(change.bytes(), 0, memory, change.start(), PAGE_BYTES);
      // What is written after a cut lies in blocks that the file on the disk does not have yet.
      if (change.start() >= cutBehind || random.nextInt(4) >= share) {
        return;
      }
      boolean isTorn = random.nextInt(4) == 0;
      for (int at = 0; at < PAGE_BYTES; at += SECTOR_BYTES) {
        if (!isTorn || random.nextBoolean()) {
          System.arraycopy(change.bytes(), at, disk, change.start() + at, SECTOR_BYTES);
        }
      }
    }
  }
}
