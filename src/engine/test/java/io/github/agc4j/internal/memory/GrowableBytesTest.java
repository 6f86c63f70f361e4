package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class GrowableBytesTest {
  @Test
  void keepsWhatWasWrittenWhileItGrows(MemoryBudget budget) {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Random random = new Random(2);
    try (GrowableBytes bytes = new GrowableBytes(budget)) {
      for (int i = 0; i < 3000; i++) {
        byte[] piece = new byte[random.nextInt(300)];
        random.nextBytes(piece);
        bytes.put(piece);
        bytes.putByte(i);
        expected.writeBytes(piece);
        expected.write(i);
      }
      assertArrayEquals(expected.toByteArray(), bytes.written().toArray(ValueLayout.JAVA_BYTE));
      bytes.clear();
      bytes.putIntLittleEndian(0x01020304);
      bytes.putLongLittleEndian(-2);
      assertEquals(12, bytes.size());
      assertArrayEquals(
          new byte[] {4, 3, 2, 1, -2, -1, -1, -1, -1, -1, -1, -1},
          bytes.written().toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
