import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The engine's kinds of hot loops over 65 536 bases, each written for heap arrays, for segments
 * (unaligned layouts, global arena) and, where that makes sense, with the Vector API. All forms
 * must give the same result. Prints ns per base: the best of seven quarters of a second after 1.5 s.
 */
final class LoopForms {
  private static final int BASES = 1 << 16;
  private static final int PADDING = 64;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ORDER);
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
  private static final VectorSpecies<Integer> EIGHT = IntVector.SPECIES_256;
  private static final int LANES = 32;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final Random RANDOM = new Random(1);

  /** A loop in several forms; each returns a sum of what it made. */
  abstract static class Loop {
    abstract String name();

    abstract long array();

    abstract long segment();

    boolean hasVectors() {
      return false;
    }

    long vectors() {
      return 0;
    }
  }

  private LoopForms() {}

  private static byte[] codes() {
    byte[] codes = new byte[BASES + PADDING];
    for (int i = 0; i < BASES; i++) {
      codes[i] = (byte) RANDOM.nextInt(4);
    }
    return codes;
  }

  private static MemorySegment copy(byte[] bytes) {
    MemorySegment target = Arena.global().allocate(bytes.length, Long.BYTES);
    return target.copyFrom(MemorySegment.ofArray(bytes));
  }

  private static MemorySegment copy(long[] words) {
    MemorySegment target = Arena.global().allocate(words.length * 8L, Long.BYTES);
    return target.copyFrom(MemorySegment.ofArray(words));
  }

  private static long sum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < BASES / 4; i += 997) {
      sum += bytes[i] * (long) i;
    }
    return sum;
  }

  private static long sum(MemorySegment bytes) {
    long sum = 0;
    for (int i = 0; i < BASES / 4; i += 997) {
      sum += bytes.get(BYTE, i) * (long) i;
    }
    return sum;
  }

  /** Codes from tuples of four. */
  static final class Unpack extends Loop {
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
    boolean hasVectors() {
      return true;
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

  /** Tuples of four from codes. */
  static final class Pack extends Loop {
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
    boolean hasVectors() {
      return true;
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

  /** The other strand. */
  static final class Reverse extends Loop {
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
    boolean hasVectors() {
      return true;
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

  /** Codes from the letters of a file. */
  static final class Letters extends Loop {
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
    boolean hasVectors() {
      return true;
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

  /** How many codes of a text are bases. */
  static final class Count extends Loop {
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
    boolean hasVectors() {
      return true;
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

  /** How far two texts agree, again and again; they differ every 250 bases. */
  static class Prefixes extends Loop {
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
    boolean hasVectors() {
      return true;
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

  /** Matches of about 250 bases copied from a reference, as a delta is decoded. */
  static final class Copies extends Loop {
    private static final int COPIES = BASES / 250;
    private final byte[] reference = codes();
    private final byte[] out = new byte[BASES + PADDING];
    private final int[] from = new int[COPIES];
    private final int[] length = new int[COPIES];
    private final MemorySegment referenceBytes = copy(reference);
    private final MemorySegment outBytes = copy(out);

    Copies() {
      for (int i = 0; i < COPIES; i++) {
        length[i] = 1 + RANDOM.nextInt(498);
        from[i] = RANDOM.nextInt(BASES - 500);
      }
    }

    @Override
    String name() {
      return "copy matches of a reference (bulk copy)";
    }

    @Override
    long array() {
      int at = 0;
      for (int i = 0; i < COPIES && at + length[i] < BASES; i++) {
        System.arraycopy(reference, from[i], out, at, length[i]);
        at += length[i];
      }
      return sum(out);
    }

    @Override
    long segment() {
      int at = 0;
      for (int i = 0; i < COPIES && at + length[i] < BASES; i++) {
        MemorySegment.copy(referenceBytes, from[i], outBytes, at, length[i]);
        at += length[i];
      }
      return sum(outBytes);
    }

    @Override
    boolean hasVectors() {
      return true;
    }

    @Override
    long vectors() {
      int at = 0;
      for (int i = 0; i < COPIES && at + length[i] < BASES; i++) {
        for (int done = 0; done < length[i]; done += LANES) {
          ByteVector.fromMemorySegment(BYTES, referenceBytes, from[i] + done, ORDER)
              .intoMemorySegment(outBytes, at + done, ORDER);
        }
        at += length[i];
      }
      return sum(outBytes);
    }
  }

  /** K-mers of packed words, their hashes looked up among the splitters. */
  static final class Scan extends Loop {
    private final byte[] codes = codes();
    private final long[] bits = new long[1 << 14];
    private final MemorySegment codeBytes = copy(codes);
    private final MemorySegment bitWords;

    Scan() {
      for (int i = 0; i < bits.length; i++) {
        bits[i] = RANDOM.nextLong();
      }
      bitWords = copy(bits);
    }

    @Override
    String name() {
      return "roll k-mers, probe a bitmap";
    }

    @Override
    long array() {
      long kmer = 0;
      long hits = 0;
      for (int i = 0; i < BASES; i++) {
        kmer = kmer << 2 & 0xffff_ffffL | codes[i];
        long hash = kmer * MIX;
        hits += bits[(int) (hash >>> 50)] >>> hash & 1;
      }
      return hits;
    }

    @Override
    long segment() {
      long kmer = 0;
      long hits = 0;
      for (int i = 0; i < BASES; i++) {
        kmer = kmer << 2 & 0xffff_ffffL | codeBytes.get(BYTE, i);
        long hash = kmer * MIX;
        hits += bitWords.get(LONG, hash >>> 50 << 3) >>> hash & 1;
      }
      return hits;
    }
  }

  /** Words of eight codes looked up in an index of two bytes per slot, as an encoder does. */
  static final class Index extends Loop {
    private static final int SLOTS = 1 << 15;
    private final byte[] codes = codes();
    private final short[] slots = new short[SLOTS];
    private final MemorySegment codeBytes = copy(codes);
    private final MemorySegment slotBytes = Arena.global().allocate(SLOTS * 2L, Long.BYTES);

    Index() {
      for (int i = 0; i < SLOTS; i++) {
        slots[i] = (short) (i % 3 == 0 ? RANDOM.nextInt() : -1);
        slotBytes.set(SHORT, i * 2L, slots[i]);
      }
    }

    private static int slot(long word) {
      return (int) (word * MIX >>> 49);
    }

    @Override
    String name() {
      return "probe an index of references (two bytes a slot)";
    }

    @Override
    long array() {
      long found = 0;
      for (int i = 0; i < BASES; i++) {
        int slot = slot((long) LONGS.get(codes, i));
        while (slots[slot] != -1) {
          found += slots[slot] & 1;
          slot = slot + 1 & SLOTS - 1;
        }
      }
      return found;
    }

    @Override
    long segment() {
      long found = 0;
      for (int i = 0; i < BASES; i++) {
        int slot = slot(codeBytes.get(LONG, i));
        short value;
        while ((value = slotBytes.get(SHORT, slot * 2L)) != -1) {
          found += value & 1;
          slot = slot + 1 & SLOTS - 1;
        }
      }
      return found;
    }
  }

  /** K-mers put into a set of words, as singletons are counted. */
  static final class Insert extends Loop {
    private static final int SLOTS = 1 << 17;
    private final byte[] codes = codes();
    private final long[] slots = new long[SLOTS];
    private final MemorySegment codeBytes = copy(codes);
    private final MemorySegment slotWords = copy(slots);

    @Override
    String name() {
      return "insert k-mers into a table of words";
    }

    @Override
    long array() {
      Arrays.fill(slots, 0);
      long kmer = 0;
      long used = 0;
      for (int i = 0; i < BASES; i++) {
        kmer = kmer << 2 & 0x3_ffff_ffffL | codes[i];
        int slot = (int) (kmer * MIX >>> 47);
        while (slots[slot] != 0 && slots[slot] != kmer + 1) {
          slot = slot + 1 & SLOTS - 1;
        }
        used += slots[slot] == 0 ? 1 : 0;
        slots[slot] = kmer + 1;
      }
      return used;
    }

    @Override
    long segment() {
      slotWords.fill((byte) 0);
      long kmer = 0;
      long used = 0;
      for (int i = 0; i < BASES; i++) {
        kmer = kmer << 2 & 0x3_ffff_ffffL | codeBytes.get(BYTE, i);
        long slot = kmer * MIX >>> 47;
        long found;
        while ((found = slotWords.get(LONG, slot << 3)) != 0 && found != kmer + 1) {
          slot = slot + 1 & SLOTS - 1;
        }
        used += found == 0 ? 1 : 0;
        slotWords.set(LONG, slot << 3, kmer + 1);
      }
      return used;
    }
  }

  /** Minima of windows of 16 hashes, by doubling. */
  static final class Minima extends Loop {
    private final int[] hashes = new int[BASES + PADDING];
    private final int[] out = new int[BASES + PADDING];
    private final MemorySegment hashBytes;
    private final MemorySegment outBytes = Arena.global().allocate(out.length * 4L, Long.BYTES);

    Minima() {
      for (int i = 0; i < BASES; i++) {
        hashes[i] = RANDOM.nextInt() >>> 1;
      }
      hashBytes = Arena.global().allocate(hashes.length * 4L, Long.BYTES);
      hashBytes.copyFrom(MemorySegment.ofArray(hashes));
    }

    @Override
    String name() {
      return "minima of windows of 16 hashes (doubling)";
    }

    @Override
    long array() {
      System.arraycopy(hashes, 0, out, 0, BASES);
      for (int width = 1; width < 16; width *= 2) {
        for (int i = 0; i < BASES - 16; i++) {
          out[i] = Math.min(out[i], out[i + width]);
        }
      }
      return out[BASES / 2] + (long) out[BASES / 3];
    }

    @Override
    long segment() {
      MemorySegment.copy(hashBytes, 0, outBytes, 0, BASES * 4L);
      for (int width = 1; width < 16; width *= 2) {
        for (int i = 0; i < BASES - 16; i++) {
          int least = Math.min(outBytes.get(INT, i * 4L), outBytes.get(INT, (i + width) * 4L));
          outBytes.set(INT, i * 4L, least);
        }
      }
      return outBytes.get(INT, BASES * 2L) + (long) outBytes.get(INT, BASES / 3 * 4L);
    }

    @Override
    boolean hasVectors() {
      return true;
    }

    @Override
    long vectors() {
      MemorySegment.copy(hashBytes, 0, outBytes, 0, BASES * 4L);
      for (int width = 1; width < 16; width *= 2) {
        for (int i = 0; i < BASES - 16; i += 8) {
          IntVector.fromMemorySegment(EIGHT, outBytes, i * 4L, ORDER)
              .min(IntVector.fromMemorySegment(EIGHT, outBytes, (i + width) * 4L, ORDER))
              .intoMemorySegment(outBytes, i * 4L, ORDER);
        }
      }
      return outBytes.get(INT, BASES * 2L) + (long) outBytes.get(INT, BASES / 3 * 4L);
    }
  }

  /** Whether a packed text repeats with some period: equal words at a distance. */
  static final class Periods extends Loop {
    private static final int WORDS = BASES / 32;
    private final long[] words = new long[WORDS + PADDING];
    private final MemorySegment wordBytes;

    Periods() {
      for (int i = 0; i < words.length; i++) {
        words[i] = RANDOM.nextLong();
      }
      wordBytes = copy(words);
    }

    @Override
    String name() {
      return "compare packed words with those 4 to 31 bases behind";
    }

    @Override
    long array() {
      long equal = 0;
      for (int shift = 8; shift < 64; shift += 2) {
        for (int i = 0; i < WORDS; i++) {
          long moved = words[i] >>> shift | words[i + 1] << -shift;
          equal += Long.bitCount(~(words[i] ^ moved));
        }
      }
      return equal;
    }

    @Override
    long segment() {
      long equal = 0;
      for (int shift = 8; shift < 64; shift += 2) {
        for (int i = 0; i < WORDS; i++) {
          long word = wordBytes.get(LONG, i * 8L);
          long moved = word >>> shift | wordBytes.get(LONG, i * 8L + 8) << -shift;
          equal += Long.bitCount(~(word ^ moved));
        }
      }
      return equal;
    }

    @Override
    boolean hasVectors() {
      return true;
    }

    @Override
    long vectors() {
      VectorSpecies<Long> four = LongVector.SPECIES_256;
      long equal = 0;
      for (int shift = 8; shift < 64; shift += 2) {
        LongVector sum = LongVector.zero(four);
        for (int i = 0; i < WORDS; i += 4) {
          LongVector word = LongVector.fromMemorySegment(four, wordBytes, i * 8L, ORDER);
          LongVector next = LongVector.fromMemorySegment(four, wordBytes, i * 8L + 8, ORDER);
          LongVector moved =
              word.lanewise(VectorOperators.LSHR, shift)
                  .or(next.lanewise(VectorOperators.LSHL, 64 - shift));
          sum =
              sum.add(
                  word.lanewise(VectorOperators.XOR, moved)
                      .not()
                      .lanewise(VectorOperators.BIT_COUNT));
        }
        equal += sum.reduceLanes(VectorOperators.ADD);
      }
      return equal;
    }
  }

  /** Numbers of one to three bytes, as metadata are written. */
  static final class Numbers extends Loop {
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

  private interface Form {
    long run();
  }

  private static double nanos(Form form) {
    long sum = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < 1_500_000_000L; ) {
      sum += form.run();
    }
    double best = Double.MAX_VALUE;
    for (int quarter = 0; quarter < 7; quarter++) {
      long start = System.nanoTime();
      long runs = 0;
      while (System.nanoTime() - start < 250_000_000L) {
        sum += form.run();
        runs++;
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) runs / BASES);
    }
    return sum == Long.MIN_VALUE ? 0 : best;
  }

  private static void measure(Loop loop) {
    long expected = loop.array();
    if (loop.segment() != expected || loop.hasVectors() && loop.vectors() != expected) {
      throw new IllegalStateException(loop.name() + ": the forms differ");
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.3f | %.3f | %s |%n",
        loop.name(),
        nanos(loop::array),
        nanos(loop::segment),
        loop.hasVectors() ? String.format(Locale.ROOT, "%.3f", nanos(loop::vectors)) : "-");
  }

  public static void main(String[] arguments) {
    System.out.println("| loop, ns per base | array | segment | vectors |");
    System.out.println("|---|---|---|---|");
    List.of(
            new Unpack(),
            new Pack(),
            new Reverse(),
            new Letters(),
            new Count(),
            new Prefixes(),
            new Copies(),
            new Scan(),
            new Index(),
            new Insert(),
            new Minima(),
            new Periods(),
            new Numbers())
        .forEach(LoopForms::measure);
  }
}
