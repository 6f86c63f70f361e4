import java.lang.foreign.MemorySegment;

/** K-mers of packed words, their hashes looked up among the splitters. */
final class Scan extends Loop {
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
