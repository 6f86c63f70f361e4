package io.github.agc4j.internal.read;

import io.github.agc4j.internal.read.open.LetterSink;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.internal.text.StoredTexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What the letters of a contig were, from symbol {@code from} on, as far as they are {@code
 * restored}.
 */
record OriginalText(StoredTexts texts, long sample, long contig, long from, Restored restored)
    implements LetterSink.Original {
  @Override
  public void restoreCase(long before, long length, MemorySegment codes, long offset)
      throws IOException {
    if (restored.hasCase()) {
      texts.changeCase(sample, contig, from + before, from + before + length, codes, offset);
    }
  }

  @Override
  public void restoreSymbols(long before, int length, byte[] letters, int offset)
      throws IOException {
    if (restored.hasSymbols()) {
      texts.restoreSymbols(
          sample,
          contig,
          from + before,
          from + before + length,
          restored,
          MemorySegment.ofArray(letters),
          offset);
    }
  }
}
