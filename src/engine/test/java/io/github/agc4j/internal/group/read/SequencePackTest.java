package io.github.agc4j.internal.group.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class SequencePackTest {
  private static final int MATCH_MIN = 20;
  private static final int SYMBOLS = 1000;
  private static final int RESERVED_MAX = 300_000;

  private static byte[] symbols(Random random) {
    byte[] symbols = new byte[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) {
      symbols[i] = (byte) random.nextInt(4);
    }
    return symbols;
  }

  /** A relative of which one symbol in ten differs, some of them by codes that are not bases. */
  private static byte[] relative(byte[] reference, Random random) {
    byte[] relative = reference.clone();
    for (int i = 0; i < SYMBOLS / 10; i++) {
      relative[random.nextInt(SYMBOLS)] = (byte) random.nextInt(i == 0 ? 16 : 4);
    }
    return relative;
  }

  private static String delta(byte[] reference, byte[] sequence) {
    StringBuilder delta = new StringBuilder();
    for (int i = 0; i < sequence.length; i++) {
      delta.append(sequence[i] == reference[i] ? '!' : (char) ('A' + sequence[i]));
    }
    return delta.toString();
  }

  private static MemorySegment segment(byte[] bytes, Arena arena) {
    MemorySegment segment = arena.allocate(bytes.length);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  private static boolean pack(
      List<String> deltas, byte[] reference, RawPacker packer, MemoryBudget budget) {
    try (Arena arena = Arena.ofConfined();
        LongArray ends = new LongArray(budget);
        SequencePack dense = new SequencePack(MATCH_MIN, packer, budget)) {
      StringBuilder content = new StringBuilder();
      for (String delta : deltas) {
        content.append(delta);
        ends.add(content.length());
        content.append('\u00ff');
      }
      boolean isPacked =
          dense.pack(
              segment(content.toString().getBytes(StandardCharsets.ISO_8859_1), arena),
              ends,
              ReferenceSymbols.of(segment(reference, arena), reference.length));
      assertTrue(budget.peakBytes() < RESERVED_MAX, "peak=" + budget.peakBytes());
      return isPacked;
    }
  }

  @Test
  void sequencesComeBack(MemoryBudget budget) {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      byte[] reference = symbols(random);
      List<byte[]> sequences = new ArrayList<>();
      List<String> deltas = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sequences.add(relative(reference, random));
        deltas.add(delta(reference, sequences.get(i)));
      }
      deltas.set(7, "0,80." + deltas.get(7).substring(100));
      System.arraycopy(reference, 0, sequences.get(7), 0, 100);
      try (RawPacker packer = new RawPacker(budget);
          Arena arena = Arena.ofConfined()) {
        assertTrue(pack(deltas, reference, packer, budget), "seed=" + seed);
        PackedSequence packed = packer.store(arena.allocate(packer.bytes()));
        long start = 0;
        for (int i = 0; i < packer.items(); i++) {
          MemorySegment target = arena.allocate(SYMBOLS);
          packed.unpack(start, packer.end(i) - start, target, 0);
          assertArrayEquals(
              sequences.get(i), target.toArray(ValueLayout.JAVA_BYTE), "seed=" + seed + " i=" + i);
          start = packer.end(i) + 1;
        }
        assertEquals(sequences.size(), packer.items(), "seed=" + seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,480.A0,479.",
        "0,99999999999.",
        "-1.",
        "0,900.0,900.-999,900.",
        "\u001e999\u0004"
      })
  void leavesWhatIsSparseOrDamagedOrGrows(String other, MemoryBudget budget) {
    Random random = new Random(1);
    byte[] reference = symbols(random);
    String dense = delta(reference, relative(reference, random));
    try (RawPacker packer = new RawPacker(budget)) {
      assertTrue(pack(List.of(dense), reference, packer, budget));
      String repeated = other.equals("\u001e999\u0004") ? other.repeat(20) : other;
      List<String> deltas = new ArrayList<>(List.of(dense, repeated));
      if (other.startsWith("0,480")) {
        deltas.addAll(java.util.Collections.nCopies(50, other));
      }
      assertFalse(pack(deltas, reference, packer, budget));
    }
  }

  @Test
  void leavesDeltasWhoseReferenceHasSeparators(MemoryBudget budget) {
    byte[] reference = new byte[SYMBOLS];
    Arrays.fill(reference, 500, 501, (byte) 0xff);
    try (RawPacker packer = new RawPacker(budget)) {
      assertFalse(pack(List.of("!".repeat(SYMBOLS)), reference, packer, budget));
    }
  }
}
