package io.github.agc4j.internal.life;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.SegmentTexts;
import io.github.agc4j.internal.lzdiff.DeltaText;
import io.github.agc4j.internal.lzdiff.LzDiffDecoder;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.write.extend.SourceArchive;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * The sequences of a group as texts, to be encoded anew against the reference of another group. For
 * one thread.
 */
final class Recoder implements AutoCloseable {
  private static final long LENGTH_MAX = Integer.MAX_VALUE - Long.BYTES;

  private final SourceArchive source;
  private final LzDiffDecoder decoder;
  private final Scratch reference;
  private final Scratch codes;
  private final Scratch packed;
  private final SegmentTexts texts;
  private long referenceLength;

  /** Whether texts are given as their reverse complements. */
  private boolean isTurned;

  /** Of groups of {@code source}, which is borrowed. */
  Recoder(SourceArchive source, int matchMin, MemoryBudget budget) {
    this.source = source;
    this.decoder = new LzDiffDecoder(matchMin);
    this.reference = new Scratch(budget);
    this.codes = new Scratch(budget);
    this.packed = new Scratch(budget);
    this.texts = new SegmentTexts(budget);
  }

  /** Goes to {@code group}, of which all texts are turned if {@code newIsTurned}. */
  void goTo(int group, boolean newIsTurned) throws IOException {
    isTurned = newIsTurned;
    referenceLength = source.copyReference(group, reference);
  }

  /** Number of symbols of the group's reference. */
  int referenceLength() {
    return Math.toIntExact(referenceLength);
  }

  /** The group's reference, borrowed until the next one. */
  MemorySegment referenceCodes() {
    return reference.atLeast(referenceLength);
  }

  /** The same as a text, borrowed until the next one. */
  DeltaText referenceText() {
    return text(referenceCodes(), referenceLength);
  }

  /**
   * The text of an item, borrowed until the next one.
   *
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when it is none
   */
  DeltaText text(MemorySegment item) {
    ReferenceSymbols symbols = ReferenceSymbols.of(referenceCodes(), referenceLength);
    long length = decoder.length(item, 0, item.byteSize(), symbols, LENGTH_MAX);
    source.archive().expansion().verifySegment(length);
    MemorySegment target = codes.atLeast(length + Long.BYTES);
    decoder.decode(item, 0, item.byteSize(), symbols, length, target, 0, length);
    return text(target, length);
  }

  private DeltaText text(MemorySegment symbols, long length) {
    MemorySegment target = packed.atLeast(PackedSequence.bytesOf(symbols, length));
    texts.load(PackedSequence.of(symbols, length, target), 0, length);
    return texts.part(0, Math.toIntExact(length), isTurned);
  }

  @Override
  public void close() {
    reference.close();
    codes.close();
    packed.close();
    texts.close();
  }
}
