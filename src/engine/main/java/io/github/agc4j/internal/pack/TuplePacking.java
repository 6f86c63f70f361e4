package io.github.agc4j.internal.pack;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Several codes in a byte, as digits of a number whose first digit is the most significant (AGC
 * format, section 5.3). Pure functions over slices.
 */
public final class TuplePacking {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort SHORT_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT_LE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long CODE_BITS = 0x0303030303030303L;

  /** By byte its two or three codes, the first one lowest; or {@link #INVALID}. */
  private static final int[] PAIRS = table(2);

  private static final int[] TRIPLES = table(3);
  private static final int INVALID = -1;

  private TuplePacking() {}

  private static int[] table(int perByte) {
    int base = base(perByte);
    int[] table = new int[1 << Byte.SIZE];
    for (int tuple = 0; tuple < table.length; tuple++) {
      int codes = 0;
      int number = tuple;
      for (int i = 0; i < perByte; i++) {
        codes = codes << Byte.SIZE | number % base;
        number /= base;
      }
      table[tuple] = number == 0 ? codes : INVALID;
    }
    return table;
  }

  /** The largest of {@code length} codes; 0 for none. */
  public static int largestCode(MemorySegment codes, long length) {
    long i = 0;
    long bits = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      bits |= codes.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
    }
    for (; i < length; i++) {
      bits |= codes.get(BYTE, i);
    }
    if ((bits & ~CODE_BITS) == 0) {
      return 3;
    }
    int largest = 0;
    for (i = 0; i < length; i++) {
      largest = Math.max(largest, codes.get(BYTE, i) & 0xff);
    }
    return largest;
  }

  /** Codes per byte when {@code largest} is the largest code. */
  private static int perByte(int largest) {
    return largest < 4 ? 4 : largest < 6 ? 3 : largest < 16 ? 2 : 1;
  }

  private static int base(int perByte) {
    return switch (perByte) {
      case 4 -> 4;
      case 3 -> 6;
      case 2 -> 16;
      default -> 256;
    };
  }

  /** Bytes that {@code length} codes up to {@code largest} take. */
  public static long packedBytes(long length, int largest) {
    int perByte = perByte(largest);
    return perByte == 1 ? length + 1 : length / perByte + 2;
  }

  /** Packs {@code length} codes up to {@code largest} into {@code target}. */
  public static void pack(MemorySegment codes, long length, int largest, MemorySegment target) {
    int perByte = perByte(largest);
    if (perByte == 1) {
      MemorySegment.copy(codes, 0, target, 0, length);
      target.set(BYTE, length, (byte) 0x10);
      return;
    }
    long tuples = length / perByte;
    long packed = perByte == 4 ? packQuads(codes, tuples, target) : 0;
    for (; packed < tuples; packed++) {
      target.set(BYTE, packed, (byte) number(codes, packed * perByte, perByte, base(perByte)));
    }
    int rest = (int) (length % perByte);
    target.set(BYTE, tuples, (byte) number(codes, tuples * perByte, rest, base(perByte)));
    target.set(BYTE, tuples + 1, (byte) (perByte << 4 | rest));
  }

  private static long packQuads(MemorySegment codes, long tuples, MemorySegment target) {
    long tuple = 0;
    for (; tuple + 2 <= tuples; tuple += 2) {
      target.set(SHORT_BE, tuple, (short) Long.compress(codes.get(LONG_BE, tuple * 4), CODE_BITS));
    }
    return tuple;
  }

  /** Writes {@code length} symbols A C G T of {@code quads} at two bits, the first highest. */
  public static void copyQuads(MemorySegment quads, long length, MemorySegment target) {
    long full = length / 4;
    MemorySegment.copy(quads, 0, target, 0, full);
    target.asSlice(full).fill((byte) 0);
    int rest = (int) (length % 4);
    target.set(BYTE, full, (byte) (quads.get(BYTE, full) << 2 * (4 - rest)));
  }

  private static int number(MemorySegment codes, long from, int digits, int base) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      number = number * base + codes.get(BYTE, from + i);
    }
    return number;
  }

  /** The number of codes in {@code size} ≥ 1 packed bytes. */
  public static long unpackedLength(MemorySegment packed, long size) {
    verify(size >= 1, 0, "tuples without an end");
    int last = packed.get(BYTE, size - 1) & 0xff;
    int perByte = last >>> 4;
    int rest = last & 0xf;
    verify(perByte >= 1 && perByte <= 4 && rest < perByte, size - 1, "invalid tuple size");
    if (perByte == 1) {
      return size - 1;
    }
    verify(size >= 2, 0, "tuples without an end");
    return (size - 2) * perByte + rest;
  }

  /** Whether all of {@code packed} holds four symbols A C G T per byte. */
  public static boolean isQuads(MemorySegment packed) {
    return (packed.get(BYTE, packed.byteSize() - 1) & 0xff) >>> 4 == 4;
  }

  /**
   * Refuses bytes that stand for no codes, so that any stretch of them can be unpacked without a
   * look at the others.
   */
  public static void check(MemorySegment packed) {
    long length = unpackedLength(packed, packed.byteSize());
    int perByte = (packed.get(BYTE, packed.byteSize() - 1) & 0xff) >>> 4;
    if (perByte == 1) {
      return;
    }
    long tuples = length / perByte;
    int values = power(base(perByte), perByte);
    for (long tuple = 0; tuple < tuples && values < 1 << Byte.SIZE; tuple++) {
      verify((packed.get(BYTE, tuple) & 0xff) < values, tuple, "invalid tuple");
    }
    int restValues = power(base(perByte), (int) (length % perByte));
    verify((packed.get(BYTE, tuples) & 0xff) < restValues, tuples, "invalid tuple");
  }

  private static int power(int base, int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }

  /** Unpacks {@code size} bytes into {@link #unpackedLength} codes. */
  public static void unpack(MemorySegment packed, long size, MemorySegment target) {
    long length = unpackedLength(packed, size);
    int perByte = (packed.get(BYTE, size - 1) & 0xff) >>> 4;
    if (perByte == 1) {
      MemorySegment.copy(packed, 0, target, 0, length);
      return;
    }
    long tuples = length / perByte;
    long unpacked =
        perByte == 4
            ? unpackQuads(packed, tuples, target)
            : unpackTuples(packed, 0, tuples, perByte, target, 0, length) / perByte;
    for (; unpacked < tuples; unpacked++) {
      digits(packed, unpacked, perByte, perByte, target);
    }
    digits(packed, tuples, perByte, (int) (length % perByte), target);
  }

  private static long unpackQuads(MemorySegment packed, long tuples, MemorySegment target) {
    long tuple = 0;
    for (; tuple + 2 <= tuples; tuple += 2) {
      target.set(LONG_BE, tuple * 4, Long.expand(packed.get(SHORT_BE, tuple) & 0xffff, CODE_BITS));
    }
    return tuple;
  }

  /**
   * Unpacks {@code count} of the codes in {@code packed}, which was {@link #check checked} and has
   * them all, from code {@code from} on, to {@code target} from {@code at} on.
   */
  public static void unpack(
      MemorySegment packed, long from, long count, MemorySegment target, long at) {
    int perByte = (packed.get(BYTE, packed.byteSize() - 1) & 0xff) >>> 4;
    if (perByte == 1) {
      MemorySegment.copy(packed, from, target, at, count);
      return;
    }
    long tuples = packed.byteSize() - 2;
    int rest = packed.get(BYTE, packed.byteSize() - 1) & 0xf;
    long done = perByte == 4 ? unpackQuads(packed, from, count, target, at) : 0;
    while (done < count) {
      long tuple = (from + done) / perByte;
      int digits = tuple < tuples ? perByte : rest;
      int first = (int) ((from + done) % perByte);
      if (perByte < 4 && first == 0 && tuple < tuples && count - done >= Integer.BYTES) {
        done += unpackTuples(packed, tuple, tuples, perByte, target, at + done, count - done);
        continue;
      }
      int after = (int) Math.min(digits, first + count - done);
      someDigits(packed, tuple, perByte, digits, first, after, target, at + done);
      done += after - first;
    }
  }

  /** Unpacks codes, as long as a word can be read for each eight of them. */
  private static long unpackQuads(
      MemorySegment packed, long from, long count, MemorySegment target, long at) {
    // The last tuple may have fewer digits, which then are not the highest ones.
    long end = Math.min(count, (packed.byteSize() - 2) * 4 - from);
    long wordMax = packed.byteSize() - Long.BYTES;
    long done = 0;
    for (; done + 8 <= end && from + done >>> 2 <= wordMax; done += 8) {
      long word = packed.get(LONG_BE, from + done >>> 2) << (from + done & 3) * 2;
      target.set(LONG_BE, at + done, Long.expand(word >>> 48, CODE_BITS));
    }
    if (done < end && end - done < 8 && from + done >>> 2 <= wordMax) {
      long word = packed.get(LONG_BE, from + done >>> 2) << (from + done & 3) * 2;
      for (; done < end; done++) {
        target.set(BYTE, at + done, (byte) (word >>> 62));
        word <<= 2;
      }
    }
    return done;
  }

  /**
   * Unpacks tuples of two or three codes from number {@code from} to before {@code to}, as long as
   * four bytes may be written at once of {@code count}; returns the number of codes.
   */
  private static long unpackTuples(
      MemorySegment packed,
      long from,
      long to,
      int perByte,
      MemorySegment target,
      long at,
      long count) {
    int[] table = perByte == 3 ? TRIPLES : PAIRS;
    long done = 0;
    for (long tuple = from; tuple < to && done + Integer.BYTES <= count; tuple++) {
      int codes = table[packed.get(BYTE, tuple) & 0xff];
      verify(codes != INVALID, tuple, "invalid tuple");
      target.set(INT_LE, at + done, codes);
      done += perByte;
    }
    return done;
  }

  private static void someDigits(
      MemorySegment packed,
      long tuple,
      int perByte,
      int digits,
      int first,
      int after,
      MemorySegment target,
      long at) {
    int base = base(perByte);
    int number = packed.get(BYTE, tuple) & 0xff;
    for (int i = digits - 1; i >= first; i--) {
      if (i < after) {
        target.set(BYTE, at + i - first, (byte) (number % base));
      }
      number /= base;
    }
  }

  private static void digits(
      MemorySegment packed, long tuple, int perByte, int digits, MemorySegment target) {
    int base = base(perByte);
    int number = packed.get(BYTE, tuple) & 0xff;
    for (int i = digits - 1; i >= 0; i--) {
      target.set(BYTE, tuple * perByte + i, (byte) (number % base));
      number /= base;
    }
    verify(number == 0, tuple, "invalid tuple");
  }
}
