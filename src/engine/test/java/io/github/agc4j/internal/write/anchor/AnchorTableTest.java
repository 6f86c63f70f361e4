package io.github.agc4j.internal.write.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Packed;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class AnchorTableTest {
  private static final Anchors ANCHORS = new Anchors(15, 4, false);

  private record Anchor(int position, long word, boolean isDirect) {}

  private static List<Anchor> anchors(String text, Arena arena) {
    List<Anchor> found = new ArrayList<>();
    AnchorScanner scanner =
        new AnchorScanner(ANCHORS) {
          @Override
          void anchor(long position, long word, boolean isDirect) {
            found.add(new Anchor((int) position, word, isDirect));
          }
        };
    PackedSequence sequence = Packed.of(text, arena);
    scanner.scanAnchors(sequence, 0, sequence.symbols());
    return found;
  }

  @Test
  void bothStrandsHaveTheSameAnchors() {
    try (Arena arena = Arena.ofConfined()) {
      String text = Packed.random(new Random(5), 3000);
      List<Anchor> forward = anchors(text, arena);
      List<Anchor> turned =
          anchors(Packed.complement(text), arena).reversed().stream()
              .map(a -> new Anchor(3000 - 15 - a.position(), a.word(), !a.isDirect()))
              .toList();
      assertEquals(forward, turned);
      assertTrue(forward.size() > 3000 / 4 / 2, forward.size() + " anchors");
    }
  }

  @Test
  void anchorsAreFoundWhereTheReferencesHaveThem(MemoryBudget budget) {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      try (Arena arena = Arena.ofConfined();
          AnchorTable table = new AnchorTable(ANCHORS, budget)) {
        List<String> references = new ArrayList<>();
        for (int group = 0; group < 6; group++) {
          String contig = Packed.random(random, 100 + random.nextInt(2000));
          int from = random.nextInt(50);
          boolean reversed = random.nextBoolean();
          table.addGroup(Packed.of(contig, arena), from, contig.length(), reversed);
          String stored = contig.substring(from);
          references.add(reversed ? Packed.complement(stored) : stored);
        }
        for (int group = 0; group < references.size(); group++) {
          for (Anchor anchor : anchors(references.get(group), arena)) {
            assertLeadsTo(anchor, references, group, table, arena, "seed=" + seed);
          }
        }
      }
    }
  }

  /** The place has the anchor's word and is not after the anchor. */
  private static void assertLeadsTo(
      Anchor anchor,
      List<String> references,
      int group,
      AnchorTable table,
      Arena arena,
      String context) {
    long place = place(table, anchor.word());
    int found = table.group(place) - 16;
    assertTrue(table.isWithin(place, found + 16), context);
    int position = (int) table.position(place, found + 16);
    assertTrue(
        found < group || found == group && position <= anchor.position(),
        context + ": group " + found + " position " + position);
    String word = references.get(found).substring(position, position + 15);
    Anchor there = anchors(word, arena).getFirst();
    assertEquals(anchor.word(), there.word(), context);
    assertEquals((place & 1) != 0, there.isDirect(), context);
  }

  @Test
  void unknownWordsHaveNoPlace(MemoryBudget budget) {
    try (Arena arena = Arena.ofConfined();
        AnchorTable table = new AnchorTable(ANCHORS, budget)) {
      table.addGroup(Packed.of(Packed.random(new Random(1), 500), arena), 0, 500, false);
      long strangers =
          anchors(Packed.random(new Random(2), 2000), arena).stream()
              .filter(anchor -> place(table, anchor.word()) != AnchorTable.NONE)
              .count();
      assertTrue(strangers <= 2, strangers + " strangers found");
    }
  }

  private static long place(AnchorTable table, long word) {
    long[] words = {word};
    table.findPlaces(words, new long[1], 1);
    return words[0];
  }
}
