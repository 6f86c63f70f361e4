package io.github.agc4j;

import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Compresses what is written as BGZF, which {@code samtools} and {@code bgzip} read and index. The
 * other stream stays the caller's. For one thread.
 */
public final class BlockedGzipOutput extends OutputStream {
  private static final int PIECE = 1 << 16;

  private final OutputStream out;
  private final Block text;
  private final Block compressed;
  private final BlockedGzip gzip;
  private final byte[] piece = new byte[1 << 13];
  private int filled;
  private boolean isClosed;

  /**
   * A stream that writes to {@code out}.
   *
   * @param level 1, fast, to 9, small
   */
  public BlockedGzipOutput(OutputStream out, int level) {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    this.out = out;
    this.text = Block.resident(PIECE, budget);
    this.compressed = Block.resident(BlockedGzip.bytesMax(PIECE), budget);
    this.gzip = new BlockedGzip(level, budget);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    for (int at = 0; at < length; ) {
      int count = Math.min(length - at, PIECE - filled);
      MemorySegment.copy(source, offset + at, text.bytes(), ValueLayout.JAVA_BYTE, filled, count);
      filled += count;
      at += count;
      if (filled == PIECE) {
        compress();
      }
    }
  }

  private void compress() throws IOException {
    long bytes = gzip.compress(text.bytes(), filled, compressed.bytes());
    filled = 0;
    for (long at = 0; at < bytes; at += piece.length) {
      int count = (int) Math.min(piece.length, bytes - at);
      MemorySegment.copy(compressed.bytes(), ValueLayout.JAVA_BYTE, at, piece, 0, count);
      out.write(piece, 0, count);
    }
  }

  /** Writes what is left and the end of the file. */
  public void finish() throws IOException {
    if (filled > 0) {
      compress();
    }
    byte[] end = new byte[BlockedGzip.endOfFile().remaining()];
    BlockedGzip.endOfFile().get(end);
    out.write(end);
  }

  /** Gives memory back; what was not finished is lost. */
  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      gzip.close();
      text.close();
      compressed.close();
    }
  }
}
