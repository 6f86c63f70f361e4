import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** Codes from tuples of four. */
final class Unpack extends Loop {
  private final byte[] tuples = new byte[BASES / 4 + PADDING];
  private final byte[] out = new byte[BASES + PADDING];
  private final int[] four = new int[256];
  private final MemorySegment tupleBytes;
  private final MemorySegment outBytes = copy(out);
  private final VectorShuffle<Byte> spread = VectorShuffle.fromOp(BYTES, lane -> lane / 4);
  private final ByteVector shifts;

  Unpack() {
    RANDOM.nextBytes(tuples);
    tupleBytes = copy(tuples);
    byte[] shift = new byte[LANES];
    for (int i = 0; i < LANES; i++) {
      shift[i] = (byte) (6 - 2 * (i % 4));
    }
    shifts = ByteVector.fromArray(BYTES, shift, 0);
    for (int i = 0; i < 256; i++) {
      four[i] = i >>> 6 | (i >>> 4 & 3) << 8 | (i >>> 2 & 3) << 16 | (i & 3) << 24;
    }
  }

  @Override
  String name() {
    return "unpack four bases of a byte (table)";
  }

  @Override
  long array() {
    for (int i = 0; i < BASES / 4; i++) {
      INTS.set(out, 4 * i, four[tuples[i] & 0xff]);
    }
    return sum(out);
  }

  @Override
  long segment() {
    for (int i = 0; i < BASES / 4; i++) {
      outBytes.set(INT, 4L * i, four[tupleBytes.get(BYTE, i) & 0xff]);
    }
    return sum(outBytes);
  }

  @Override
  long vectors() {
    for (int i = 0; i < BASES / 4; i += LANES / 4) {
      ByteVector.fromMemorySegment(BYTES, tupleBytes, i, ORDER)
          .rearrange(spread)
          .lanewise(VectorOperators.LSHR, shifts)
          .and((byte) 3)
          .intoMemorySegment(outBytes, 4L * i, ORDER);
    }
    return sum(outBytes);
  }
}
