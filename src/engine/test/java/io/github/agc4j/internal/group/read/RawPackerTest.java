package io.github.agc4j.internal.group.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class RawPackerTest {
  private static final byte SEPARATOR = (byte) 0xff;

  @Test
  void itemsComeBackFromTwoBitsPerCode(MemoryBudget budget) {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<byte[]> items = new ArrayList<>();
      int count = 1 + random.nextInt(50);
      for (int i = 0; i < count; i++) {
        items.add(item(random));
      }
      try (Arena arena = Arena.ofConfined();
          RawPacker packer = new RawPacker(budget)) {
        packer.pack(content(List.of(new byte[] {7, 7}), arena), Long.MAX_VALUE);
        assertTrue(packer.pack(content(items, arena), Long.MAX_VALUE), "seed=" + seed);
        assertEquals(count, packer.items(), "seed=" + seed);
        PackedSequence packed = packer.store(arena.allocate(packer.bytes()));
        long start = 0;
        for (int i = 0; i < count; i++) {
          int length = (int) (packer.end(i) - start);
          MemorySegment target = arena.allocate(Math.max(1, length));
          packed.unpack(start, length, target, 0);
          assertArrayEquals(
              items.get(i),
              Arrays.copyOf(target.toArray(ValueLayout.JAVA_BYTE), length),
              "seed=" + seed + " item=" + i);
          start = packer.end(i) + 1;
        }
      }
    }
  }

  private static byte[] item(Random random) {
    byte[] item = new byte[random.nextInt(random.nextInt(5) == 0 ? 5000 : 100)];
    for (int i = 0; i < item.length; i++) {
      item[i] = (byte) random.nextInt(4);
    }
    if (item.length > 0 && random.nextInt(3) == 0) {
      int from = random.nextInt(item.length);
      Arrays.fill(item, from, from + random.nextInt(item.length - from + 1), (byte) 4);
    }
    return item;
  }

  private static MemorySegment content(List<byte[]> items, Arena arena) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] item : items) {
      bytes.writeBytes(item);
      bytes.write(SEPARATOR);
    }
    MemorySegment content = arena.allocate(bytes.size());
    MemorySegment.copy(bytes.toByteArray(), 0, content, ValueLayout.JAVA_BYTE, 0, bytes.size());
    return content;
  }

  @Test
  void doesNotGrowWhatIsMostlyOtherCodes(MemoryBudget budget) {
    byte[] item = new byte[1 << 20];
    for (int i = 0; i < item.length; i++) {
      item[i] = (byte) (5 + i % 2);
    }
    try (Arena arena = Arena.ofConfined();
        RawPacker packer = new RawPacker(budget)) {
      assertFalse(packer.pack(content(List.of(item), arena), Long.MAX_VALUE));
      assertTrue(budget.peakBytes() < 4L * item.length, "peak=" + budget.peakBytes());
    }
  }
}
