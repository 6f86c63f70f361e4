package io.github.agc4j.group;

import io.github.agc4j.group.References.ActiveReference;
import io.github.agc4j.kmer.Kmers;
import io.github.agc4j.lzdiff.LzDiffCost;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.segment.End;
import io.github.agc4j.segment.Segment;
import io.github.agc4j.segment.SegmentKey;

/**
 * Decides which group a segment joins (AGC compression, sections 3.3 to 3.6), against the groups as
 * they were when the sample began. For one thread; several finders may share table and references.
 */
public final class GroupFinder implements AutoCloseable {
  private static final int BOUND_MARGIN = 16;

  private final GroupTable table;
  private final References references;
  private final SegmentTexts texts;
  private final LzDiffCost cost;
  private final MiddleSplitter middle;
  private final LongArray order;
  private final LongArray candidates;
  private final LongArray estimates;

  /** Segments are loaded into {@code texts} by the caller before they are decided. */
  public GroupFinder(
      int k,
      int matchMin,
      GroupTable table,
      References references,
      SegmentTexts texts,
      MemoryBudget budget) {
    this.table = table;
    this.references = references;
    this.texts = texts;
    this.cost = new LzDiffCost(matchMin);
    this.middle = new MiddleSplitter(k, table, references, texts, cost, budget);
    this.order = new LongArray(budget);
    this.candidates = new LongArray(budget);
    this.estimates = new LongArray(budget);
  }

  /** Decides {@code segment}, which {@code texts} holds. */
  public Decision decide(Segment segment) {
    End front = segment.front();
    End back = segment.back();
    if (front.exists() && back.exists()) {
      return betweenTwo(segment);
    }
    if (front.exists()) {
      return oneSided(front, false);
    }
    if (back.exists()) {
      return oneSided(back.turned(), true);
    }
    return whole(SegmentKey.RAW, false);
  }

  private Decision whole(SegmentKey key, boolean reversed) {
    return new Decision(key, reversed, table.group(key));
  }

  private Decision betweenTwo(Segment segment) {
    long front = segment.front().word();
    long back = segment.back().word();
    boolean reversed = !Kmers.isBelow(front, back);
    Decision decision = whole(SegmentKey.ordered(front, back), reversed);
    if (decision.group() != GroupTable.NONE || front == back) {
      return decision;
    }
    Decision split = middle.split(segment);
    return split == null ? decision : split;
  }

  /**
   * A segment with one splitter, seen so that the splitter is in front.
   *
   * @param turned whether that view is the reverse complement of the contig's text
   */
  private Decision oneSided(End end, boolean turned) {
    long word = end.word();
    boolean isDirect = end.direct() == word;
    Decision alone =
        whole(
            isDirect ? new SegmentKey(word, Kmers.NONE) : new SegmentKey(Kmers.NONE, word),
            !isDirect != turned);
    long partner = table.firstPartner(word);
    if (partner == GroupTable.NONE) {
      return alone;
    }
    collect(partner);
    long bound = estimateAll(word, turned);
    return best(word, turned, bound, alone);
  }

  /**
   * Orders the candidate partners by how near the length of their reference is to the segment's.
   */
  private void collect(long firstPartner) {
    order.clear();
    candidates.clear();
    for (long partner = firstPartner;
        partner != GroupTable.NONE;
        partner = table.nextPartner(partner)) {
      long length = references.length(table.partnerGroup(partner)) + 1L;
      order.add(Math.abs(texts.length() - length) << 32 | length);
      candidates.add(partner);
    }
    order.sort(candidates);
  }

  /**
   * Estimates every candidate; returns the smallest estimate, or the initial bound if none is
   * below.
   */
  private long estimateAll(long word, boolean turned) {
    long bound = texts.length() < BOUND_MARGIN ? texts.length() : texts.length() - BOUND_MARGIN;
    estimates.clear();
    for (long i = 0; i < candidates.count(); i++) {
      long partner = candidates.get(i);
      boolean flag = Kmers.isBelow(table.partnerWord(partner), word);
      try (ActiveReference reference = references.acquire(table.partnerGroup(partner))) {
        long estimate =
            cost.estimate(texts.text(flag != turned), texts.length(), reference.reference(), bound);
        estimates.add(estimate);
        bound = Math.min(bound, estimate);
      }
    }
    return bound;
  }

  /** Of the candidates whose estimate is {@code bound}, the one with the smallest key. */
  private Decision best(long word, boolean turned, long bound, Decision alone) {
    long chosen = GroupTable.NONE;
    for (long i = 0; i < candidates.count(); i++) {
      long partner = candidates.get(i);
      // Keys of one splitter are ordered like its partners: below it they come first, then above
      // it.
      if (estimates.get(i) == bound
          && (chosen == GroupTable.NONE
              || Kmers.isBelow(table.partnerWord(partner), table.partnerWord(chosen)))) {
        chosen = partner;
      }
    }
    if (chosen == GroupTable.NONE) {
      return alone;
    }
    long partnerWord = table.partnerWord(chosen);
    return new Decision(
        SegmentKey.ordered(word, partnerWord),
        Kmers.isBelow(partnerWord, word) != turned,
        table.partnerGroup(chosen));
  }

  @Override
  public void close() {
    middle.close();
    order.close();
    candidates.close();
    estimates.close();
  }
}
