package io.github.agc4j.internal.group;

import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.kmer.FallbackMinimizers;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.lzdiff.LzDiffCost;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.End;
import io.github.agc4j.internal.segment.Segment;
import io.github.agc4j.internal.segment.SegmentKey;
import java.io.IOException;

/**
 * Decides which group a segment joins (AGC compression, sections 3.3 to 3.6), against the groups as
 * they were when the sample began. For one thread; several finders may share table and references.
 */
public final class GroupFinder implements AutoCloseable {
  private static final int BOUND_MARGIN = 16;
  private static final int WORDS_MIN_NO_SPLITTER = 1;
  private static final int WORDS_MIN_NO_GROUP = 2;
  private static final int WORDS_MIN_ONE_SPLITTER = 5;

  private final GroupTable table;
  private final References references;
  private final SegmentTexts texts;
  private final LzDiffCost cost;
  private final MiddleSplitter middle;

  /** Null without fallback minimizers. */
  private final FallbackGroups fallback;

  private final LongArray order;
  private final LongArray candidates;
  private final LongArray estimates;

  /**
   * How groups are found.
   *
   * @param kmerLength k
   * @param matchMin minimum match length
   * @param segmentSize segment size in symbols
   * @param adaptive whether splitters are added for contigs without any
   * @param cuts whether segments are cut at a missing splitter
   * @param minimizers fallback minimizers; null for none
   */
  public record Plan(
      int kmerLength,
      int matchMin,
      int segmentSize,
      boolean adaptive,
      boolean cuts,
      FallbackMinimizers minimizers) {}

  /** Segments are loaded into {@code texts} by the caller before they are decided. */
  public GroupFinder(
      Plan plan, GroupTable table, References references, SegmentTexts texts, MemoryBudget budget) {
    this.table = table;
    this.references = references;
    this.texts = texts;
    this.cost = new LzDiffCost(plan.matchMin());
    this.middle =
        plan.cuts()
            ? new MiddleSplitter(plan.kmerLength(), table, references, texts, cost, budget)
            : null;
    this.fallback =
        plan.minimizers() == null
            ? null
            : new FallbackGroups(
                plan.kmerLength(),
                plan.segmentSize(),
                plan.adaptive(),
                plan.minimizers(),
                table,
                references,
                texts,
                cost,
                budget);
    this.order = new LongArray(budget);
    this.candidates = new LongArray(budget);
    this.estimates = new LongArray(budget);
  }

  /** Decides {@code segment}, which {@code texts} holds. */
  public Decision decide(Segment segment) throws IOException {
    Decision decision = bySplitters(segment);
    if (decision.group() != GroupTable.NONE) {
      return decision;
    }
    return byFallback(segment, false, WORDS_MIN_NO_GROUP, decision);
  }

  private Decision bySplitters(Segment segment) throws IOException {
    End front = segment.front();
    End back = segment.back();
    if (front.exists() && back.exists()) {
      return betweenTwo(segment);
    }
    if (front.exists()) {
      return oneSided(segment, front, false);
    }
    if (back.exists()) {
      return oneSided(segment, back.turned(), true);
    }
    return byFallback(segment, false, WORDS_MIN_NO_SPLITTER, whole(SegmentKey.RAW, false));
  }

  /** The group by fallback minimizers, or else {@code decision}. */
  private Decision byFallback(Segment segment, boolean turned, int wordsMin, Decision decision)
      throws IOException {
    Decision found = fallback == null ? null : fallback.find(segment, turned, wordsMin);
    return found == null ? decision : found;
  }

  private Decision whole(SegmentKey key, boolean reversed) {
    return new Decision(key, reversed, table.group(key));
  }

  private Decision betweenTwo(Segment segment) throws IOException {
    long front = segment.front().word();
    long back = segment.back().word();
    boolean reversed = !Kmers.isBelow(front, back);
    Decision decision = whole(SegmentKey.ordered(front, back), reversed);
    if (decision.group() != GroupTable.NONE || front == back || middle == null) {
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
  private Decision oneSided(Segment segment, End end, boolean turned) throws IOException {
    long word = end.word();
    boolean isDirect = end.direct() == word;
    Decision alone =
        whole(
            isDirect ? new SegmentKey(word, Kmers.NONE) : new SegmentKey(Kmers.NONE, word),
            !isDirect != turned);
    long partner = table.firstPartner(word);
    if (partner != GroupTable.NONE) {
      collect(partner);
      long bound = estimateAll(word, turned);
      Decision best = best(word, turned, bound);
      if (best != null) {
        return best;
      }
    }
    return byFallback(segment, turned, WORDS_MIN_ONE_SPLITTER, alone);
  }

  /**
   * Orders the candidate partners by how near the length of their reference is to the segment's.
   */
  private void collect(long firstPartner) throws IOException {
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
  private long estimateAll(long word, boolean turned) throws IOException {
    long bound = texts.length() < BOUND_MARGIN ? texts.length() : texts.length() - BOUND_MARGIN;
    estimates.clear();
    for (long i = 0; i < candidates.count(); i++) {
      long partner = candidates.get(i);
      boolean flag = Kmers.isBelow(table.partnerWord(partner), word);
      try (ActiveReference reference = references.acquire(table.partnerGroup(partner))) {
        long estimate = cost.estimate(texts.text(flag != turned), texts.length(), reference, bound);
        estimates.add(estimate);
        bound = Math.min(bound, estimate);
      }
    }
    return bound;
  }

  /** Of the candidates whose estimate is {@code bound}, the one with the smallest key; or null. */
  private Decision best(long word, boolean turned, long bound) {
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
      return null;
    }
    long partnerWord = table.partnerWord(chosen);
    return new Decision(
        SegmentKey.ordered(word, partnerWord),
        Kmers.isBelow(partnerWord, word) != turned,
        table.partnerGroup(chosen));
  }

  @Override
  public void close() {
    if (middle != null) {
      middle.close();
    }
    if (fallback != null) {
      fallback.close();
    }
    order.close();
    candidates.close();
    estimates.close();
  }
}
