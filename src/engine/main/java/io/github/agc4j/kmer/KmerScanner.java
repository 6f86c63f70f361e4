package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;

/** Rolls over a sequence and visits the canonical word of every window without a code above 3. */
public abstract class KmerScanner {
  private final int k;

  /** A scanner for words of k symbols. */
  protected KmerScanner(int k) {
    this.k = k;
  }

  /** Called for the window that starts at 0-based {@code position}, in ascending order. */
  protected abstract void visit(long position, long canonical);

  /** Visits all windows of {@code sequence}. */
  public final void scan(PackedSequence sequence) {
    long start = 0;
    for (int run = 0; run < sequence.runs(); run++) {
      scanStretch(sequence, start, sequence.runStart(run));
      start = sequence.runEnd(run);
    }
    scanStretch(sequence, start, sequence.symbols());
  }

  // The hot loop of creation: one memory access per 32 symbols.
  private void scanStretch(PackedSequence sequence, long from, long to) {
    if (to - from < k) {
      return;
    }
    int newest = Long.SIZE - 2 * k;
    long mask = Kmers.mask(k);
    // Both words start without the first window's last symbol, which the loop adds.
    long direct = Kmers.direct(sequence, from, k) >>> 2 & mask;
    long reverse = Kmers.reverseComplement(Kmers.direct(sequence, from, k), k) << 2;
    long position = from;
    long next = from + k - 1;
    while (next < to) {
      long word = sequence.word(next);
      int symbols = (int) Math.min(32, to - next);
      for (int i = 0; i < symbols; i++) {
        long code = word >>> 62;
        word <<= 2;
        direct = direct << 2 | code << newest;
        reverse = reverse >>> 2 & mask | 3 - code << 62;
        visit(position++, Kmers.min(direct, reverse));
      }
      next += symbols;
    }
  }
}
