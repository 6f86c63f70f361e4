package io.github.agc4j.internal.fasta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class BlockedGzipTest {
  private static final int BLOCK_TEXT = 0xff00;

  private static byte[] compressed(BlockedGzip gzip, byte[] text, MemoryBudget budget) {
    try (Block in = Block.shared(Math.max(1, text.length), budget);
        Block out = Block.shared(Math.max(1, BlockedGzip.bytesMax(text.length)), budget)) {
      MemorySegment.copy(text, 0, in.bytes(), ValueLayout.JAVA_BYTE, 0, text.length);
      long size = gzip.compress(in.bytes(), text.length, out.bytes());
      return out.bytes().asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static byte[] file(byte[]... texts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] text : texts) {
      all.write(text);
    }
    all.write(BlockedGzip.endOfFile().array());
    return all.toByteArray();
  }

  /** Walks over the blocks by the sizes that they tell, as an indexer does. */
  private static int checkedBlocks(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int blocks = 0;
    while (in.hasRemaining()) {
      int start = in.position();
      assertEquals(0x04088b1f, in.getInt(start));
      assertEquals(6, in.getShort(start + 10));
      assertEquals('B', in.get(start + 12));
      assertEquals('C', in.get(start + 13));
      assertEquals(2, in.getShort(start + 14));
      int size = (in.getShort(start + 16) & 0xffff) + 1;
      int text = in.getInt(start + size - 4);
      assertTrue(text <= 1 << 16, "text of " + text);
      assertTrue(text > 0 || start + size == file.length, "an empty block is the end of the file");
      in.position(start + size);
      blocks++;
    }
    return blocks;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 79, BLOCK_TEXT - 1, BLOCK_TEXT, BLOCK_TEXT + 1, 300_000})
  void textComesBackAndBlocksTellTheirSizes(int size, MemoryBudget budget) throws Exception {
    Random random = new Random(size);
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    byte[] letters = new byte[size];
    for (int i = 0; i < size; i++) {
      letters[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
    for (int level : new int[] {1, 6, 9}) {
      try (BlockedGzip gzip = new BlockedGzip(level, budget)) {
        byte[] file = file(compressed(gzip, noise, budget), compressed(gzip, letters, budget));
        assertEquals(2 * ((size + BLOCK_TEXT - 1) / BLOCK_TEXT) + 1, checkedBlocks(file));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
          assertArrayEquals(noise, in.readNBytes(size));
          assertArrayEquals(letters, in.readAllBytes());
        }
      }
    }
  }

  @Test
  void compressesDnaToLittleMoreThanTwoBitsPerSymbol(MemoryBudget budget) {
    Random random = new Random(3);
    byte[] letters = new byte[1 << 20];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
    try (BlockedGzip gzip = new BlockedGzip(1, budget)) {
      int size = compressed(gzip, letters, budget).length;
      assertTrue(size < letters.length * 0.3, "size=" + size);
    }
  }

  @Test
  void compressesRunsOfNToNearlyNothing(MemoryBudget budget) {
    byte[] letters = new byte[1 << 20];
    Arrays.fill(letters, (byte) 'N');
    for (int at = 80; at < letters.length; at += 81) {
      letters[at] = '\n';
    }
    try (BlockedGzip fast = new BlockedGzip(1, budget);
        BlockedGzip small = new BlockedGzip(9, budget)) {
      int most = compressed(fast, letters, budget).length;
      int least = compressed(small, letters, budget).length;
      assertTrue(least < most && most < letters.length / 50, most + " " + least);
    }
  }

  @Test
  void theEndOfFileIsThatOfTheSpecification() {
    assertEquals(
        "1f8b08040000000000ff0600424302001b0003000000000000000000",
        HexFormat.of().formatHex(BlockedGzip.endOfFile().array()));
  }

  @Test
  void refusesLevelsThatAreNotThere(MemoryBudget budget) {
    assertThrows(IllegalArgumentException.class, () -> new BlockedGzip(0, budget));
    assertThrows(IllegalArgumentException.class, () -> new BlockedGzip(10, budget));
  }
}
