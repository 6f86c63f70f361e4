package io.github.agc4j.internal.group.read;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Cached parts by their keys. Any thread may look for one at any time and takes no lock for it;
 * changes are for one thread at a time.
 */
final class PartTable {
  private final AtomicReferenceArray<CachedPart> buckets;

  /** So many bits of a hash are too many. */
  private final int shift;

  /** An empty table of {@code buckets}, a power of two above 1. */
  PartTable(int buckets) {
    this.buckets = new AtomicReferenceArray<>(buckets);
    this.shift = Long.numberOfLeadingZeros(buckets - 1);
  }

  /** The part with this key, which may be gone meanwhile; null if there is none. */
  CachedPart find(long key, int block) {
    CachedPart part = buckets.get(bucket(key, block));
    // A part that is taken out keeps its successor: who stands on it gets on.
    while (part != null && (part.key() != key || part.block() != block)) {
      part = part.next();
    }
    return part;
  }

  /** Adds a part whose key is not there. */
  void add(CachedPart part) {
    int bucket = bucket(part.key(), part.block());
    part.setNext(buckets.get(bucket));
    buckets.set(bucket, part);
  }

  /** Takes out a part that is there. */
  void remove(CachedPart part) {
    int bucket = bucket(part.key(), part.block());
    CachedPart before = buckets.get(bucket);
    if (before == part) {
      buckets.set(bucket, part.next());
      return;
    }
    while (before.next() != part) {
      before = before.next();
    }
    before.setNext(part.next());
  }

  private int bucket(long key, int block) {
    return (int) ((key ^ (long) block << 40) * 0x9e3779b97f4a7c15L >>> shift);
  }
}
