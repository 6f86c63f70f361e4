package io.github.agc4j.internal.text;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads the parts of one of the streams with texts. For one thread at a time. */
final class FrameReader implements AutoCloseable {
  /** A frame has a row, at least, and is not larger than what it was made for. */
  private static final long TEXT_BYTES_MAX = 1L << 40;

  private final ArchiveFile archive;
  private final String name;
  private final FrameKeys keys;
  private final ZstdContexts contexts;
  private final Scratch text;

  FrameReader(ArchiveFile archive, String name, MemoryBudget budget) {
    this.archive = archive;
    this.name = name;
    this.keys = new FrameKeys(archive, name, budget);
    this.contexts = new ZstdContexts(budget);
    this.text = new Scratch(budget);
  }

  /** Where parts begin; any thread may ask. */
  FrameKeys keys() {
    return keys;
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

  /** Reads a part, which the caller closes. */
  Frame read(long part) throws IOException {
    PartCopy copy = archive.part(keys.stream(), part);
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
