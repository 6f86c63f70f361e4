package io.github.agc4j.internal.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.ZstdContexts.Search;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packs that are compressed with matches of our own. More runs with {@code
 * -Dagc4j.property.runs=1000}, others with {@code -Dagc4j.property.seed=N}.
 */
class BaseMatchesTest {
  private static final int LEVEL = 17;

  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
  private final ZstdContexts contexts = new ZstdContexts(budget);

  @AfterEach
  void nothingIsLeft() {
    contexts.close();
    assertEquals(0, budget.currentBytes());
  }

  static LongStream seeds() {
    long first = Long.getLong("agc4j.property.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("agc4j.property.runs", 60));
  }

  private byte[] compressed(byte[] text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(Math.max(1, text.length)).asSlice(0, text.length);
      source.copyFrom(MemorySegment.ofArray(text));
      MemorySegment room = arena.allocate(ZstdContexts.frameBytesMax(text.length));
      long size = contexts.compressText(source, room, Search.of(LEVEL));
      return room.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Segments with a separator after each: new ones, mutated ones and pieces of those so far. */
  private static byte[] pack(Random random, int size, int first, int segmentMax, double other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (out.size() < size) {
      byte[] segment = new byte[1 + random.nextInt(segmentMax)];
      byte[] before = out.toByteArray();
      int kind = random.nextInt(4);
      double mutated = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.2;
      int from = before.length == 0 ? 0 : random.nextInt(before.length);
      for (int i = 0; i < segment.length; i++) {
        boolean copies = kind > 1 && from + i < before.length && random.nextDouble() >= mutated;
        boolean repeats = kind == 1 && i > 7;
        segment[i] =
            copies
                ? before[from + i]
                : repeats ? segment[i - 7] : (byte) (first + random.nextInt(4));
        if (random.nextDouble() < other) {
          segment[i] = (byte) (first + 4 + random.nextInt(20));
        }
      }
      out.writeBytes(segment);
      out.write(PackReader.SEPARATOR);
    }
    return out.toByteArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void areDecompressedByZstdAndDependOnTheTextAlone(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 600_000 : 40_000);
    double other = random.nextInt(3) == 0 ? random.nextDouble() * 0.02 : 0;
    int segmentMax = 1 + random.nextInt(random.nextBoolean() ? 200_000 : 300);
    byte[] text = pack(random, size, random.nextBoolean() ? 0 : 'A', segmentMax, other);
    byte[] frame = compressed(text);
    assertArrayEquals(text, Zstd.decompress(frame, text.length));
    compressed(pack(random, 10_000, 0, 500, 0));
    assertArrayEquals(frame, compressed(text), "after another text");
    try (ZstdContexts others = new ZstdContexts(budget);
        Arena arena = Arena.ofConfined()) {
      MemorySegment shifted = arena.allocate(text.length + 1).asSlice(1);
      shifted.copyFrom(MemorySegment.ofArray(text));
      MemorySegment room = arena.allocate(ZstdContexts.frameBytesMax(text.length));
      long length = others.compressText(shifted, room, Search.of(LEVEL));
      assertArrayEquals(frame, room.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void takeLessRoomThanThoseOfZstdInPacksOfNewSegments() {
    assertSmallerThanZstd(200_000, 1);
  }

  @Test
  @Tag("campaign")
  void takeEvenLessInLargerPacks() {
    assertSmallerThanZstd(500_000, 0.99);
  }

  private void assertSmallerThanZstd(int length, double share) {
    Random random = new Random(3);
    byte[] text = pack(random, length, 0, 1, 0);
    for (int i = 0; i < text.length; i++) {
      text[i] = i % 12_000 == 11_999 ? PackReader.SEPARATOR : (byte) random.nextInt(4);
    }
    int ours = compressed(text).length;
    int theirs = Zstd.compress(text, LEVEL).length;
    assertTrue(ours < share * theirs, ours + " of " + theirs);
  }

  @Test
  void takeHardlyMoreRoomThanThoseOfZstdInPacksOfRelatives() {
    Random random = new Random(4);
    byte[] ancestor = new byte[20_000];
    for (int i = 0; i < ancestor.length; i++) {
      ancestor[i] = (byte) random.nextInt(4);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int relative = 0; relative < 30; relative++) {
      byte[] copy = ancestor.clone();
      for (int i = 0; i < copy.length / 100; i++) {
        copy[random.nextInt(copy.length)] = (byte) random.nextInt(4);
      }
      out.writeBytes(Arrays.copyOfRange(copy, random.nextInt(3000), copy.length));
      out.write(PackReader.SEPARATOR);
    }
    int ours = compressed(out.toByteArray()).length;
    int theirs = Zstd.compress(out.toByteArray(), LEVEL).length;
    assertTrue(ours < 1.05 * theirs, ours + " of " + theirs);
  }

  @Test
  void areNotUsedForTextsThatAreNotMostlyBases() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Random random = new Random(5);
    while (out.size() < 50_000) {
      out.writeBytes((random.nextInt(90_000) + "," + random.nextInt(300) + ".C").getBytes());
    }
    byte[] text = out.toByteArray();
    PackText form = new PackText();
    form.read(MemorySegment.ofArray(text));
    assertFalse(form.isMostlyBases());
    byte[] frame = compressed(text);
    assertArrayEquals(text, Zstd.decompress(frame, text.length));
    int theirs = Zstd.compress(text, LEVEL).length;
    assertTrue(frame.length < 1.01 * theirs, frame.length + " of " + theirs);
  }

  @Test
  void aTextOfOneSymbolTakesLinearTime() {
    byte[] text = new byte[1 << 22];
    assertArrayEquals(text, Zstd.decompress(compressed(text), text.length));
    Arrays.fill(text, (byte) 4);
    Arrays.fill(text, 0, 3 << 20, (byte) 2);
    assertArrayEquals(text, Zstd.decompress(compressed(text), text.length));
  }
}
