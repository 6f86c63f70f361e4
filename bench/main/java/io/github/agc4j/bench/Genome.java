package io.github.agc4j.bench;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.lzdiff.DeltaText;
import io.github.agc4j.internal.lzdiff.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/**
 * Codes of a random genome and of relatives of it: 0.4 % substitutions and 0.04 % indels of 1 … 12
 * symbols, about what two strains of S. cerevisiae differ by.
 */
final class Genome {
  private static final double SUBSTITUTIONS = 0.004;
  private static final double INDELS = 0.0004;
  private static final int INDEL_LENGTH_MAX = 12;
  private static final int PADDING_BYTES = 8;

  private Genome() {}

  /** {@code length} random codes, with padding after them. */
  static MemorySegment random(Random random, int length, Arena arena) {
    MemorySegment codes = arena.allocate(length + PADDING_BYTES, 8);
    for (int i = 0; i < length; i++) {
      codes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(4));
    }
    return codes;
  }

  /**
   * A relative of the first {@code length} codes; its length is the result's size without the
   * padding.
   */
  static MemorySegment relative(Random random, MemorySegment codes, int length, Arena arena) {
    MemorySegment target = arena.allocate(2L * length + PADDING_BYTES, 8);
    long size = 0;
    for (int i = 0; i < length; i++) {
      double chance = random.nextDouble();
      if (chance < SUBSTITUTIONS) {
        target.set(ValueLayout.JAVA_BYTE, size++, (byte) random.nextInt(4));
      } else if (chance < SUBSTITUTIONS + INDELS / 2) {
        i += random.nextInt(INDEL_LENGTH_MAX);
      } else {
        for (int extra = chance > 1 - INDELS / 2 ? random.nextInt(INDEL_LENGTH_MAX) : 0;
            extra > 0;
            extra--) {
          target.set(ValueLayout.JAVA_BYTE, size++, (byte) random.nextInt(4));
        }
        target.set(ValueLayout.JAVA_BYTE, size++, codes.get(ValueLayout.JAVA_BYTE, i));
      }
    }
    return target.asSlice(0, size + PADDING_BYTES);
  }

  /** {@code codes} as the only one of {@code references}. */
  static Reference reference(References references, MemorySegment codes, int length) {
    references.ensureGroups(1);
    references.add(0, codes, length);
    try {
      return references.acquire(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Codes with padding after them, as a text to be encoded. */
  record Text(MemorySegment codes, PackedSequence symbols) implements DeltaText {
    static Text of(MemorySegment codes, Arena arena) {
      int length = Genome.length(codes);
      MemorySegment room = arena.allocate(PackedSequence.bytesOf(codes, length));
      return new Text(codes, PackedSequence.of(codes, length, room));
    }

    @Override
    public int length() {
      return Genome.length(codes);
    }

    @Override
    public long from() {
      return 0;
    }
  }

  static int length(MemorySegment codes) {
    return (int) codes.byteSize() - PADDING_BYTES;
  }
}
