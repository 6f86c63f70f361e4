package io.github.agc4j.internal.group;

import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.lzdiff.LzDiffCost;
import io.github.agc4j.internal.lzdiff.LzDiffCost.At;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.segment.End;
import io.github.agc4j.internal.segment.Segment;
import io.github.agc4j.internal.segment.SegmentKey;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Cuts a segment between two splitters a &lt; b that bound no group, where a splitter m is missing
 * that bounds a group with each of them: at the place where coding the left part against one group
 * and the right part against the other costs least (AGC compression, section 3.5). For one thread.
 */
final class MiddleSplitter implements AutoCloseable {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final int k;
  private final GroupTable table;
  private final References references;
  private final SegmentTexts texts;
  private final LzDiffCost cost;
  private final Scratch leftCosts;
  private final Scratch rightCosts;

  MiddleSplitter(
      int k,
      GroupTable table,
      References references,
      SegmentTexts texts,
      LzDiffCost cost,
      MemoryBudget budget) {
    this.k = k;
    this.table = table;
    this.references = references;
    this.texts = texts;
    this.cost = cost;
    this.leftCosts = new Scratch(budget);
    this.rightCosts = new Scratch(budget);
  }

  /** The decision for {@code segment}; null if there is no such m. */
  Decision split(Segment segment) throws IOException {
    boolean swapped = Kmers.isBelow(segment.back().word(), segment.front().word());
    long a = swapped ? segment.back().word() : segment.front().word();
    long b = swapped ? segment.front().word() : segment.back().word();
    long left = table.firstPartner(a);
    long right = table.firstPartner(b);
    while (left != GroupTable.NONE && right != GroupTable.NONE) {
      long leftWord = table.partnerWord(left);
      long rightWord = table.partnerWord(right);
      if (leftWord == rightWord) {
        return cutAt(
            bestCut(a, b, leftWord, left, right, swapped), segment, a, b, leftWord, swapped);
      }
      if (Kmers.isBelow(leftWord, rightWord)) {
        left = table.nextPartner(left);
      } else {
        right = table.nextPartner(right);
      }
    }
    return null;
  }

  /** The cut, in symbols from the end where a is: 0 and the length stand for no cut. */
  private int bestCut(long a, long b, long m, long left, long right, boolean swapped)
      throws IOException {
    int length = texts.length();
    MemorySegment costs1 = leftCosts.atLeast((long) length * Integer.BYTES);
    MemorySegment costs2 = rightCosts.atLeast((long) length * Integer.BYTES);
    boolean forward1 = Kmers.isBelow(a, m);
    boolean forward2 = Kmers.isBelow(m, b);
    costs(table.partnerGroup(left), swapped == forward1, forward1 ? At.START : At.END, costs1);
    costs(table.partnerGroup(right), swapped == forward2, forward2 ? At.END : At.START, costs2);
    long rest = 0;
    for (int i = 0; i < length; i++) {
      rest += costs2.get(INT, (long) (i) << 2);
    }
    int best = 0;
    long bestSum = Long.MAX_VALUE;
    long sum = 0;
    for (int i = 0; i < length; i++) {
      sum += costs1.get(INT, (long) (forward1 ? i : length - 1 - i) << 2);
      if (sum + rest < bestSum) {
        bestSum = sum + rest;
        best = i;
      }
      rest -= costs2.get(INT, (long) (forward2 ? i : length - 1 - i) << 2);
    }
    best = best < k + 1 ? 0 : best;
    return best + k + 1 > length ? length : best;
  }

  private void costs(int group, boolean reversed, At at, MemorySegment target) throws IOException {
    try (ActiveReference reference = references.acquire(group)) {
      cost.costs(texts.text(reversed), texts.length(), reference, at, target);
    }
  }

  private Decision cutAt(int cut, Segment segment, long a, long b, long m, boolean swapped) {
    int length = texts.length();
    if (cut == 0) {
      return joined(SegmentKey.ordered(m, b), Kmers.isBelow(m, b) == swapped);
    }
    if (cut == length) {
      return joined(SegmentKey.ordered(a, m), Kmers.isBelow(a, m) == swapped);
    }
    End front = segment.front();
    End back = segment.back();
    int secondStart = (swapped ? length - cut : cut) - k / 2;
    SegmentKey first = SegmentKey.ordered(front.word(), m);
    SegmentKey second = SegmentKey.ordered(m, back.word());
    return new Decision(
        first,
        !Kmers.isBelow(front.word(), m),
        table.group(first),
        secondStart + k,
        secondStart,
        !Kmers.isBelow(m, back.word()),
        table.group(second));
  }

  private Decision joined(SegmentKey key, boolean reversed) {
    return new Decision(key, reversed, table.group(key));
  }

  @Override
  public void close() {
    leftCosts.close();
    rightCosts.close();
  }
}
