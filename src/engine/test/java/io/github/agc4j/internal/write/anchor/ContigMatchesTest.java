package io.github.agc4j.internal.write.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.Anchors;
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

  /** A table and references of some groups. */
  private static final class Known implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final AnchorTable table;
    private final References references;
    private final ContigMatches matches;

    private Known(MemoryBudget budget, String... texts) {
      table = new AnchorTable(ANCHORS, budget);
      references = new References(20, budget, budget);
      references.ensureGroups(GROUP + texts.length);
      for (int i = 0; i < texts.length; i++) {
        MemorySegment codes = MemorySegment.ofArray(codes(texts[i]));
        references.add(GROUP + i, codes, texts[i].length());
        table.addGroup(Packed.of(texts[i], arena), 0, texts[i].length(), false);
      }
      matches = new ContigMatches(ANCHORS, table, references, budget);
    }

    private static byte[] codes(String text) {
      byte[] codes = new byte[text.length()];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) Nucleotides.codeOf(text.charAt(i));
      }
      return codes;
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

  private static String other(String text, int at) {
    char letter = text.charAt(at) == 'A' ? 'C' : 'A';
    return text.substring(0, at) + letter + text.substring(at + 1);
  }

  @Test
  void aMatchGoesOnOverSingleDifferencesOnEitherStrand(MemoryBudget budget) throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      String reference = Packed.letters(random, 3_000);
      String changed = other(other(other(reference, 700), 1_500), 2_200);
      boolean isAgainst = random.nextBoolean();
      try (Known known = new Known(budget, reference)) {
        ContigMatches found = known.find(isAgainst ? Packed.complement(changed) : changed);
        long last = found.count() - 1;
        assertEquals(GROUP << 1 | (isAgainst ? 1 : 0), found.state(last), "seed=" + seed);
        assertEquals(3_000, found.end(last), "seed=" + seed);
        assertEquals(0, found.start(last), "seed=" + seed);
        assertEquals(3 * ANCHORS.length(), found.missed(last), "seed=" + seed);
        assertEquals(1, found.count(), "seed=" + seed);
      }
    }
  }

  @Test
  void whatIsInsertedEndsAMatchAndAnotherBeginsBehindIt(MemoryBudget budget) throws IOException {
    Random random = new Random(3);
    String reference = Packed.letters(random, 2_000);
    String island = Packed.letters(random, 500);
    try (Known known = new Known(budget, reference)) {
      ContigMatches found =
          known.find(reference.substring(0, 1_000) + island + reference.substring(1_000));
      long misses = 0;
      for (long find = 0; find < found.count(); find++) {
        misses += found.state(find) == CutPath.NO_HIT ? 1 : 0;
      }
      long last = found.count() - 1;
      long first = found.count() - misses - 2;
      assertTrue(misses > 500 / ANCHORS.spacing() / 2, misses + " anchors in no reference");
      assertEquals(2, found.count() - misses);
      assertTrue(Math.abs(found.end(first) - 1_000) < 8, "ends at " + found.end(first));
      assertEquals(2_500, found.end(last));
      assertTrue(Math.abs(found.start(last) - 1_500) < 8, "starts at " + found.start(last));
    }
  }

  @Test
  void aLongerMatchTakesThePlaceOfWhatItCovers(MemoryBudget budget) throws IOException {
    Random random = new Random(6);
    String first = Packed.letters(random, 2_000);
    String second = first.substring(0, 300) + Packed.letters(random, 1_700);
    try (Known known = new Known(budget, first, second)) {
      ContigMatches found = known.find(second);
      assertEquals(1, found.count());
      assertEquals(GROUP + 1 << 1, found.state(0));
      assertEquals(0, found.start(0));
      assertEquals(2_000, found.end(0));
      assertEquals(0, found.missed(0));
      assertTrue(found.symbols(0) > 1_900, found.symbols(0) + " symbols");
    }
  }

  @Test
  void nothingIsFoundWhereNothingIsKnown(MemoryBudget budget) throws IOException {
    Random random = new Random(4);
    try (Known known = new Known(budget, Packed.letters(random, 500))) {
      ContigMatches found = known.find(Packed.letters(random, 20_000));
      for (long find = 0; find < found.count(); find++) {
        assertEquals(CutPath.NO_HIT, found.state(find));
      }
      assertTrue(found.count() > 20_000 / ANCHORS.spacing() / 2, found.count() + " anchors");
      assertEquals(0, known.find("ACGT").count());
    }
  }
}
