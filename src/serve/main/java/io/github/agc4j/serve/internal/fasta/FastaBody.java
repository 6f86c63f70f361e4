package io.github.agc4j.serve.internal.fasta;

import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.http.Reply;
import java.io.IOException;
import java.io.OutputStream;

/** A part of the FASTA file of a sample. For one thread. */
final class FastaBody implements Reply.Body {
  private static final int PIECE_LINES = 256;

  private final OpenedArchive archive;
  private final long sample;
  private final FastaLayout layout;
  private final long to;
  private final byte[] letters = new byte[PIECE_LINES * FastaLayout.WIDTH];
  private final byte[] text = new byte[PIECE_LINES * (FastaLayout.WIDTH + 1)];
  private long at;
  private int filled;
  private int skipped;

  /**
   * Makes the first piece, so that what is damaged there is known before anything is sent.
   *
   * @param from first byte of the file, 0-based
   * @param to after the last byte
   */
  FastaBody(OpenedArchive archive, long sample, FastaLayout layout, long from, long to)
      throws IOException {
    this.archive = archive;
    this.sample = sample;
    this.layout = layout;
    this.at = from;
    this.to = to;
    fill();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    while (filled > skipped) {
      out.write(text, skipped, filled - skipped);
      fill();
    }
  }

  /** The next piece: a part of a header, or lines of one contig. */
  private void fill() throws IOException {
    filled = 0;
    skipped = 0;
    if (at >= to) {
      return;
    }
    long contig = layout.contigAt(at);
    long start = layout.letters(contig);
    if (at < start) {
      fillHeader(contig, start);
    } else {
      fillLines(contig, at - start);
    }
  }

  private void fillHeader(long contig, long end) {
    long start = layout.start(contig);
    long last = Math.min(Math.min(end, to), at + text.length);
    for (; at < last; at++) {
      text[filled++] = headerByte(contig, at - start);
    }
  }

  private byte headerByte(long contig, long index) {
    if (index == 0) {
      return '>';
    }
    return index > layout.nameBytes(contig) ? (byte) '\n' : layout.nameByte(contig, index - 1);
  }

  /**
   * Whole lines, of which a part may not be wanted.
   *
   * @param offset of the first wanted byte after the contig's header
   */
  private void fillLines(long contig, long offset) throws IOException {
    long line = offset / (FastaLayout.WIDTH + 1);
    skipped = (int) (offset % (FastaLayout.WIDTH + 1));
    long from = line * FastaLayout.WIDTH;
    long wanted = (to - at + skipped + FastaLayout.WIDTH) / (FastaLayout.WIDTH + 1);
    long lines = Math.min(PIECE_LINES, wanted);
    long end = Math.min(layout.length(contig), from + lines * FastaLayout.WIDTH);
    int count = archive.fetchLetters(sample, contig, from, end, letters);
    for (int i = 0; i < count; i += FastaLayout.WIDTH) {
      int length = Math.min(FastaLayout.WIDTH, count - i);
      System.arraycopy(letters, i, text, filled, length);
      filled += length;
      text[filled++] = '\n';
    }
    filled = (int) Math.min(filled, skipped + (to - at));
    at += filled - skipped;
  }
}
