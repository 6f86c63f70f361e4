package io.github.agc4j.engine.anchor;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.kmer.Kmers;

/**
 * Compares a contig with a reference, on either strand, where they lie side by side without gaps.
 * For one thread.
 */
final class Diagonal {
  private static final int WORD_SYMBOLS = 32;

  private PackedSequence contig;
  private PackedSequence reference;
  private boolean againstReference;

  /** Position in the reference less that in the contig; against the reference their sum. */
  private long offset;

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
