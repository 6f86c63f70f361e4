package io.github.agc4j.internal.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.End;
import io.github.agc4j.internal.segment.Segment;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Packed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which group a segment joins: AGC compression, sections 3.3 to 3.5. */
@ExtendWith(EmptyBudget.class)
class GroupFinderTest {
  private static final int K = 21;
  private static final int MATCH_MIN = 20;
  private static final int LENGTH = 3000;
  private static final int GROUP = 16;
  private static final int OTHER = 17;

  private final Random random = new Random(3);
  private final Arena arena = Arena.ofShared();
  private GroupTable table;
  private References references;
  private SegmentTexts texts;
  private GroupFinder finder;

  @BeforeEach
  void open(MemoryBudget budget) {
    table = new GroupTable(budget);
    references = new References(MATCH_MIN, budget, budget);
    texts = new SegmentTexts(budget);
    finder =
        new GroupFinder(
            new GroupFinder.Plan(K, MATCH_MIN, LENGTH, false, true, null),
            table,
            references,
            texts,
            budget);
    references.ensureGroups(OTHER + 1);
  }

  @AfterEach
  void close() {
    finder.close();
    texts.close();
    references.close();
    table.close();
    arena.close();
  }

  /** A group whose reference is {@code letters}, seen so that its smaller splitter is in front. */
  private void found(int group, String letters) {
    PackedSequence contig = Packed.of(letters, arena);
    long front = Kmers.canonical(contig, 0, K);
    long back = Kmers.canonical(contig, letters.length() - K, K);
    boolean isReversed = !Kmers.isBelow(front, back);
    table.add(SegmentKey.ordered(front, back), group);
    MemorySegment codes = arena.allocate(letters.length() + SegmentTexts.PADDING_BYTES);
    Packed.of(isReversed ? Packed.complement(letters) : letters, arena)
        .unpack(0, letters.length(), codes, 0);
    references.add(group, codes, letters.length());
  }

  private static End end(PackedSequence contig, long position) {
    long direct = Kmers.direct(contig, position, K);
    return new End(direct, Kmers.reverseComplement(direct, K));
  }

  private Decision decide(String letters, boolean hasFront, boolean hasBack) throws IOException {
    PackedSequence contig = Packed.of(letters, arena);
    Segment segment =
        new Segment(
            contig,
            0,
            letters.length(),
            0,
            hasFront ? end(contig, 0) : End.NONE,
            hasBack ? end(contig, letters.length() - K) : End.NONE);
    texts.load(contig, 0, letters.length());
    return finder.decide(segment);
  }

  @Test
  void aSegmentBetweenTheSplittersOfAGroupJoinsItOnBothStrands() throws IOException {
    String reference = Packed.letters(random, LENGTH);
    found(GROUP, reference);
    String relative = reference.substring(0, 1500) + "A" + reference.substring(1500);
    Decision direct = decide(relative, true, true);
    Decision turned = decide(Packed.complement(relative), true, true);
    assertEquals(GROUP, direct.group());
    assertEquals(GROUP, turned.group());
    assertTrue(direct.reversed() != turned.reversed());
    assertFalse(direct.isCut());
  }

  @Test
  void aSegmentWithOneSplitterJoinsTheGroupThatItCostsLeastIn() throws IOException {
    String reference = Packed.letters(random, LENGTH);
    String other = reference.substring(0, K) + Packed.letters(random, LENGTH);
    found(GROUP, reference);
    found(OTHER, other);
    assertEquals(GROUP, decide(reference.substring(0, 2000), true, false).group());
    assertEquals(OTHER, decide(other.substring(0, 2000), true, false).group());
    String end = Packed.complement(other.substring(0, 2000));
    assertEquals(OTHER, decide(end, false, true).group());
  }

  @Test
  void aSegmentWhoseMiddleSplitterIsMissingIsCutThere() throws IOException {
    String first = Packed.letters(random, LENGTH);
    String second = first.substring(LENGTH - K) + Packed.letters(random, LENGTH);
    found(GROUP, first);
    found(OTHER, second);
    // The splitter that both groups have in common differs by a base.
    String middle = first.substring(LENGTH - K);
    char changed = middle.charAt(10) == 'A' ? 'C' : 'A';
    String joined =
        first.substring(0, LENGTH - K)
            + middle.substring(0, 10)
            + changed
            + middle.substring(11)
            + second.substring(K);
    Decision decision = decide(joined, true, true);
    assertTrue(decision.isCut());
    assertEquals(GROUP, decision.group());
    assertEquals(OTHER, decision.secondGroup());
    assertTrue(decision.secondStart() < decision.firstEnd());
    assertTrue(Math.abs(decision.firstEnd() - LENGTH) <= K, () -> decision.toString());
  }

  @Test
  void whatHasNoKnownSplitterFoundsAGroupOrIsRaw() throws IOException {
    String text = Packed.letters(random, LENGTH);
    assertEquals(GroupTable.NONE, decide(text, true, true).group());
    assertEquals(GroupTable.NONE, decide(text, true, false).group());
    Decision raw = decide(text, false, false);
    assertEquals(SegmentKey.RAW, raw.key());
    assertEquals(0, raw.group());
  }
}
