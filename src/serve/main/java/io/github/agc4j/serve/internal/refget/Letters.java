package io.github.agc4j.serve.internal.refget;

import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.http.Reply;
import java.io.IOException;
import java.io.OutputStream;

/** The letters of a range of a contig in upper case, piece by piece. For one thread. */
final class Letters implements Reply.Body {
  private static final int PIECE = 1 << 12;

  private final OpenedArchive archive;
  private final long sample;
  private final long contig;
  private final long to;
  private final byte[] piece;
  private long from;
  private int filled;

  /**
   * Reads the first piece, so that what is damaged there is known before anything is sent.
   *
   * @param from 0-based
   * @param to after the last symbol, within the contig
   */
  Letters(OpenedArchive archive, long sample, long contig, long from, long to) throws IOException {
    this.archive = archive;
    this.sample = sample;
    this.contig = contig;
    this.from = from;
    this.to = to;
    this.piece = new byte[(int) Math.min(PIECE, to - from)];
    fill();
  }

  private void fill() throws IOException {
    long end = Math.min(to, from + piece.length);
    filled = end > from ? archive.fetchLetters(sample, contig, from, end, piece, 0) : 0;
    for (int i = 0; i < filled; i++) {
      byte letter = piece[i];
      piece[i] = letter >= 'a' && letter <= 'z' ? (byte) (letter - 'a' + 'A') : letter;
    }
    from = end;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    while (filled > 0) {
      out.write(piece, 0, filled);
      fill();
    }
  }
}
