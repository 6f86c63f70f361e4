package io.github.agc4j.internal.read.text;

import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.query.FastaOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** Texts of ranges, which come in another order than they are written in. For one thread. */
public final class OrderedTexts implements FastaOutput, AutoCloseable {
  private final MemoryBudget budget;
  private final GrowableBytes bytes;
  private final long[] starts;
  private final long[] ends;
  private Iterator<Integer> next;

  /** Room for {@code count} texts. */
  public OrderedTexts(int count, MemoryBudget budget) {
    this.budget = budget;
    this.bytes = new GrowableBytes(budget);
    this.starts = new long[count];
    this.ends = new long[count];
  }

  /** The texts that follow are those of the ranges with these numbers, each a call. */
  public void follow(List<Integer> numbers) {
    next = numbers.iterator();
  }

  @Override
  public void startSample(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(ByteBuffer text) {
    int number = next.next();
    starts[number] = bytes.size();
    bytes.put(MemorySegment.ofBuffer(text), 0, text.remaining());
    ends[number] = bytes.size();
  }

  @Override
  public void endSample() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes all by their numbers.
   *
   * @param gzipLevel 1 … 9 for BGZF, 0 for plain text
   */
  public void writeAll(FastaOutput output, int gzipLevel) throws IOException {
    if (bytes.size() == 0) {
      return;
    }
    try (Block ordered = Block.shared(bytes.size(), budget)) {
      long size = 0;
      for (int i = 0; i < starts.length; i++) {
        long length = ends[i] - starts[i];
        MemorySegment.copy(bytes.written(), starts[i], ordered.bytes(), size, length);
        size += length;
      }
      MemorySegment text = ordered.bytes().asSlice(0, size);
      if (gzipLevel == 0) {
        output.write(text.asByteBuffer());
      } else {
        writeCompressed(text, output, gzipLevel);
      }
    }
  }

  private void writeCompressed(MemorySegment text, FastaOutput output, int level)
      throws IOException {
    try (BlockedGzip gzip = new BlockedGzip(level, budget);
        Block target = Block.shared(BlockedGzip.bytesMax(text.byteSize()), budget)) {
      long size = gzip.compress(text, text.byteSize(), target.bytes());
      output.write(target.bytes().asSlice(0, size).asByteBuffer());
    }
  }

  @Override
  public void close() {
    bytes.close();
  }
}
