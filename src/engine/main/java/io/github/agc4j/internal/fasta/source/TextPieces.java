package io.github.agc4j.internal.fasta.source;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Heap arrays for pieces of text, used again by one file after the other: a new one for each would
 * be promoted, and the heap would grow with the number of files.
 */
public final class TextPieces {
  private static final int IDLE_MAX = 8;
  private static final ArrayBlockingQueue<byte[]> IDLE = new ArrayBlockingQueue<>(IDLE_MAX);

  private TextPieces() {}

  /** An array of {@link TextSource#PIECE_BYTES} bytes with any content. */
  public static byte[] take() {
    byte[] idle = IDLE.poll();
    return idle == null ? new byte[TextSource.PIECE_BYTES] : idle;
  }

  /** Takes an array back, which its user does not look at any more. */
  public static void release(byte[] piece) {
    IDLE.offer(piece);
  }
}
