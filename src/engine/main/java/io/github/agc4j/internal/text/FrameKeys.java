package io.github.agc4j.internal.text;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Where the parts of one of the streams with texts begin: each is looked at once, when it is asked
 * for. Searched without a lock, and with nothing between the loop and the memory: each range of an
 * archive asks several times. For any thread.
 */
final class FrameKeys implements AutoCloseable {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

  /** Set last, and looked at first. */
  private static final VarHandle IS_KNOWN = WORD.varHandle();

  private static final int SAMPLE = Long.BYTES;
  private static final int CONTIG = 2 * Long.BYTES;
  private static final int POSITION = 3 * Long.BYTES;
  private static final int ROW_BYTES = 4 * Long.BYTES;

  private final ArchiveFile archive;
  private final String name;
  private final int stream;
  private final long parts;
  private final MemoryBudget budget;
  private Block block;
  private volatile MemorySegment rows = MemorySegment.NULL;

  /** Those of stream {@code name} of {@code archive}, which is borrowed. */
  FrameKeys(ArchiveFile archive, String name, MemoryBudget budget) {
    this.archive = archive;
    this.name = name;
    this.stream = archive.directory().stream(name);
    this.parts = stream == StreamDirectory.NONE ? 0 : archive.directory().parts(stream);
    this.budget = budget;
  }

  /** The stream's number; {@link StreamDirectory#NONE} if there is none. */
  int stream() {
    return stream;
  }

  /** Number of parts. */
  long parts() {
    return parts;
  }

  /**
   * The last part that begins at or in front of a position of a sample's contig; −1 if none does.
   */
  long find(long sample, long contig, long position) throws IOException {
    MemorySegment all = rows();
    long low = -1;
    long high = parts - 1;
    while (low < high) {
      long middle = low + high + 1 >>> 1;
      if (compare(all, middle, sample, contig, position) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Whether a part begins in front of a position of a sample's contig. */
  boolean beginsBefore(long part, long sample, long contig, long position) throws IOException {
    return compare(rows(), part, sample, contig, position) < 0;
  }

  private int compare(MemorySegment all, long part, long sample, long contig, long position)
      throws IOException {
    long at = part * ROW_BYTES;
    if ((long) IS_KNOWN.getAcquire(all, at) == 0) {
      learn(part, all);
    }
    long other = all.get(WORD, at + SAMPLE);
    if (other == sample) {
      other = all.get(WORD, at + CONTIG);
      if (other == contig) {
        return Long.compare(all.get(WORD, at + POSITION), position);
      }
      return Long.compare(other, contig);
    }
    return Long.compare(other, sample);
  }

  private MemorySegment rows() {
    MemorySegment all = rows;
    return all.byteSize() == 0 ? makeRows() : all;
  }

  private synchronized MemorySegment makeRows() {
    if (block == null) {
      block = Block.resident(parts * ROW_BYTES, budget);
      rows = block.bytes();
    }
    return rows;
  }

  private synchronized void learn(long part, MemorySegment all) throws IOException {
    try (PartCopy copy = archive.part(stream, part)) {
      ByteReader in = new ByteReader(copy.data());
      long at = part * ROW_BYTES;
      all.set(WORD, at + SAMPLE, copy.metadata());
      all.set(WORD, at + CONTIG, in.varint());
      all.set(WORD, at + POSITION, in.varint());
      IS_KNOWN.setRelease(all, at, 1L);
    } catch (MalformedBytesException e) {
      throw archive.corrupt(name, part, e);
    }
  }

  @Override
  public synchronized void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
