package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rolls over a sequence and visits the windows without a code above 3 whose canonical word passes a
 * filter: a bitmap that is asked with the highest bits of the word's hash.
 */
public abstract class KmerScanner {
  private final int k;

  /** A scanner for words of k symbols. */
  protected KmerScanner(int k) {
    this.k = k;
  }

  /**
   * Called for each window that passes, in ascending order of its 0-based {@code position}.
   *
   * @param hash {@link Kmers#spread} of the canonical word
   */
  protected abstract void visit(long position, long canonical, long hash);

  /**
   * Scans all windows of {@code sequence}.
   *
   * @param filter a bitmap in 64-bit words
   * @param filterShift 64 − the number of bits of the hash that select the filter's bit
   */
  protected final void scan(PackedSequence sequence, MemorySegment filter, int filterShift) {
    long start = 0;
    for (int run = 0; run < sequence.runs(); run++) {
      scanStretch(sequence, start, sequence.runStart(run), filter, filterShift);
      start = sequence.runEnd(run);
    }
    scanStretch(sequence, start, sequence.symbols(), filter, filterShift);
  }

  // The hot loop of creation: one access to the sequence per 32 symbols, one to the filter per
  // symbol.
  private void scanStretch(
      PackedSequence sequence, long from, long to, MemorySegment filter, int filterShift) {
    if (to - from < k) {
      return;
    }
    int newest = Long.SIZE - 2 * k;
    long mask = Kmers.mask(k);
    // Both words start without the first window's last symbol, which the loop adds.
    long direct = Kmers.direct(sequence, from, k) >>> 2 & mask;
    long reverse = Kmers.reverseComplement(Kmers.direct(sequence, from, k), k) << 2;
    long next = from + k - 1;
    while (next < to) {
      long word = sequence.word(next);
      int symbols = (int) Math.min(32, to - next);
      long position = next - k + 1;
      for (int i = 0; i < symbols; i++) {
        long code = word >>> 62;
        word <<= 2;
        direct = direct << 2 | code << newest;
        reverse = reverse >>> 2 & mask | 3 - code << 62;
        long canonical = Kmers.min(direct, reverse);
        long hash = Kmers.spread(canonical);
        long bit = hash >>> filterShift;
        if ((filter.get(ValueLayout.JAVA_LONG_UNALIGNED, bit >>> 6 << 3) >>> bit & 1) != 0) {
          visit(position + i, canonical, hash);
        }
      }
      next += symbols;
    }
  }
}
