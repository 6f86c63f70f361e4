package io.github.agc4j.internal.verify;

import io.github.agc4j.internal.digest.FileHasher;
import io.github.agc4j.internal.text.line.LineReader;
import io.github.agc4j.internal.text.line.LineUnit;
import java.lang.foreign.MemorySegment;

/** Computes the digest of the text that letters and lines make. For one thread. */
final class TextDigest {
  private static final byte[] NOTHING = {};

  private final FileHasher hasher = new FileHasher();
  private final byte[] end = {0, LineUnit.LINE_FEED};
  private LineReader lines;
  private long linesLeft;
  private long lettersLeft;
  private boolean isInLine;

  /** Starts a text with the lines in front of its first record. */
  void start(MemorySegment before) {
    hasher.finish();
    startLines(before);
    add(NOTHING, 0);
  }

  /** Adds a header; {@code newLines} are those of the contig's letters, which follow. */
  void addHeader(byte[] name, MemorySegment newLines) {
    hasher.add(new byte[] {'>'}, 0, 1);
    hasher.add(name, 0, name.length);
    startLines(newLines);
    add(NOTHING, 0);
  }

  private void startLines(MemorySegment newLines) {
    lines = new LineReader(newLines);
    linesLeft = 0;
    isInLine = nextLine();
  }

  private boolean nextLine() {
    while (linesLeft == 0) {
      if (!lines.next()) {
        return false;
      }
      linesLeft = lines.count();
    }
    linesLeft--;
    lettersLeft = lines.letters();
    return true;
  }

  /** Adds the first {@code count} bytes of {@code letters}, the next ones of the contig. */
  void add(byte[] letters, int count) {
    int at = 0;
    while (isInLine) {
      int part = (int) Math.min(lettersLeft, count - at);
      hasher.add(letters, at, at + part);
      at += part;
      lettersLeft -= part;
      if (lettersLeft > 0) {
        return;
      }
      end[0] = LineUnit.firstByte(lines.unit());
      hasher.add(end, 0, LineUnit.bytes(lines.unit()));
      isInLine = nextLine();
    }
  }

  /** The first eight bytes of the SHA-256 of the text, most significant first. */
  long finish() {
    return FileHasher.stored(hasher.finish());
  }
}
