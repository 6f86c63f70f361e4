package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.Anchors;
import java.io.IOException;

/**
 * Reads a stretch of a contig as matches with references, and anchors between them that are in
 * none. An anchor that is in a reference is followed along it, over single differences, short
 * insertions and deletions, as far as it goes; only after its end anchors are looked up again. What
 * it has in front of the anchor, too, takes the place of what was found there before. Where several
 * groups have the same, anchors are looked up one by one, and lead to the first group that has
 * each. For one thread.
 */
final class ContigMatches implements AutoCloseable {
  private static final int NO_GROUP = -1;

  /** Words that are scanned for the next anchor; doubled while none is in a reference. */
  private static final long SCANNED_MIN = 64;

  private static final int SCANNED_MAX = 1 << 12;

  /** A longer match is not one of a tandem repeat's copies. */
  private static final int COPY_MAX = 1 << 12;

  private static final int WINDOWS_MAX = Math.max(SCANNED_MAX, COPY_MAX);

  /**
   * Of 32 symbols after a difference so many may differ where a match goes on, unless texts that
   * differ in many places are to be told apart by where.
   */
  private static final int DIFFERENCES_MAX = 4;

  /** Symbols of a match with another group that are looked up. */
  private static final long PROBED = 1 << 8;

  /** Earlier groups have a match, too, if they have one in so many anchors of it. */
  private static final long ELSEWHERE_SHARE = 8;

  /** An anchor farther from the one before stands for no more than this many times spacing. */
  private static final long GAP_SPACINGS_MAX = 6;

  /** Columns of the finds. */
  private static final int START = 0;

  private static final int END = 1;
  private static final int STATE = 2;
  private static final int SYMBOLS = 3;
  private static final int MISSED = 4;
  private static final int COLUMNS = 5;

  private final int anchorLength;
  private final long gapMax;
  private final AnchorTable table;
  private final References references;
  private final AnchorRun anchors;
  private final LongTable finds;
  private final Diagonal diagonal;

  private PackedSequence contig;
  private PackedSequence reference;
  private int group;

  /** The group of the last match, or of the last anchor that was added as such. */
  private int hitGroup;

  /** The last anchor that was read, as a position in the contig. */
  private long previous;

  private long windowStart;

  ContigMatches(Anchors plan, AnchorTable table, References references, MemoryBudget budget) {
    this.anchorLength = plan.length();
    this.gapMax = GAP_SPACINGS_MAX * plan.spacing();
    this.table = table;
    this.references = references;
    this.anchors = new AnchorRun(plan, table, WINDOWS_MAX);
    this.diagonal = new Diagonal(plan.alignsDense() ? 0 : DIFFERENCES_MAX);
    this.finds = new LongTable(COLUMNS, budget);
  }

  /** Reads {@code [from, to)} of {@code newContig}, borrowed until the next call. */
  void find(PackedSequence newContig, long from, long to) throws IOException {
    contig = newContig;
    group = NO_GROUP;
    hitGroup = NO_GROUP;
    previous = from;
    windowStart = from;
    finds.clear();
    long scanned = SCANNED_MIN;
    long at = from;
    while (at + anchorLength <= to) {
      long end = Math.min(to, at + scanned + anchorLength - 1);
      anchors.read(contig, at, end);
      int hit = anchors.firstHit();
      addMisses(hit);
      if (hit == anchors.count()) {
        at = end - anchorLength + 1;
        scanned = Math.min(2 * scanned, SCANNED_MAX);
      } else {
        at = follow(hit, to) - anchorLength + 1;
        scanned = SCANNED_MIN;
      }
    }
  }

  private static long state(int group, boolean isAgainst) {
    return (long) group << 1 | (isAgainst ? 1 : 0);
  }

  private void addMisses(int end) {
    for (int anchor = 0; anchor < end; anchor++) {
      long position = anchors.position(anchor);
      add(position, position + anchorLength, CutPath.NO_HIT, symbolsTo(position), 0);
      previous = position;
    }
  }

  private long symbolsTo(long position) {
    return Math.clamp(position - previous, 1, gapMax);
  }

  private void add(long start, long end, long state, long symbols, long missed) {
    long find = finds.add();
    finds.set(find, START, start);
    finds.set(find, END, end);
    finds.set(find, STATE, state);
    finds.set(find, SYMBOLS, symbols);
    finds.set(find, MISSED, missed);
  }

  /** Adds the match that an anchor is part of; returns its end. */
  private long follow(int anchor, long to) throws IOException {
    long position = anchors.position(anchor);
    boolean isAgainst = anchors.isAgainst(anchor);
    lay(anchor);
    long start = position - diagonal.equalBefore(position, windowStart);
    long end = position + anchorLength;
    long differs = position;
    long missed = 0;
    end += diagonal.equalBehind(end, to);
    long next = diagonal.nextBehind(end, to);
    while (next != Diagonal.NONE) {
      missed += Math.min(anchorLength, end - differs);
      differs = end;
      end = next + diagonal.equalBehind(next, to);
      next = diagonal.nextBehind(end, to);
    }
    contig.willRead(end - position);
    if (isElsewhere(position, end)) {
      addAnchors(position, end);
    } else {
      addMatch(start, position, end, state(group, isAgainst), missed);
    }
    return end;
  }

  private void addMatch(long start, long position, long end, long state, long missed) {
    long last = end - anchorLength;
    long symbols = symbolsTo(position) + last - position + takeBack(start);
    add(start, end, state, symbols, Math.min(missed, symbols));
    previous = last;
    hitGroup = group;
  }

  /**
   * Whether much of a match with another group than the last one is in earlier groups, too, as
   * tandem repeats are: following each copy would cut them into pieces.
   */
  private boolean isElsewhere(long position, long end) {
    if (hitGroup == group || end - position > COPY_MAX) {
      return false;
    }
    anchors.read(contig, position, Math.min(end, position + PROBED));
    return anchors.countOutside(group) * ELSEWHERE_SHARE > anchors.count();
  }

  /** Adds all anchors of a stretch one by one, each by its lowest place. */
  private void addAnchors(long from, long to) {
    anchors.read(contig, from, to);
    for (int anchor = 0; anchor < anchors.count(); anchor++) {
      long position = anchors.position(anchor);
      long place = anchors.place(anchor);
      long state = CutPath.NO_HIT;
      if (place != AnchorTable.NONE) {
        boolean isSame = hitGroup != NO_GROUP && table.isWithin(place, hitGroup);
        hitGroup = isSame ? hitGroup : table.group(place);
        state = state(hitGroup, anchors.isAgainst(anchor));
      }
      add(position, position + anchorLength, state, symbolsTo(position), 0);
      previous = position;
    }
  }

  /** Lays contig and reference side by side where an anchor is. */
  private void lay(int anchor) throws IOException {
    long place = anchors.place(anchor);
    if (group == NO_GROUP || !table.isWithin(place, group)) {
      group = table.group(place);
      reference = references.symbolsOf(group);
    }
    long within = table.position(place, group);
    boolean isAgainst = anchors.isAgainst(anchor);
    long opposite = isAgainst ? within + anchorLength - 1 : within;
    diagonal.lay(contig, anchors.position(anchor), reference, opposite, isAgainst);
  }

  /**
   * Forgets what was found from {@code start} on, since a longer match has all of it; returns the
   * symbols that it stood for.
   */
  private long takeBack(long start) {
    long symbols = 0;
    while (finds.rows() > 0 && start(count() - 1) >= start) {
      symbols += symbols(count() - 1);
      finds.removeLast();
    }
    return symbols;
  }

  /** Number of finds: matches, and anchors that stand for themselves. */
  long count() {
    return finds.rows();
  }

  /** The first symbol of find {@code index} in the contig. */
  long start(long index) {
    return finds.get(index, START);
  }

  /** After its last symbol. */
  long end(long index) {
    return finds.get(index, END);
  }

  /** The state that it hits, or {@link CutPath#NO_HIT}. */
  int state(long index) {
    return (int) finds.get(index, STATE);
  }

  /** How many symbols it stands for. */
  long symbols(long index) {
    return finds.get(index, SYMBOLS);
  }

  /** How many of them its state does not have either. */
  long missed(long index) {
    return finds.get(index, MISSED);
  }

  @Override
  public void close() {
    finds.close();
  }
}
