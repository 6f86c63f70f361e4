package io.github.agc4j.internal.read;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.internal.text.SampleLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Whether samples of two archives are the same text, so that one of them is enough: names, order,
 * letters in their case, and lines, as far as the archive of the one that would go keeps them. Told
 * by digests of files, if both have them; else by those of contigs, if letters are all that codes
 * tell; else by decoding. For one thread.
 */
public final class SampleComparison {
  private static final int LETTERS = 1 << 16;

  private final ArchiveReader first;
  private final ArchiveReader second;

  /**
   * Of samples of {@code first} and of {@code second}, which are borrowed.
   *
   * @param first the archive of samples that would go
   */
  public SampleComparison(ArchiveReader first, ArchiveReader second) {
    this.first = first;
    this.second = second;
  }

  /** Whether a sample of the first archive is nothing but one of the second. */
  public boolean areSame(long sample, long other) throws IOException {
    List<byte[]> names = first.contigNameBytes(sample);
    List<byte[]> others = second.contigNameBytes(other);
    if (!areEqual(names, others)) {
      return false;
    }
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (SampleLayout layout = new SampleLayout(budget);
        SampleLayout otherLayout = new SampleLayout(budget)) {
      boolean hasLines = first.texts().layouts().load(sample, layout);
      boolean hasOtherLines = second.texts().layouts().load(other, otherLayout);
      if (!hasLines && hasOtherLines && first.keptText().hasLosses()) {
        return haveSameLetters(sample, other, names.size(), Restored.SYMBOLS);
      }
      if (hasLines != hasOtherLines) {
        return false;
      }
      if (hasLines && layout.covered() == 1 && otherLayout.covered() == 1) {
        return layout.digest() == otherLayout.digest();
      }
      if (hasLines && !layout.hasLinesOf(otherLayout)) {
        return false;
      }
    }
    return haveSameLetters(sample, other, names.size(), Restored.ALL);
  }

  private boolean haveSameLetters(long sample, long other, int contigs, Restored restored)
      throws IOException {
    boolean areCodes = first.texts().isEmpty() && second.texts().isEmpty();
    return areCodes && areProvenSame(sample, other)
        || decodeToSame(sample, other, contigs, restored);
  }

  private static boolean areEqual(List<byte[]> names, List<byte[]> others) {
    boolean areEqual = names.size() == others.size();
    for (int i = 0; areEqual && i < names.size(); i++) {
      areEqual = Arrays.equals(names.get(i), others.get(i));
    }
    return areEqual;
  }

  /** Whether what both archives have of digests is the same, and proves all letters. */
  public boolean areProvenSame(long sample, long other) throws IOException {
    boolean[] areSame = {false};
    first.withStoredDigests(
        sample,
        stored -> {
          boolean isProof = stored.isWhole() || stored.hasSeal();
          byte[] record = stored.record().toArray(ValueLayout.JAVA_BYTE);
          second.withStoredDigests(
              other,
              same ->
                  areSame[0] =
                      isProof && same.record().mismatch(MemorySegment.ofArray(record)) < 0);
        });
    return areSame[0];
  }

  private boolean decodeToSame(long sample, long other, int contigs, Restored restored)
      throws IOException {
    byte[] letters = new byte[LETTERS];
    byte[] others = new byte[LETTERS];
    for (int contig = 0; contig < contigs; contig++) {
      int count;
      long from = 0;
      do {
        count = first.fetchLetters(sample, contig, from, from + LETTERS, restored, letters, 0);
        int otherCount =
            second.fetchLetters(other, contig, from, from + LETTERS, restored, others, 0);
        if (!Arrays.equals(letters, 0, count, others, 0, otherCount)) {
          return false;
        }
        from += count;
      } while (count > 0);
    }
    return true;
  }
}
