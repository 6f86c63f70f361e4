package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;

/**
 * Rolls over a sequence and visits the windows without a code above 3 whose canonical word passes a
 * filter: a bitmap that is asked with the highest bits of the word's hash. For one thread.
 */
public abstract class KmerScanner {
  /**
   * Words that are rolled before they are looked up: the two loops are far faster apart than as
   * one.
   */
  private static final int CHUNK_WORDS = 1024;

  private static final int WORD_SYMBOLS = 32;

  private final int k;
  private final long[] words = new long[CHUNK_WORDS];
  private final int[] passed = new int[CHUNK_WORDS];

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
   * @param filter a bitmap whose number of bits is a power of two
   */
  protected final void scan(PackedSequence sequence, long[] filter) {
    scan(sequence, 0, sequence.symbols(), filter);
  }

  /** The same for the windows that lie in {@code [from, to)}. */
  protected final void scan(PackedSequence sequence, long from, long to, long[] filter) {
    long start = from;
    for (int run = sequence.firstRunBehind(from);
        run < sequence.runs() && sequence.runStart(run) < to;
        run++) {
      scanStretch(sequence, start, sequence.runStart(run), filter);
      start = sequence.runEnd(run);
    }
    scanStretch(sequence, start, to, filter);
  }

  private void scanStretch(PackedSequence sequence, long from, long to, long[] filter) {
    if (to - from < k) {
      return;
    }
    // Both words start without the first window's last symbol, which the loop adds.
    long direct = Kmers.direct(sequence, from, k) >>> 2 & Kmers.mask(k);
    long reverse = Kmers.reverseComplement(Kmers.direct(sequence, from, k), k) << 2;
    int newest = Long.SIZE - 2 * k;
    long mask = Kmers.mask(k);
    long next = from + k - 1;
    while (next < to) {
      long position = next - k + 1;
      int count = (int) Math.min(CHUNK_WORDS, to - next);
      sequence.willRead(count);
      for (int filled = 0; filled < count; filled += WORD_SYMBOLS) {
        long symbols = sequence.word(next + filled);
        int end = Math.min(count, filled + WORD_SYMBOLS);
        for (int i = filled; i < end; i++) {
          long code = symbols >>> 62;
          symbols <<= 2;
          direct = direct << 2 | code << newest;
          reverse = reverse >>> 2 & mask | 3 - code << 62;
          words[i] = Kmers.min(direct, reverse);
        }
      }
      lookUp(count, position, filter);
      next += count;
    }
  }

  private void lookUp(int count, long position, long[] filter) {
    int shift = Long.SIZE - 6 - Integer.numberOfTrailingZeros(filter.length);
    int candidates = 0;
    for (int i = 0; i < count; i++) {
      long bit = Kmers.spread(words[i]) >>> shift;
      // Without a branch, which would be predicted badly when many pass.
      passed[candidates] = i;
      candidates += (int) (filter[(int) (bit >>> 6) & filter.length - 1] >>> bit & 1);
    }
    for (int candidate = 0; candidate < candidates; candidate++) {
      long canonical = words[passed[candidate]];
      visit(position + passed[candidate], canonical, Kmers.spread(canonical));
    }
  }
}
