package io.github.agc4j.internal.lzdiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeltaNibblesTest {
  private static byte[] unpacked(MemorySegment packed, long start, long nibbles) {
    MemorySegment out = MemorySegment.ofArray(new byte[(int) DeltaNibbles.unpackedMax(nibbles)]);
    long size = DeltaNibbles.unpack(packed, start, nibbles, out);
    return out.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void everySequenceOfBytesComesBack() {
    byte[] common = "0,0,0,123456789.-!!ABCDEPQ\u001e4\u0004".getBytes(StandardCharsets.US_ASCII);
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      List<byte[]> deltas = new ArrayList<>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        byte[] delta = new byte[random.nextInt(seed % 5 == 0 ? 600 : 60)];
        for (int at = 0; at < delta.length; at++) {
          boolean isAny = random.nextInt(seed % 2 == 0 ? 40 : 2) == 0;
          delta[at] = isAny ? (byte) random.nextInt(256) : common[random.nextInt(common.length)];
        }
        putBases(delta, random);
        deltas.add(delta);
      }
      int bytes = deltas.stream().mapToInt(delta -> delta.length).sum();
      MemorySegment packed =
          MemorySegment.ofArray(new byte[(int) DeltaNibbles.bytesMax(bytes, deltas.size())]);
      List<Long> nibbles = new ArrayList<>();
      long start = 0;
      for (byte[] delta : deltas) {
        MemorySegment source = MemorySegment.ofArray(delta);
        nibbles.add(DeltaNibbles.pack(source, 0, delta.length, packed, start));
        start += (nibbles.getLast() + 1) / 2;
      }
      start = 0;
      for (int i = 0; i < deltas.size(); i++) {
        assertArrayEquals(
            deltas.get(i), unpacked(packed, start, nibbles.get(i)), "seed=" + seed + " " + i);
        start += (nibbles.get(i) + 1) / 2;
      }
    }
  }

  private static void putBases(byte[] delta, Random random) {
    int from = random.nextInt(delta.length + 1);
    int to = from + random.nextInt(delta.length - from + 1);
    for (int at = from; at < to; at++) {
      delta[at] = (byte) ('A' + random.nextInt(4));
    }
  }

  @Test
  void manyLiteralsTakeTwoBitsEach() {
    byte[] delta = new byte[5003];
    Random random = new Random(3);
    for (int at = 0; at < delta.length; at++) {
      delta[at] = (byte) ('A' + random.nextInt(4));
    }
    MemorySegment packed =
        MemorySegment.ofArray(new byte[(int) DeltaNibbles.bytesMax(delta.length, 1)]);
    long nibbles = DeltaNibbles.pack(MemorySegment.ofArray(delta), 0, delta.length, packed, 0);
    assertTrue(nibbles <= delta.length / 2 + 20, nibbles + " nibbles");
    assertArrayEquals(delta, unpacked(packed, 0, nibbles));
  }

  @Test
  void substitutionsTakeHalfOfTheirBytes() {
    byte[] delta = "0,123.B0,4567.C0,89.".repeat(100).getBytes(StandardCharsets.US_ASCII);
    MemorySegment packed =
        MemorySegment.ofArray(new byte[(int) DeltaNibbles.bytesMax(delta.length, 1)]);
    long nibbles = DeltaNibbles.pack(MemorySegment.ofArray(delta), 0, delta.length, packed, 0);
    assertTrue(nibbles <= delta.length, nibbles + " nibbles for " + delta.length + " bytes");
    assertEquals(delta.length, unpacked(packed, 0, nibbles).length);
  }
}
