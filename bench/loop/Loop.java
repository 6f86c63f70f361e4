import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A loop in several forms; each returns a sum of what it made, which must be the same. Also what
 * loops have in common.
 */
abstract class Loop {
  static final int BASES = 1 << 16;
  static final long NONE = Long.MIN_VALUE;
  static final int PADDING = 64;
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);
  static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);
  static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ORDER);
  static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
  static final VectorSpecies<Integer> EIGHT = IntVector.SPECIES_256;
  static final int LANES = 32;
  static final long MIX = 0x9E3779B97F4A7C15L;
  static final Random RANDOM = new Random(1);

  /** What it does. */
  abstract String name();

  /** The loop over heap arrays. */
  abstract long array();

  /** The loop over segments. */
  abstract long segment();

  /** The loop with vectors; {@link #NONE} if there is no such form. */
  long vectors() {
    return NONE;
  }

  static byte[] codes() {
    byte[] codes = new byte[BASES + PADDING];
    for (int i = 0; i < BASES; i++) {
      codes[i] = (byte) RANDOM.nextInt(4);
    }
    return codes;
  }

  static MemorySegment copy(byte[] bytes) {
    MemorySegment target = Arena.global().allocate(bytes.length, Long.BYTES);
    return target.copyFrom(MemorySegment.ofArray(bytes));
  }

  static MemorySegment copy(long[] words) {
    MemorySegment target = Arena.global().allocate(words.length * 8L, Long.BYTES);
    return target.copyFrom(MemorySegment.ofArray(words));
  }

  static long sum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < BASES / 4; i += 997) {
      sum += bytes[i] * (long) i;
    }
    return sum;
  }

  static long sum(MemorySegment bytes) {
    long sum = 0;
    for (int i = 0; i < BASES / 4; i += 997) {
      sum += bytes.get(BYTE, i) * (long) i;
    }
    return sum;
  }
}
