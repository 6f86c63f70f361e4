import java.lang.foreign.MemorySegment;

/** Numbers of one to three bytes, as metadata are written. */
final class Numbers extends Loop {
  private final byte[] code = new byte[3 * BASES + PADDING];
  private final MemorySegment codeBytes;

  Numbers() {
    int at = 0;
    for (int i = 0; i < BASES; i++) {
      int bytes = RANDOM.nextInt(10) == 0 ? 1 + RANDOM.nextInt(2) : 0;
      code[at] = (byte) (bytes << 6 | RANDOM.nextInt(64));
      for (int b = 0; b < bytes; b++) {
        code[at + 1 + b] = (byte) RANDOM.nextInt();
      }
      at += 1 + bytes;
    }
    codeBytes = copy(code);
  }

  @Override
  String name() {
    return "numbers of one to three bytes (per number)";
  }

  @Override
  long array() {
    long sum = 0;
    int at = 0;
    for (int i = 0; i < BASES; i++) {
      int first = code[at++] & 0xff;
      long value = first & 63;
      for (int b = first >>> 6; b > 0; b--) {
        value = value << 8 | code[at++] & 0xff;
      }
      sum += value;
    }
    return sum;
  }

  @Override
  long segment() {
    long sum = 0;
    long at = 0;
    for (int i = 0; i < BASES; i++) {
      int first = codeBytes.get(BYTE, at++) & 0xff;
      long value = first & 63;
      for (int b = first >>> 6; b > 0; b--) {
        value = value << 8 | codeBytes.get(BYTE, at++) & 0xff;
      }
      sum += value;
    }
    return sum;
  }
}
