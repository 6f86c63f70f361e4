package io.github.agc4j.serve.internal.fasta;

import io.github.agc4j.VirtualFasta;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.http.Reply;
import java.io.IOException;
import java.io.OutputStream;

/** A part of the FASTA file of a sample. For one thread. */
final class FastaBody implements Reply.Body {
  private final VirtualFasta.Bytes bytes;
  private final byte[] text = new byte[VirtualFasta.PIECE_BYTES];
  private final long to;
  private long at;
  private int filled;

  /**
   * Makes the first piece, so that what is damaged there is known before anything is sent.
   *
   * @param from first byte of the file, 0-based
   * @param to after the last byte
   */
  FastaBody(OpenedArchive archive, long sample, VirtualFasta file, long from, long to)
      throws IOException {
    this.bytes =
        file.read(
            (contig, first, last, target, offset) ->
                archive.fetchLetters(sample, contig, first, last, target, offset));
    this.at = from;
    this.to = to;
    fill();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    while (filled > 0) {
      out.write(text, 0, filled);
      fill();
    }
  }

  /** The next piece: a part of a header, or lines of one contig. */
  private void fill() throws IOException {
    filled = bytes.get(at, text, 0, (int) Math.min(text.length, to - at));
    at += filled;
  }
}
