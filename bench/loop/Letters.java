import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;

/** Codes from the letters of a file. */
final class Letters extends Loop {
  private final byte[] letters = codes();
  private final byte[] out = new byte[BASES + PADDING];
  private final byte[] code = new byte[256];
  private final MemorySegment letterBytes;
  private final MemorySegment outBytes = copy(out);
  private final ByteVector table;

  Letters() {
    for (int i = 0; i < BASES; i++) {
      letters[i] = (byte) "ACGT".charAt(letters[i]);
    }
    letterBytes = copy(letters);
    code['C'] = 1;
    code['G'] = 2;
    code['T'] = 3;
    byte[] low = new byte[LANES];
    System.arraycopy(code, 'A' - 1, low, 0, LANES);
    table = ByteVector.fromArray(BYTES, low, 0);
  }

  @Override
  String name() {
    return "letters to codes (table)";
  }

  @Override
  long array() {
    for (int i = 0; i < BASES; i++) {
      out[i] = code[letters[i] & 0xff];
    }
    return sum(out);
  }

  @Override
  long segment() {
    for (int i = 0; i < BASES; i++) {
      outBytes.set(BYTE, i, code[letterBytes.get(BYTE, i) & 0xff]);
    }
    return sum(outBytes);
  }

  @Override
  long vectors() {
    for (int i = 0; i < BASES; i += LANES) {
      ByteVector.fromMemorySegment(BYTES, letterBytes, i, ORDER)
          .and((byte) (LANES - 1))
          .selectFrom(table)
          .intoMemorySegment(outBytes, i, ORDER);
    }
    return sum(outBytes);
  }
}
