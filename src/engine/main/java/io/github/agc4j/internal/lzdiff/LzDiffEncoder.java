package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;

/**
 * Encodes texts against references, with the bytes of C++ agc 3.x (AGC format, section 6.3). For
 * one thread.
 */
public final class LzDiffEncoder implements DeltaEncoder {
  private final LzScan scan;
  private final DeltaTokens tokens;

  /** An encoder for minimum match length {@code matchMin}. */
  public LzDiffEncoder(int matchMin) {
    this.scan = new LzScan(matchMin);
    this.tokens = new DeltaTokens(matchMin);
  }

  @Override
  public MemorySegment encode(DeltaText text, Reference reference, DeltaRoom room) {
    scan.start(text.codes(), text.length(), reference);
    tokens.start(text.length(), room);
    if (!scan.textEqualsReference()) {
      encodeTokens(reference.codes());
    }
    return tokens.written();
  }

  private void encodeTokens(MemorySegment reference) {
    int position = 0;
    int predicted = 0;
    int literals = 0;
    while (scan.hasKey(position)) {
      switch (scan.step(position, literals)) {
        case LITERAL -> {
          int count = scan.literalCount();
          for (int end = position + count; position < end; position++) {
            tokens.literal(scan.textCode(position));
          }
          predicted += count;
          literals += count;
        }
        case N_RUN -> {
          tokens.nRun(scan.runLength());
          position += scan.runLength();
          literals = 0;
        }
        case MATCH -> {
          int length = scan.backward() + scan.forward();
          int start = position - scan.backward();
          int source = scan.matchPosition() - scan.backward();
          tokens.dropLiterals(scan.backward());
          if (source == predicted - scan.backward()) {
            tokens.markSameLiterals(reference, source, literals - scan.backward());
          }
          boolean toEnds =
              start + length == scan.textLength() && source + length == scan.referenceLength();
          tokens.match(source - predicted + scan.backward(), length, toEnds);
          predicted = source + length;
          position = start + length;
          literals = 0;
        }
      }
    }
    while (position < scan.textLength()) {
      tokens.literal(scan.textCode(position++));
    }
  }
}
