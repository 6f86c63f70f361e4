package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;

/**
 * Cuts a sequence's windows of k symbols into runs of neighbours with the same minimizer: the m-mer
 * that comes first in an order by hash, either strand counting as the same. Equal k-mers, on
 * whichever strand, have equal minimizers and so come into the same bin. For one thread.
 */
abstract class MinimizerScanner {
  /** Symbols of a minimizer. */
  static final int M = 11;

  private static final int M_MASK = (1 << 2 * M) - 1;
  private static final int ORDER = 0x9e3779b1;
  private static final int BINS = 0x85ebca6b;
  private static final int CHUNK_WINDOWS = 2048;
  private static final int WORD_SYMBOLS = 32;

  private final int k;
  private final int binBits;

  /** m-mers in a window. */
  private final int width;

  /** At index i + M − 1 the hash of the m-mer at i; then the minima of stretches of them. */
  private int[] hashes = new int[CHUNK_WINDOWS + WORD_SYMBOLS * 2];

  private int[] minima = new int[hashes.length];

  /** Scans for windows of k ≥ 17 symbols and 2^{@code binBits} bins. */
  MinimizerScanner(int k, int binBits) {
    this.k = k;
    this.binBits = binBits;
    this.width = k - M + 1;
  }

  /** Called for each run of {@code count} windows from {@code first} on, in ascending order. */
  protected abstract void visit(int bin, long first, int count);

  /**
   * Scans the windows that start in {@code [from, to)}; those with codes above 3 are no windows.
   */
  final void scan(PackedSequence sequence, long from, long to) {
    long end = Math.min(to + k - 1, sequence.symbols());
    long start = from;
    for (int run = sequence.firstRunBehind(from);
        run < sequence.runs() && sequence.runStart(run) < end;
        run++) {
      scanStretch(sequence, start, sequence.runStart(run));
      start = sequence.runEnd(run);
    }
    scanStretch(sequence, start, end);
  }

  private void scanStretch(PackedSequence sequence, long from, long to) {
    for (long start = from; start + k <= to; start += CHUNK_WINDOWS) {
      int windows = (int) Math.min(CHUNK_WINDOWS, to - k + 1 - start);
      sequence.willRead(windows);
      hash(sequence, start, windows + k - 1);
      minimize(windows);
      cut(start, windows);
    }
  }

  private void hash(PackedSequence sequence, long start, int symbols) {
    int direct = 0;
    int reverse = 0;
    for (int filled = 0; filled < symbols; filled += WORD_SYMBOLS) {
      long word = sequence.word(start + filled);
      int end = Math.min(symbols, filled + WORD_SYMBOLS);
      for (int i = filled; i < end; i++) {
        int code = (int) (word >>> 62);
        word <<= 2;
        direct = direct << 2 & M_MASK | code;
        reverse = reverse >>> 2 | 3 - code << 2 * (M - 1);
        hashes[i] = Math.min(direct, reverse) * ORDER;
      }
    }
  }

  /** Leaves in {@link #minima}, from index M − 1 on, the least hash of each window. */
  private void minimize(int windows) {
    int covered = 1;
    int needed = windows + width - 1 + M - 1;
    int[] from = hashes;
    int[] to = minima;
    while (covered < width) {
      int step = Math.min(covered, width - covered);
      needed -= step;
      minimum(from, step, needed, to);
      covered += step;
      int[] swap = from;
      from = to;
      to = swap;
    }
    minima = from;
    hashes = to;
  }

  private static void minimum(int[] from, int step, int count, int[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.min(from[i], from[i + step]);
    }
  }

  private void cut(long start, int windows) {
    int first = 0;
    int minimizer = minima[M - 1];
    for (int window = 1; window < windows; window++) {
      int next = minima[window + M - 1];
      if (next != minimizer) {
        visit(bin(minimizer), start + first, window - first);
        first = window;
        minimizer = next;
      }
    }
    visit(bin(minimizer), start + first, windows - first);
  }

  /**
   * The least hashes are the most frequent minimizers: a second hash spreads them over the bins.
   */
  private int bin(int minimizer) {
    int hash = (minimizer ^ minimizer >>> 15) * BINS;
    return (int) ((hash & 0xffff_ffffL) >>> Integer.SIZE - binBits);
  }
}
