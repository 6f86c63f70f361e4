package io.github.agc4j.htsjdk;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole contigs, so that they are not read again and again: those that somebody else still holds,
 * which costs nothing, and the latest within a limit. For one thread at a time.
 */
final class KeptContigs {
  private final long limitBytes;
  private final Map<Integer, WeakReference<byte[]>> held = new HashMap<>();

  /** The least recently used first. */
  private final LinkedHashMap<Integer, byte[]> latest = new LinkedHashMap<>(16, 0.75f, true);

  private long latestBytes;

  KeptContigs(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The bases of contig {@code index}, or null when they are not kept. */
  byte[] get(int index) {
    byte[] kept = latest.get(index);
    if (kept != null || !held.containsKey(index)) {
      return kept;
    }
    return held.get(index).get();
  }

  void put(int index, byte[] bases) {
    held.put(index, new WeakReference<>(bases));
    if (bases.length > limitBytes) {
      return;
    }
    latest.put(index, bases);
    latestBytes += bases.length;
    Iterator<byte[]> oldest = latest.values().iterator();
    while (latestBytes > limitBytes) {
      latestBytes -= oldest.next().length;
      oldest.remove();
    }
  }

  /** The contigs that are kept even if nobody else holds them, the least recently used first. */
  List<Integer> strong() {
    return List.copyOf(latest.keySet());
  }
}
