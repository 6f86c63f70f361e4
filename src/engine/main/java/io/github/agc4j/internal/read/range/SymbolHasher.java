package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.dna.CodeLetters;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.internal.text.StoredTexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Computes the digests of contigs that are given as codes, with what no code stands for. For one
 * thread.
 */
public final class SymbolHasher {
  private final StoredTexts texts;
  private final ContigHasher hasher;
  private final byte[] letters = new byte[1 << 13];
  private long sample;
  private long contig;
  private long position;

  /**
   * A hasher of MD5s and, if {@code isWhole}, GA4GH digests.
   *
   * @param texts what knows the symbols that no code stands for; borrowed
   */
  public SymbolHasher(StoredTexts texts, boolean isWhole) {
    this.texts = texts;
    this.hasher = new ContigHasher(isWhole);
  }

  /** Starts a contig. */
  public void start(long ofSample, long newContig) {
    sample = ofSample;
    contig = newContig;
    position = 0;
  }

  /** Adds {@code length} codes from {@code from} on, the next ones of the contig. */
  public void add(MemorySegment codes, long from, long length) throws IOException {
    for (long done = 0; done < length; done += letters.length) {
      int count = (int) Math.min(letters.length, length - done);
      MemorySegment.copy(codes, ValueLayout.JAVA_BYTE, from + done, letters, 0, count);
      CodeLetters.write(letters, 0, count);
      if (texts.symbols().isEmpty()) {
        hasher.add(letters, 0, count);
      } else {
        texts.restore(
            sample,
            contig,
            position,
            position + count,
            Restored.SYMBOLS,
            MemorySegment.ofArray(letters),
            0);
        hasher.addSymbols(letters, 0, count);
      }
      position += count;
    }
  }

  /** The digest of what was added since the last call. */
  public ContigDigest finish() {
    return hasher.finish();
  }
}
