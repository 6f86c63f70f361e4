import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** K-mers put into a set of words, as singletons are counted. */
final class Insert extends Loop {
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
