import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Whether a packed text repeats with some period: equal words at a distance. */
final class Periods extends Loop {
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
    return "compare packed words with those 4 to 31 bases after";
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
