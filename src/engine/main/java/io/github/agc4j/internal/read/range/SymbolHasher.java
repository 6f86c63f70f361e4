package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.dna.Nucleotides;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Computes the digests of contigs that are given as codes. For one thread. */
final class SymbolHasher {
  private final ContigHasher hasher;
  private final byte[] letters = new byte[1 << 13];

  /** A hasher of MD5s and, if {@code isWhole}, GA4GH digests. */
  SymbolHasher(boolean isWhole) {
    hasher = new ContigHasher(isWhole);
  }

  /** Adds {@code length} codes from {@code from} on. */
  void add(MemorySegment codes, long from, long length) {
    for (long done = 0; done < length; done += letters.length) {
      int count = (int) Math.min(letters.length, length - done);
      MemorySegment.copy(codes, ValueLayout.JAVA_BYTE, from + done, letters, 0, count);
      for (int i = 0; i < count; i++) {
        letters[i] = Nucleotides.letterOf(letters[i]);
      }
      hasher.add(letters, 0, count);
    }
  }

  /** The digest of what was added since the last call. */
  ContigDigest finish() {
    return hasher.finish();
  }
}
