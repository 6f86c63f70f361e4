import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/** Tuples of four from codes. */
final class Pack extends Loop {
  private final byte[] codes = codes();
  private final byte[] out = new byte[BASES / 4 + PADDING];
  private final MemorySegment codeBytes = copy(codes);
  private final MemorySegment outBytes = copy(out);

  @Override
  String name() {
    return "pack four bases into a byte (multiplication)";
  }

  private static byte packed(int four) {
    return (byte) (four * 0x40100401 >>> 24);
  }

  @Override
  long array() {
    for (int i = 0; i < BASES / 4; i++) {
      out[i] = packed((int) INTS.get(codes, 4 * i));
    }
    return sum(out);
  }

  @Override
  long segment() {
    for (int i = 0; i < BASES / 4; i++) {
      outBytes.set(BYTE, i, packed(codeBytes.get(INT, 4L * i)));
    }
    return sum(outBytes);
  }

  @Override
  long vectors() {
    int[] packed = new int[8];
    for (int i = 0; i < BASES / 4; i += 8) {
      ByteVector.fromMemorySegment(BYTES, codeBytes, 4L * i, ORDER)
          .reinterpretAsInts()
          .mul(0x40100401)
          .lanewise(VectorOperators.LSHR, 24)
          .intoArray(packed, 0);
      for (int lane = 0; lane < 8; lane++) {
        outBytes.set(BYTE, i + lane, (byte) packed[lane]);
      }
    }
    return sum(outBytes);
  }
}
