package io.github.agc4j.internal.text;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Finds and reads the parts of one of the streams with texts. For one thread at a time. */
final class FrameReader implements AutoCloseable {
  private static final int SAMPLE = 0;
  private static final int CONTIG = 1;
  private static final int POSITION = 2;

  /** Whether the key is known. */
  private static final int IS_KNOWN = 3;

  private static final int COLUMNS = 4;

  /** A frame has a row, at least, and is not larger than what it was made for. */
  private static final long TEXT_BYTES_MAX = 1L << 40;

  private final ArchiveFile archive;
  private final String name;
  private final int stream;
  private final long parts;
  private final LongTable keys;
  private final ZstdContexts contexts;
  private final Scratch text;

  FrameReader(ArchiveFile archive, String name, MemoryBudget budget) {
    this.archive = archive;
    this.name = name;
    this.stream = archive.directory().stream(name);
    this.parts = stream == StreamDirectory.NONE ? 0 : archive.directory().parts(stream);
    this.keys = new LongTable(COLUMNS, budget);
    this.contexts = new ZstdContexts(budget);
    this.text = new Scratch(budget);
  }

  /** Number of parts. */
  long parts() {
    return parts;
  }

  /** The stream's number; {@link StreamDirectory#NONE} if there is none. */
  int stream() {
    return stream;
  }

  /**
   * A part that was read.
   *
   * @param sample the first sample that it tells of
   * @param rows how many rows it has
   * @param text what was compressed, borrowed until the next part is read
   * @param tail what was not, borrowed until the part is closed
   */
  record Frame(
      PartCopy part,
      long sample,
      long contig,
      long position,
      long rows,
      MemorySegment text,
      MemorySegment tail)
      implements AutoCloseable {
    @Override
    public void close() {
      part.close();
    }
  }

  /**
   * The last part that begins at or in front of a position of a sample's contig; −1 if none does.
   */
  long find(long sample, long contig, long position) throws IOException {
    long low = -1;
    long high = parts - 1;
    while (low < high) {
      long middle = low + high + 1 >>> 1;
      if (compare(middle, sample, contig, position) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private int compare(long part, long sample, long contig, long position) throws IOException {
    learn(part);
    int order = Long.compare(keys.get(part, SAMPLE), sample);
    order = order != 0 ? order : Long.compare(keys.get(part, CONTIG), contig);
    return order != 0 ? order : Long.compare(keys.get(part, POSITION), position);
  }

  /** Whether a part begins in front of a position of a sample's contig. */
  boolean beginsBefore(long part, long sample, long contig, long position) throws IOException {
    return compare(part, sample, contig, position) < 0;
  }

  private void learn(long part) throws IOException {
    if (keys.rows() == 0) {
      keys.resize(parts);
    }
    if (keys.get(part, IS_KNOWN) == 0) {
      try (PartCopy copy = archive.part(stream, part)) {
        ByteReader in = new ByteReader(copy.data());
        keys.set(part, SAMPLE, copy.metadata());
        keys.set(part, CONTIG, in.varint());
        keys.set(part, POSITION, in.varint());
        keys.set(part, IS_KNOWN, 1);
      } catch (MalformedBytesException e) {
        throw archive.corrupt(name, part, e);
      }
    }
  }

  /** Reads a part, which the caller closes. */
  Frame read(long part) throws IOException {
    PartCopy copy = archive.part(stream, part);
    try {
      return parse(copy);
    } catch (MalformedBytesException e) {
      copy.close();
      throw archive.corrupt(name, part, e);
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private Frame parse(PartCopy copy) {
    ByteReader in = new ByteReader(copy.data());
    long contig = in.varint();
    long position = in.varint();
    long rows = in.varint();
    long textBytes = in.varint();
    long frameBytes = in.varint();
    verify(rows <= textBytes && textBytes <= TEXT_BYTES_MAX, in.position(), "too many rows");
    MemorySegment content;
    if (frameBytes == 0) {
      content = in.slice(textBytes);
    } else {
      MemorySegment frame = in.slice(frameBytes);
      archive.expansion().verifyTextFrame(textBytes);
      content = text.atLeast(textBytes).asSlice(0, textBytes);
      contexts.decompress(frame, content, textBytes);
    }
    return new Frame(
        copy, copy.metadata(), contig, position, rows, content, in.slice(in.remaining()));
  }

  /** The error that a part's text is damaged. */
  IOException corrupt(long part, MalformedBytesException cause) {
    return archive.corrupt(name, part, cause);
  }

  @Override
  public void close() {
    keys.close();
    contexts.close();
    text.close();
  }
}
