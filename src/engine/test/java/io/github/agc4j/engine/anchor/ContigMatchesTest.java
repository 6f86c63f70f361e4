package io.github.agc4j.engine.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.dna.Nucleotides;
import io.github.agc4j.engine.option.Anchors;
import io.github.agc4j.group.References;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Packed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class ContigMatchesTest {
  private static final Anchors ANCHORS = new Anchors(15, 4, false);
  private static final int GROUP = 16;

  /** A table and references of one group, whose reference is a text. */
  private static final class Known implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final AnchorTable table;
    private final References references;
    private final ContigMatches matches;

    private Known(String reference, MemoryBudget budget) {
      table = new AnchorTable(ANCHORS, budget);
      references = new References(20, budget, budget);
      references.ensureGroups(GROUP + 1);
      byte[] codes = new byte[reference.length()];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) Nucleotides.codeOf(reference.charAt(i));
      }
      references.add(GROUP, MemorySegment.ofArray(codes), codes.length);
      table.addGroup(Packed.of(reference, arena), 0, reference.length(), false);
      matches = new ContigMatches(ANCHORS, table, references, budget);
    }

    private ContigMatches find(String contig) throws IOException {
      matches.find(Packed.of(contig, arena), 0, contig.length());
      return matches;
    }

    @Override
    public void close() {
      matches.close();
      references.close();
      table.close();
      arena.close();
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private static String other(String text, int at) {
    char letter = text.charAt(at) == 'A' ? 'C' : 'A';
    return text.substring(0, at) + letter + text.substring(at + 1);
  }

  @Test
  void aMatchGoesOnOverSingleDifferencesOnEitherStrand(MemoryBudget budget) throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      String reference = letters(random, 3_000);
      String changed = other(other(other(reference, 700), 1_500), 2_200);
      boolean isAgainst = random.nextBoolean();
      try (Known known = new Known(reference, budget)) {
        ContigMatches found = known.find(isAgainst ? Packed.complement(changed) : changed);
        long last = found.count() - 1;
        assertEquals(GROUP << 1 | (isAgainst ? 1 : 0), found.state(last), "seed=" + seed);
        assertEquals(3_000, found.end(last), "seed=" + seed);
        assertTrue(found.start(last) < 100, "seed=" + seed + ": starts at " + found.start(last));
        assertEquals(3 * ANCHORS.length(), found.missed(last), "seed=" + seed);
        assertEquals(0, found.start(last) - found.equalBefore(last, 0), "seed=" + seed);
      }
    }
  }

  @Test
  void whatIsInsertedEndsAMatchAndAnotherBeginsBehindIt(MemoryBudget budget) throws IOException {
    Random random = new Random(3);
    String reference = letters(random, 2_000);
    String island = letters(random, 500);
    try (Known known = new Known(reference, budget)) {
      ContigMatches found =
          known.find(reference.substring(0, 1_000) + island + reference.substring(1_000));
      long misses = 0;
      for (long find = 0; find < found.count(); find++) {
        misses += found.state(find) == PlacementPath.NO_HIT ? 1 : 0;
      }
      long last = found.count() - 1;
      long first = found.count() - misses - 2;
      assertTrue(misses > 500 / ANCHORS.spacing() / 2, misses + " anchors in no reference");
      assertEquals(2, found.count() - misses);
      assertTrue(Math.abs(found.end(first) - 1_000) < 8, "ends at " + found.end(first));
      assertEquals(2_500, found.end(last));
      long start = found.start(last) - found.equalBefore(last, found.end(last - 1));
      assertTrue(Math.abs(start - 1_500) < 40, "starts at " + start);
    }
  }

  @Test
  void nothingIsFoundWhereNothingIsKnown(MemoryBudget budget) throws IOException {
    Random random = new Random(4);
    try (Known known = new Known(letters(random, 500), budget)) {
      ContigMatches found = known.find(letters(random, 20_000));
      for (long find = 0; find < found.count(); find++) {
        assertEquals(PlacementPath.NO_HIT, found.state(find));
      }
      assertTrue(found.count() > 20_000 / ANCHORS.spacing() / 2, found.count() + " anchors");
      assertEquals(0, known.find("ACGT").count());
    }
  }
}
