package io.github.agc4j.internal.write.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.testing.Packed;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiagonalTest {
  @Test
  void equalSymbolsAreCountedOnBothStrandsUpToEitherEnd() {
    for (long seed = 0; seed < 4000; seed++) {
      Random random = new Random(seed);
      String contig = Packed.letters(random, 1 + random.nextInt(300));
      int at = random.nextInt(contig.length());
      boolean isAgainst = random.nextBoolean();
      String strand = neighbour(random, contig);
      int facing = Math.clamp(at + random.nextInt(3) - 1L, 0, strand.length() - 1);
      String reference = isAgainst ? Packed.complement(strand) : strand;
      int opposite = isAgainst ? strand.length() - 1 - facing : facing;
      try (Arena arena = Arena.ofConfined()) {
        Diagonal diagonal = new Diagonal(0);
        diagonal.lay(
            Packed.of(contig, arena), at, Packed.of(reference, arena), opposite, isAgainst);
        int shift = facing - at;
        int to = at + random.nextInt(contig.length() - at + 1);
        assertEquals(
            after(contig, at, to, strand, shift), diagonal.equalBehind(at, to), "seed=" + seed);
        int from = random.nextInt(at + 1);
        assertEquals(
            before(contig, at, from, strand, shift),
            diagonal.equalBefore(at, from),
            "seed=" + seed);
      }
    }
  }

  /** The same with a few other symbols, and longer or shorter. */
  private static String neighbour(Random random, String text) {
    StringBuilder other = new StringBuilder(text);
    for (int change = random.nextInt(4); change > 0; change--) {
      other.setCharAt(random.nextInt(other.length()), "ACGT".charAt(random.nextInt(4)));
    }
    return random.nextBoolean()
        ? other.append(Packed.letters(random, 50)).toString()
        : other.substring(0, 1 + random.nextInt(other.length()));
  }

  private static long after(String contig, int at, int to, String strand, int shift) {
    int end = at;
    while (end < to
        && end + shift < strand.length()
        && contig.charAt(end) == strand.charAt(end + shift)) {
      end++;
    }
    return end - at;
  }

  private static long before(String contig, int at, int from, String strand, int shift) {
    int start = at;
    while (start > from
        && start + shift > 0
        && contig.charAt(start - 1) == strand.charAt(start - 1 + shift)) {
      start--;
    }
    return at - start;
  }
}
