import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** The other strand. */
final class Reverse extends Loop {
  private final byte[] codes = codes();
  private final byte[] out = new byte[BASES + PADDING];
  private final MemorySegment codeBytes = copy(codes);
  private final MemorySegment outBytes = copy(out);
  private final VectorShuffle<Byte> turn =
      VectorShuffle.fromOp(BYTES, lane -> LANES - 1 - lane);

  @Override
  String name() {
    return "reverse complement (eight codes at once)";
  }

  @Override
  long array() {
    for (int i = 0; i < BASES; i += 8) {
      long word = (long) LONGS.get(codes, BASES - 8 - i);
      LONGS.set(out, i, Long.reverseBytes(word) ^ 0x0303_0303_0303_0303L);
    }
    return sum(out);
  }

  @Override
  long segment() {
    for (int i = 0; i < BASES; i += 8) {
      long word = codeBytes.get(LONG, BASES - 8 - i);
      outBytes.set(LONG, i, Long.reverseBytes(word) ^ 0x0303_0303_0303_0303L);
    }
    return sum(outBytes);
  }

  @Override
  long vectors() {
    for (int i = 0; i < BASES; i += LANES) {
      ByteVector.fromMemorySegment(BYTES, codeBytes, BASES - LANES - i, ORDER)
          .rearrange(turn)
          .lanewise(VectorOperators.XOR, (byte) 3)
          .intoMemorySegment(outBytes, i, ORDER);
    }
    return sum(outBytes);
  }
}
