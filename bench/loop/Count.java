import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/** How many codes of a text are bases. */
final class Count extends Loop {
  private final byte[] codes = codes();
  private final MemorySegment codeBytes = copy(codes);

  @Override
  String name() {
    return "count bases in a text";
  }

  @Override
  long array() {
    long count = 0;
    for (int i = 0; i < BASES; i++) {
      count += codes[i] >= 0 && codes[i] < 4 ? 1 : 0;
    }
    return count;
  }

  @Override
  long segment() {
    long count = 0;
    for (int i = 0; i < BASES; i++) {
      byte code = codeBytes.get(BYTE, i);
      count += code >= 0 && code < 4 ? 1 : 0;
    }
    return count;
  }

  @Override
  long vectors() {
    long count = 0;
    for (int i = 0; i < BASES; i += LANES) {
      count +=
          ByteVector.fromMemorySegment(BYTES, codeBytes, i, ORDER)
              .compare(VectorOperators.ULT, (byte) 4)
              .trueCount();
    }
    return count;
  }
}
