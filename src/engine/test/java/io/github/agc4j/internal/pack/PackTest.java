package io.github.agc4j.internal.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class PackTest {
  private static final PackWriter.Effort[] EFFORTS = PackWriter.Effort.values();

  private static MemorySegment codes(
      Random random, int length, int largest, boolean repetitive, Arena arena) {
    MemorySegment codes = arena.allocate(Math.max(1, length));
    int period = 5 + random.nextInt(20);
    for (int i = 0; i < length; i++) {
      boolean copy = repetitive && i >= period && random.nextInt(10) > 0;
      codes.set(
          ValueLayout.JAVA_BYTE,
          i,
          copy ? codes.get(ValueLayout.JAVA_BYTE, i - period) : (byte) random.nextInt(largest + 1));
    }
    return codes.asSlice(0, length);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 15, 16, 127})
  void tuplesComeBack(int largest) {
    Random random = new Random(largest);
    for (int length = 0; length < 150; length++) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment codes = codes(random, length, largest, false, arena);
        int found = TuplePacking.largestCode(codes, length);
        long bytes = TuplePacking.packedBytes(length, found);
        MemorySegment packed = arena.allocate(bytes);
        TuplePacking.pack(codes, length, found, packed);
        assertEquals(length, TuplePacking.unpackedLength(packed, bytes));
        MemorySegment back = arena.allocate(length + 1L);
        TuplePacking.unpack(packed, bytes, back);
        assertArrayEquals(
            codes.toArray(ValueLayout.JAVA_BYTE),
            back.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
        TuplePacking.check(packed);
        for (int from = 0; from < length; from += 1 + random.nextInt(9)) {
          int count = random.nextInt(length - from + 1);
          back.fill((byte) 77);
          TuplePacking.unpack(packed, from, count, back, 1);
          assertEquals(-1, MemorySegment.mismatch(codes, from, from + count, back, 1, 1 + count));
          assertEquals(77, back.get(ValueLayout.JAVA_BYTE, 0));
          assertEquals(true, count == length || back.get(ValueLayout.JAVA_BYTE, 1L + count) == 77);
        }
      }
    }
  }

  @Test
  void tuplesThatStandForNoCodesAreRefused() {
    for (int[] bytes :
        new int[][] {{216, 0, 0x30}, {0, 6, 0x31}, {0, 1, 0x30}, {0, 4, 0x41}, {0, 16, 0x21}}) {
      byte[] packed = {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2]};
      assertThrows(
          MalformedBytesException.class, () -> TuplePacking.check(MemorySegment.ofArray(packed)));
    }
    for (int[] bytes :
        new int[][] {{215, 0, 0x30}, {0, 5, 0x31}, {255, 3, 0x41}, {255, 15, 0x21}}) {
      byte[] packed = {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2]};
      TuplePacking.check(MemorySegment.ofArray(packed));
    }
  }

  @Test
  void packedAndPlainTestsOfRepetitivenessAgree() {
    Random random = new Random(4);
    int repetitive = 0;
    for (int run = 0; run < 400; run++) {
      try (Arena arena = Arena.ofConfined()) {
        int length = 1 + random.nextInt(run % 2 == 0 ? 60 : 3000);
        MemorySegment codes = codes(random, length, 3, random.nextBoolean(), arena);
        MemorySegment packed = arena.allocate(TuplePacking.packedBytes(length, 3));
        TuplePacking.pack(codes, length, 3, packed);
        boolean expected = Repetitiveness.isRepetitive(codes, length);
        repetitive += expected ? 1 : 0;
        assertEquals(expected, Repetitiveness.isRepetitivePacked(packed, length), "run=" + run);
      }
    }
    assertEquals(true, repetitive > 50 && repetitive < 350, "repetitive=" + repetitive);
  }

  @Test
  void referencesAndPacksComeBackInEveryForm(MemoryBudget budget) {
    Random random = new Random(6);
    for (int run = 0; run < 200; run++) {
      try (Arena arena = Arena.ofConfined();
          ZstdContexts contexts = new ZstdContexts(budget);
          PackReader reader = new PackReader(contexts, budget)) {
        int length = 1 + random.nextInt(2000);
        MemorySegment codes =
            codes(random, length, new int[] {3, 4, 15}[run % 3], run % 2 == 0, arena);
        int largest = TuplePacking.largestCode(codes, length);
        MemorySegment tuples = arena.allocate(TuplePacking.packedBytes(length, largest));
        TuplePacking.pack(codes, length, largest, tuples);
        MemorySegment room = arena.allocate(PackWriter.roomFor(length));
        PackWriter writer = new PackWriter(contexts, PackWriter.Effort.AGC);
        long size = writer.writeReference(codes, tuples, largest, room);
        MemorySegment data = room.asSlice(0, size);
        assertEquals(length, PackReader.referenceLength(data, writer.metadata()));
        MemorySegment form = reader.reference(data, writer.metadata());
        MemorySegment back = arena.allocate(length);
        if (PackReader.isTuples(data, writer.metadata())) {
          TuplePacking.unpack(form, form.byteSize(), back);
        } else {
          back.copyFrom(form);
        }
        assertArrayEquals(
            codes.toArray(ValueLayout.JAVA_BYTE), back.toArray(ValueLayout.JAVA_BYTE));

        codes.set(ValueLayout.JAVA_BYTE, length - 1L, PackReader.SEPARATOR);
        size = writer.writePack(codes, room);
        MemorySegment content = reader.pack(room.asSlice(0, size), writer.metadata());
        assertArrayEquals(
            codes.toArray(ValueLayout.JAVA_BYTE), content.toArray(ValueLayout.JAVA_BYTE));
        assertEquals(1, PackReader.count(content));
      }
    }
  }

  @Test
  void refusesFramesThatAnnounceMoreThanTheyCanHold(MemoryBudget budget) {
    try (ZstdContexts contexts = new ZstdContexts(budget);
        PackReader reader = new PackReader(contexts, budget)) {
      // A frame header with a content size of 2^40 and nothing after it.
      byte[] bomb = {
        0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0
      };
      MemorySegment data =
          java.lang.foreign.Arena.ofAuto()
              .allocate(bomb.length)
              .copyFrom(MemorySegment.ofArray(bomb));
      assertThrows(MalformedBytesException.class, () -> reader.pack(data, 1L << 40));
      assertEquals(true, budget.peakBytes() < 1 << 20);
    }
  }

  /** What its blocks can hold bounds a frame before there is room for it. */
  @Test
  void refusesAPackWhoseFrameAnnouncesMoreThanItsBlocksCanHold(MemoryBudget budget) {
    try (Arena arena = Arena.ofConfined();
        ZstdContexts contexts = new ZstdContexts(budget);
        PackReader reader = new PackReader(contexts, budget)) {
      int announced = 200 << 20;
      MemorySegment data = arena.allocate(1 << 14);
      // Single segment, size in four bytes; then one raw block that fills the part but its marker.
      int header = (int) (data.byteSize() - 13) << 3 | 1;
      byte[] start = {
        0x28,
        (byte) 0xb5,
        0x2f,
        (byte) 0xfd,
        (byte) 0xa0,
        (byte) announced,
        (byte) (announced >> 8),
        (byte) (announced >> 16),
        (byte) (announced >> 24),
        (byte) header,
        (byte) (header >> 8),
        (byte) (header >> 16)
      };
      MemorySegment.copy(start, 0, data, ValueLayout.JAVA_BYTE, 0, start.length);
      long before = budget.currentBytes();
      assertThrows(MalformedBytesException.class, () -> reader.pack(data, announced));
      assertThrows(MalformedBytesException.class, () -> item(reader, data, announced, 0));
      assertThrows(MalformedBytesException.class, () -> item(reader, data, 1L << 30, 0));
      assertEquals(before, budget.peakBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 19})
  void takesFramesOfAnyRatio(int level, MemoryBudget budget) {
    Random random = new Random(level);
    for (int share : new int[] {0, 1, 2, 1000}) {
      try (Arena arena = Arena.ofConfined();
          ZstdContexts contexts = new ZstdContexts(budget);
          PackReader reader = new PackReader(contexts, budget)) {
        MemorySegment content = arena.allocate(2_000_001);
        for (long i = 0; share > 0 && i < content.byteSize(); i += share) {
          content.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(128));
        }
        content.set(ValueLayout.JAVA_BYTE, content.byteSize() - 1, PackReader.SEPARATOR);
        MemorySegment room = arena.allocate(PackWriter.roomFor(content.byteSize()));
        long size =
            new PackWriter(contexts, PackWriter.Effort.AGC).writeFrame(content, level, room);
        MemorySegment frame = room.asSlice(0, size);
        assertEquals(true, content.byteSize() <= FrameBlocks.contentBytesMax(frame));
        assertEquals(-1, content.mismatch(reader.frame(frame, content.byteSize())));
      }
    }
  }

  @Test
  void framesOfNothingComeBack(MemoryBudget budget) {
    try (Arena arena = Arena.ofConfined();
        ZstdContexts contexts = new ZstdContexts(budget);
        PackReader reader = new PackReader(contexts, budget)) {
      MemorySegment room = arena.allocate(PackWriter.roomFor(0));
      long size =
          new PackWriter(contexts, PackWriter.Effort.AGC).writeFrame(MemorySegment.NULL, 19, room);
      assertEquals(0, reader.frame(room.asSlice(0, size), 0).byteSize());
    }
  }

  @Test
  void singleItemsEqualThoseOfTheWholePack(MemoryBudget budget) {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      try (Arena arena = Arena.ofConfined();
          ZstdContexts contexts = new ZstdContexts(budget);
          PackReader reader = new PackReader(contexts, budget)) {
        List<byte[]> items = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
          byte[] item = new byte[random.nextInt(random.nextInt(4) == 0 ? 40_000 : 30)];
          for (int j = 0; j < item.length; j++) {
            item[j] = (byte) random.nextInt(4);
          }
          items.add(item);
          bytes.writeBytes(item);
          bytes.write(PackReader.SEPARATOR);
        }
        MemorySegment content = arena.allocate(bytes.size());
        MemorySegment.copy(bytes.toByteArray(), 0, content, ValueLayout.JAVA_BYTE, 0, bytes.size());
        PackWriter writer = new PackWriter(contexts, EFFORTS[(int) seed % EFFORTS.length]);
        MemorySegment room = arena.allocate(PackWriter.roomFor(bytes.size()));
        MemorySegment data = room.asSlice(0, writer.writePack(content, room));
        for (int turn = 0; turn < 20; turn++) {
          int index = random.nextInt(count);
          assertArrayEquals(
              items.get(index),
              item(reader, data, writer.metadata(), index).toArray(ValueLayout.JAVA_BYTE),
              "seed=" + seed + " item=" + index);
          if (random.nextInt(4) == 0) {
            assertEquals(count, PackReader.count(reader.pack(data, writer.metadata())));
          }
        }
        assertNull(item(reader, data, writer.metadata(), count), "seed=" + seed);
        if (writer.metadata() > 0) {
          MemorySegment cut = arena.allocate(data.byteSize() / 2);
          MemorySegment.copy(data, 0, cut, 0, cut.byteSize() - 1);
          assertThrows(
              MalformedBytesException.class,
              () -> item(reader, cut, writer.metadata(), count),
              "seed=" + seed);
        }
      }
    }
  }

  /**
   * Item {@code index}, of which no more is decompressed than that takes; null if there is none.
   */
  private static MemorySegment item(
      PackReader reader, MemorySegment data, long metadata, int index) {
    MemorySegment items = reader.items(data, metadata, index);
    long start = 0;
    for (int i = 0; i < index && start < items.byteSize(); i++) {
      start = PackReader.endOfItem(items, start) + 1;
    }
    return start == items.byteSize()
        ? null
        : items.asSlice(start, PackReader.endOfItem(items, start) - start);
  }
}
