package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.Kmers;

/**
 * Compares a contig with a reference, on either strand, where they lie side by side. For one
 * thread.
 */
final class Diagonal {
  /** No such place. */
  static final long NONE = -1;

  private static final int WORD_SYMBOLS = 32;

  private static final long PAIRS = 0x5555555555555555L;

  /** The longest insertion or deletion that is stepped over. */
  private static final int SHIFT_MAX = 16;

  private final int differencesMax;
  private PackedSequence contig;
  private PackedSequence reference;
  private boolean againstReference;

  /** Position in the reference less that in the contig; against the reference their sum. */
  private long offset;

  /**
   * Of 32 symbols after a difference {@code differencesMax} may differ where it is stepped over.
   */
  Diagonal(int differencesMax) {
    this.differencesMax = differencesMax;
  }

  /**
   * Lays {@code newContig} beside {@code newReference}, both borrowed until the next call, so that
   * symbol {@code at} of the contig faces symbol {@code opposite} of the reference.
   *
   * @param isAgainst whether the contig runs against the reference: then symbols are equal that are
   *     complements
   */
  void lay(
      PackedSequence newContig,
      long at,
      PackedSequence newReference,
      long opposite,
      boolean isAgainst) {
    contig = newContig;
    reference = newReference;
    againstReference = isAgainst;
    offset = isAgainst ? opposite + at : opposite - at;
  }

  /** Number of equal symbols from symbol {@code from} of the contig on, up to {@code to}. */
  long equalBehind(long from, long to) {
    long end = Math.min(to, againstReference ? offset + 1 : reference.symbols() - offset);
    for (long at = from; at < end; at += WORD_SYMBOLS) {
      long differing = contig.word(at) ^ word(at);
      if (differing != 0) {
        return Math.min(at + Long.numberOfLeadingZeros(differing) / 2, end) - from;
      }
    }
    return Math.max(0, end - from);
  }

  /**
   * Steps over the difference at {@code at}: a single one, or an insertion or a deletion, by which
   * contig and reference then lie beside each other otherwise.
   *
   * @return from where on hardly any of 32 symbols differ; {@link #NONE} if there is no such place
   */
  long nextBehind(long at, long to) {
    if (differences(at + 1, to, 0) <= differencesMax) {
      return at + 1;
    }
    for (int shift = 1; shift <= SHIFT_MAX; shift++) {
      if (differences(at, to, shift) == 0) {
        offset += againstReference ? -shift : shift;
        return at;
      }
      if (differences(at + shift, to, -shift) == 0) {
        offset -= againstReference ? -shift : shift;
        return at + shift;
      }
    }
    return NONE;
  }

  /**
   * How many of 32 symbols differ if the reference is {@code shift} symbols further; 32 if not all
   * of them are there.
   */
  private int differences(long at, long to, int shift) {
    long shifted = againstReference ? offset - shift : offset + shift;
    long first = againstReference ? shifted - at - WORD_SYMBOLS + 1 : at + shifted;
    if (at + WORD_SYMBOLS > to || first < 0 || first + WORD_SYMBOLS > reference.symbols()) {
      return WORD_SYMBOLS;
    }
    long word = reference.word(first);
    long differing =
        contig.word(at) ^ (againstReference ? Kmers.reverseComplement(word, WORD_SYMBOLS) : word);
    return Long.bitCount((differing | differing >>> 1) & PAIRS);
  }

  /** The 32 symbols of the reference's strand that face those of the contig from {@code at} on. */
  private long word(long at) {
    if (!againstReference) {
      return reference.word(at + offset);
    }
    long last = offset - at;
    long first = Math.max(0, last - WORD_SYMBOLS + 1);
    long turned = Kmers.reverseComplement(reference.word(first), WORD_SYMBOLS);
    return turned << 2 * (WORD_SYMBOLS - 1 - (last - first));
  }

  /** Number of equal symbols in front of symbol {@code to} of the contig, down to {@code from}. */
  long equalBefore(long to, long from) {
    long start = Math.max(from, againstReference ? offset + 1 - reference.symbols() : -offset);
    long at = to;
    for (; at - start >= WORD_SYMBOLS; at -= WORD_SYMBOLS) {
      long differing = contig.word(at - WORD_SYMBOLS) ^ word(at - WORD_SYMBOLS);
      if (differing != 0) {
        return to - at + Long.numberOfTrailingZeros(differing) / 2;
      }
    }
    while (at > start && contig.word(at - 1) >>> 62 == symbol(at - 1)) {
      at--;
    }
    return to - at;
  }

  private long symbol(long at) {
    return againstReference
        ? 3 - (reference.word(offset - at) >>> 62)
        : reference.word(at + offset) >>> 62;
  }
}
