package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Packs the letters of contigs and computes their digests: {@link #start}, letters, {@link
 * #finish}. For one thread.
 */
public final class LetterPacker implements AutoCloseable {
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long UPPER_CASE = 0xdfdfdfdfdfdfdfdfL;
  private static final long LOW_BIT = 0x0101010101010101L;
  private static final long LETTER_A = 0x4141414141414141L;
  private static final long CODE_BITS = 0x0303030303030303L;

  private final MemoryBudget budget;
  private final SequencePacker packer;

  private long unknowns;

  /** Null when nobody wants digests. */
  private final ContigHasher hasher;

  /**
   * A packer whose buffers are reserved from {@code budget}.
   *
   * @param hasher what computes the digests of contigs; null if nobody wants them
   */
  public LetterPacker(ContigHasher hasher, MemoryBudget budget) {
    this.packer = new SequencePacker(budget);
    this.budget = budget;
    this.hasher = hasher;
  }

  /** What the reading of a text reserves its memory from. */
  MemoryBudget budget() {
    return budget;
  }

  /** Starts a contig in {@code space}. */
  public void start(SequenceSpace space) throws IOException {
    packer.start(space);
    if (hasher != null) {
      hasher.reset();
    }
  }

  /**
   * Adds letters A C G T, in either case, eight at a time as far as they go, and those in front of
   * the first other byte.
   *
   * @return the index of the first letter in {@code [from, to)} that was not added
   */
  public int addRun(byte[] text, int from, int to) throws IOException {
    int at = from;
    int last = to - Long.BYTES;
    long other = 0;
    while (at <= last && other == 0) {
      long letters = (long) LONG_BE.get(text, at) & UPPER_CASE;
      long codes = (letters >>> 1 ^ letters >>> 2) & CODE_BITS;
      long low = codes & LOW_BIT;
      long high = codes >>> 1 & LOW_BIT;
      other = letters ^ LETTER_A + low * 2 + high * 6 + (low & high) * 11;
      long eight = Long.compress(codes, CODE_BITS);
      if (other == 0) {
        packer.addEight(eight);
        at += Long.BYTES;
      } else {
        int count = Long.numberOfLeadingZeros(other) >>> 3;
        packer.addSome(eight, count);
        at += count;
      }
    }
    if (hasher != null) {
      hasher.add(text, from, at);
    }
    return at;
  }

  /** Adds one code. */
  public void add(int code) throws IOException {
    packer.add(code);
    if (hasher != null) {
      hasher.add(Nucleotides.letterOf(code));
    }
  }

  /** Adds what is outside the alphabet as an N, and counts it. */
  public void addUnknown() throws IOException {
    add(Nucleotides.N);
    unknowns++;
  }

  /** How often {@link #addUnknown} was called since this was asked last. */
  public long takeUnknowns() {
    long taken = unknowns;
    unknowns = 0;
    return taken;
  }

  /** Ends the contig, which may have no symbol at all. */
  public PackedSequence finish() throws IOException {
    return packer.finish();
  }

  /** The digests of the contig that was finished last; null without. To be called once for each. */
  public ContigDigest digest() {
    return hasher == null ? null : hasher.finish();
  }

  @Override
  public void close() {
    packer.close();
  }
}
