package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.TextRecorder;
import io.github.agc4j.option.KeptText;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
  private static final long CASE_BITS = 0x2020202020202020L;

  private final MemoryBudget budget;
  private final SequencePacker packer;

  private long unknowns;

  /** Null when nobody wants digests. */
  private final ContigHasher hasher;

  /** What codes do not tell. */
  private final TextRecorder text;

  private final KeptText kept;

  /** The bits of a byte that tell the case, eight times; none if nobody wants to know. */
  private final long caseBits;

  /** Those of the letters that are read, if they are in the case of the letter before. */
  private long caseBefore;

  private long length;

  /**
   * A packer whose buffers are reserved from {@code budget}.
   *
   * @param hasher what computes the digests of contigs; null if nobody wants them
   * @param kept what is recorded that codes do not tell
   */
  public LetterPacker(ContigHasher hasher, KeptText kept, MemoryBudget budget) {
    this.packer = new SequencePacker(budget);
    this.text = new TextRecorder(budget);
    this.budget = budget;
    this.hasher = hasher;
    this.kept = kept;
    this.caseBits = kept.letterCase() ? CASE_BITS : 0;
  }

  /** What is recorded that codes do not tell. */
  public KeptText kept() {
    return kept;
  }

  /** What the reading of a text reserves its memory from. */
  MemoryBudget budget() {
    return budget;
  }

  /** Starts a contig in {@code space}. */
  public void start(SequenceSpace space) throws IOException {
    packer.start(space);
    text.start();
    caseBefore = 0;
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
  public int addRun(byte[] letters, int from, int to) throws IOException {
    int at = from;
    int last = to - Long.BYTES;
    long other = 0;
    while (at <= last && other == 0) {
      long raw = (long) LONG_BE.get(letters, at);
      long upper = raw & UPPER_CASE;
      long codes = (upper >>> 1 ^ upper >>> 2) & CODE_BITS;
      long low = codes & LOW_BIT;
      long high = codes >>> 1 & LOW_BIT;
      other = upper ^ LETTER_A + low * 2 + high * 6 + (low & high) * 11;
      int count = other == 0 ? Long.BYTES : Long.numberOfLeadingZeros(other) >>> 3;
      if (((raw ^ caseBefore) & caseBits) != 0) {
        changeCase(raw, count);
      }
      long eight = Long.compress(codes, CODE_BITS);
      if (other == 0) {
        packer.addEight(eight);
      } else {
        packer.addSome(eight, count);
      }
      at += count;
    }
    if (hasher != null) {
      hasher.add(letters, from, at);
    }
    return at;
  }

  /**
   * Records where the case changes in the first {@code count} of eight letters, which come next.
   */
  private void changeCase(long raw, int count) {
    long left = count == 0 ? 0 : -1L << Long.SIZE - Byte.SIZE * count;
    long changed = (raw ^ caseBefore) & caseBits & left;
    while (changed != 0) {
      int bits = Long.numberOfLeadingZeros(changed) & -Byte.SIZE;
      text.changeCase(packer.symbols() + bits / Byte.SIZE);
      caseBefore ^= caseBits;
      changed = (raw ^ caseBefore) & caseBits & left & -1L >>> bits;
    }
  }

  /** Adds a letter that {@code code} stands for. */
  public void add(int code, int letter) throws IOException {
    if (((letter ^ caseBefore) & caseBits & 0xff) != 0) {
      text.changeCase(packer.symbols());
      caseBefore ^= caseBits;
    }
    packer.add(code);
    if (hasher != null) {
      hasher.add(Nucleotides.letterOf(code));
    }
  }

  /** Adds a symbol that no code stands for, and that comes back. */
  public void addSymbol(int unsignedByte) throws IOException {
    text.addSymbol(packer.symbols(), unsignedByte);
    packer.add(Nucleotides.N);
    if (hasher != null) {
      hasher.addSymbol(unsignedByte);
    }
  }

  /** Tells of a byte that takes no position; how many came since the last symbol, if they count. */
  long addBetween(int unsignedByte) {
    if (kept.layout()) {
      text.addBetween(packer.symbols(), unsignedByte);
      return text.blanks();
    }
    return 0;
  }

  /** Adds what is outside the alphabet as an N, and counts it. */
  public void addUnknown() throws IOException {
    add(Nucleotides.N, 'N');
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
    PackedSequence contig = packer.finish();
    length = contig.symbols();
    text.finish(length);
    return contig;
  }

  /** Appends to {@code target} what codes do not tell of the contig that was finished last. */
  public void appendText(GrowableBytes target) {
    appendText(target, null);
  }

  /** The same with lines that are known better, unless {@code lines} is null. */
  public void appendText(GrowableBytes target, MemorySegment lines) {
    text.appendTo(target, length, lines);
  }

  /** The digests of the contig that was finished last; null without. To be called once for each. */
  public ContigDigest digest() {
    return hasher == null ? null : hasher.finish();
  }

  @Override
  public void close() {
    packer.close();
    text.close();
  }
}
