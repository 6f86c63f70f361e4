package io.github.agc4j.internal.group;

import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.kmer.FallbackMinimizers;
import io.github.agc4j.internal.kmer.FallbackPairs;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.lzdiff.LzDiffCost;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.Segment;
import io.github.agc4j.internal.segment.SegmentKey;
import java.io.IOException;

/**
 * Finds the group of a segment whose splitters lead to none, by fallback minimizers (AGC
 * compression, section 4). Other than C++ agc it takes a group whose reference equals the segment.
 * For one thread.
 */
final class FallbackGroups implements AutoCloseable {
  /** With segments up to this size the first known pair wins; otherwise candidates are compared. */
  private static final int SEGMENT_SIZE_SHORT = 10_000;

  private static final double COST_SHARE_MAX = 0.2;

  private final boolean compares;
  private final boolean adaptive;
  private final GroupTable table;
  private final References references;
  private final SegmentTexts texts;
  private final LzDiffCost cost;
  private final FallbackPairs pairs;

  FallbackGroups(
      int k,
      long segmentSize,
      boolean adaptive,
      FallbackMinimizers minimizers,
      GroupTable table,
      References references,
      SegmentTexts texts,
      LzDiffCost cost,
      MemoryBudget budget) {
    this.compares = segmentSize > SEGMENT_SIZE_SHORT;
    this.adaptive = adaptive;
    this.table = table;
    this.references = references;
    this.texts = texts;
    this.cost = cost;
    this.pairs = new FallbackPairs(k, minimizers, budget);
  }

  /**
   * The group for {@code segment}, which {@code texts} holds; null if there is none.
   *
   * @param turned whether the segment is looked at as its reverse complement
   * @param wordsMin different minimizers that it must share with a pair of splitters
   */
  Decision find(Segment segment, boolean turned, int wordsMin) throws IOException {
    pairs.find(segment.contig(), segment.from(), segment.to(), turned, wordsMin);
    int best = -1;
    long bestCost = texts.length();
    for (int i = 0; i < pairs.count(); i++) {
      long group = table.group(key(i));
      if (group != GroupTable.NONE) {
        if (!compares) {
          return decision(i, turned);
        }
        long estimate = estimate((int) group, isTurned(i) != turned, bestCost);
        if (estimate < bestCost) {
          best = i;
          bestCost = estimate;
        }
      }
    }
    boolean tooDear = adaptive && bestCost >= COST_SHARE_MAX * texts.length();
    return best < 0 || tooDear ? null : decision(best, turned);
  }

  private SegmentKey key(int pair) {
    return SegmentKey.ordered(pairs.first(pair), pairs.second(pair));
  }

  private boolean isTurned(int pair) {
    return Kmers.isBelow(pairs.second(pair), pairs.first(pair));
  }

  private Decision decision(int pair, boolean turned) {
    return new Decision(key(pair), isTurned(pair) != turned, table.group(key(pair)));
  }

  private long estimate(int group, boolean reversed, long bound) throws IOException {
    try (ActiveReference reference = references.acquire(group)) {
      return cost.estimate(texts.text(reversed), texts.length(), reference, bound);
    }
  }

  @Override
  public void close() {
    pairs.close();
  }
}
