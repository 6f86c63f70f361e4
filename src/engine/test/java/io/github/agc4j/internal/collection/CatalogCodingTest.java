package io.github.agc4j.internal.collection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class CatalogCodingTest {
  @Test
  void numbersComeBackAtEveryBorder(MemoryBudget budget) {
    long[] borders = {
      0, 127, 128, 16_511, 16_512, 2_113_663, 2_113_664, 270_549_119, 270_549_120, 0xffff_ffffL
    };
    int[] sizes = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    try (GrowableBytes bytes = new GrowableBytes(budget)) {
      for (int i = 0; i < borders.length; i++) {
        bytes.clear();
        CatalogInteger.write(bytes, borders[i]);
        assertEquals(sizes[i], bytes.size());
        assertEquals(borders[i], CatalogInteger.read(new ByteReader(bytes.written())));
      }
      bytes.clear();
      bytes.putByte(0xf1);
      bytes.putIntLittleEndian(0);
      assertThrows(
          MalformedBytesException.class,
          () -> CatalogInteger.read(new ByteReader(bytes.written())));
    }
  }

  @Test
  void predictionsComeBack() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long predicted = random.nextInt(200);
      long value = random.nextInt(600);
      assertEquals(value, CatalogInteger.value(CatalogInteger.code(value, predicted), predicted));
    }
  }

  @Test
  void inGroupIdsComeBack(MemoryBudget budget) {
    Random random = new Random(2);
    try (InGroupIds writer = new InGroupIds(budget);
        InGroupIds reader = new InGroupIds(budget)) {
      for (int batch = 0; batch < 20; batch++) {
        writer.start(5);
        reader.start(5);
        for (int i = 0; i < 500; i++) {
          int group = random.nextInt(9);
          long id = random.nextInt(3) == 0 ? 0 : random.nextInt(100);
          assertEquals(id, reader.id(group, writer.code(group, id)));
        }
      }
    }
  }

  @Test
  void namesComeBack() {
    Random random = new Random(3);
    for (int run = 0; run < 300; run++) {
      NameCoder writer = new NameCoder();
      NameCoder reader = new NameCoder();
      String before = "";
      for (int i = 0; i < 40; i++) {
        StringBuilder name = new StringBuilder(random.nextInt(4) == 0 ? "" : before);
        for (int change = random.nextInt(4); change >= 0; change--) {
          int at = random.nextInt(name.length() + 1);
          if (random.nextInt(3) == 0 || at == name.length()) {
            name.insert(at, "ab 12\t".charAt(random.nextInt(6)));
          } else {
            name.setCharAt(at, "ab 12\t".charAt(random.nextInt(6)));
          }
        }
        name.append(random.nextInt(9) == 0 ? "x".repeat(random.nextInt(350)) : "");
        byte[] bytes = name.toString().getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(bytes, reader.decode(writer.encode(bytes)), "run=" + run);
        before = name.toString();
      }
    }
  }

  @Test
  void equalStretchesAreCodedInRunsOfAtMostAHundred() {
    NameCoder coder = new NameCoder();
    coder.encode(("a" + "x".repeat(250) + "b").getBytes(StandardCharsets.US_ASCII));
    byte[] code = coder.encode(("c" + "x".repeat(250) + "d").getBytes(StandardCharsets.US_ASCII));
    assertArrayEquals(new byte[] {'c', (byte) 156, (byte) 156, (byte) 206, 'd'}, code);
  }

  @Test
  void refusesRunsBeyondTheNameBefore() {
    NameCoder coder = new NameCoder();
    coder.decode("abc".getBytes(StandardCharsets.US_ASCII));
    assertThrows(MalformedBytesException.class, () -> coder.decode(new byte[] {'a', (byte) 250}));
  }
}
