import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** How far two texts agree, again and again; they differ every 250 bases. */
final class Prefixes extends Loop {
  final byte[] one = codes();
  final byte[] other = one.clone();
  final MemorySegment oneBytes;
  final MemorySegment otherBytes;

  Prefixes() {
    for (int i = 0; i < BASES; i++) {
      other[i] ^= (byte) (RANDOM.nextInt(250) == 0 ? 1 : 0);
    }
    other[BASES - 1] ^= 1;
    oneBytes = copy(one);
    otherBytes = copy(other);
  }

  @Override
  String name() {
    return "common prefixes (words; array: mismatch)";
  }

  @Override
  long array() {
    long total = 0;
    for (int i = 0; i < BASES; i++) {
      int length = Arrays.mismatch(one, i, BASES, other, i, BASES);
      length = length < 0 ? BASES - i : length;
      total += length;
      i += length;
    }
    return total;
  }

  @Override
  long segment() {
    long total = 0;
    for (int i = 0; i < BASES; i++) {
      int length = 0;
      while (i + length < BASES) {
        long differing = oneBytes.get(LONG, i + length) ^ otherBytes.get(LONG, i + length);
        if (differing != 0) {
          length += Long.numberOfTrailingZeros(differing) >>> 3;
          break;
        }
        length += Long.BYTES;
      }
      total += length;
      i += length;
    }
    return total;
  }

  @Override
  long vectors() {
    long total = 0;
    for (int i = 0; i < BASES; i++) {
      int length = 0;
      while (i + length < BASES) {
        VectorMask<Byte> differing =
            ByteVector.fromMemorySegment(BYTES, oneBytes, i + length, ORDER)
                .compare(
                    VectorOperators.NE,
                    ByteVector.fromMemorySegment(BYTES, otherBytes, i + length, ORDER));
        if (differing.anyTrue()) {
          length += differing.firstTrue();
          break;
        }
        length += LANES;
      }
      total += length;
      i += length;
    }
    return total;
  }
}
