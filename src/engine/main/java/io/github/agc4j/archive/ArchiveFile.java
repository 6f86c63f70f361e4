package io.github.agc4j.archive;

import io.github.agc4j.memory.ByteReader;
import io.github.agc4j.memory.Lease;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MappedFile;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * An archive opened for reading: its directory in memory, its parts mapped when they are asked for.
 *
 * <p>Owns the mapped file; {@link #close} waits for open {@link PartLease}s. Any thread may read.
 */
public final class ArchiveFile implements PartSource, AutoCloseable {
  private final MappedFile file;
  private final StreamDirectory directory;
  private final long footerStart;
  private final long size;

  private ArchiveFile(MappedFile file, MemoryBudget budget) throws IOException {
    this.file = file;
    long size = file.size();
    if (size < Long.BYTES + 1) {
      throw new CorruptArchiveException(file.path(), "only " + size + " bytes");
    }
    long footerBytes;
    try (Lease trailer = file.lease(size - Long.BYTES, Long.BYTES)) {
      footerBytes = new ByteReader(trailer.bytes()).longLittleEndian();
    }
    if (footerBytes < 1 || footerBytes > size - Long.BYTES) {
      throw new CorruptArchiveException(
          file.path(),
          "the trailer says that the footer has "
              + Long.toUnsignedString(footerBytes)
              + " bytes, the file has "
              + size
              + " (cut off?)");
    }
    this.footerStart = size - Long.BYTES - footerBytes;
    try (Lease footer = file.lease(footerStart, footerBytes)) {
      this.directory = new StreamDirectory(footer.bytes(), footerStart, budget);
    } catch (MalformedBytesException e) {
      throw new CorruptArchiveException(file.path(), "footer: " + e.getMessage());
    }
    this.size = size;
    // What an unfinished append has behind the archive may vanish meanwhile.
    file.limit(Math.min(size, footerTableEnd() + Long.BYTES));
  }

  /**
   * Opens the archive at {@code path} and reads its footer.
   *
   * @param mapped what mapped windows are reserved from, and bounds them
   * @param budget what the directory is reserved from
   */
  public static ArchiveFile open(Path path, MemoryBudget mapped, MemoryBudget budget)
      throws IOException {
    MappedFile file = MappedFile.open(path, mapped);
    try {
      return new ArchiveFile(file, budget);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The file's path. */
  public Path path() {
    return file.path();
  }

  /** Offset of the footer. */
  long footerStart() {
    return footerStart;
  }

  /** The file's size in bytes. */
  public long size() {
    return size;
  }

  /** How much memory the archive's numbers may ask for. */
  public Expansion expansion() {
    return new Expansion(size);
  }

  /**
   * The offset in the file right behind the stream table. Usually the trailer's: what lies between
   * them is ignored.
   */
  public long footerTableEnd() {
    return footerStart + directory.tableBytes();
  }

  @Override
  public StreamDirectory directory() {
    return directory;
  }

  @Override
  public PartLease part(int stream, long part) throws IOException {
    checkPart(stream, part);
    long offset = directory.offset(stream, part);
    long size = directory.size(stream, part);
    Lease lease =
        file.lease(offset, Math.min(footerStart - offset, ContainerInteger.BYTES_MAX + size));
    try {
      ByteReader reader = new ByteReader(lease.bytes());
      // An empty part cannot carry metadata: readers take it as 0.
      long metadata = size == 0 ? 0 : ContainerInteger.read(reader);
      return new PartLease(metadata, reader.slice(size), lease);
    } catch (MalformedBytesException e) {
      lease.close();
      throw corrupt("number " + stream, part, e);
    }
  }

  /**
   * Copies part {@code part} (0-based) of {@code stream} into {@code scratch}, without mapping it.
   *
   * @throws CorruptArchiveException when there is no such part
   * @throws IllegalStateException when the archive is closed
   */
  public PartBytes read(int stream, long part, Scratch scratch) throws IOException {
    checkPart(stream, part);
    long offset = directory.offset(stream, part);
    long size = directory.size(stream, part);
    long bytes = Math.min(footerStart - offset, ContainerInteger.BYTES_MAX + size);
    try {
      MalformedBytesException.verify(bytes <= Integer.MAX_VALUE, 0, "part too large");
      MemorySegment copy = scratch.atLeast(bytes).asSlice(0, bytes);
      file.read(offset, copy);
      ByteReader reader = new ByteReader(copy);
      // An empty part cannot carry metadata: readers take it as 0.
      long metadata = size == 0 ? 0 : ContainerInteger.read(reader);
      return new PartBytes(metadata, reader.slice(size));
    } catch (MalformedBytesException e) {
      throw corrupt("number " + stream, part, e);
    }
  }

  /** Refuses a part that is not there. */
  void checkPart(int stream, long part) throws CorruptArchiveException {
    if (part < 0 || part >= directory.parts(stream)) {
      throw new CorruptArchiveException(
          file.path(), "part " + part + " of stream " + stream + " is missing");
    }
  }

  @Override
  public CorruptArchiveException corrupt(String stream, long part, Throwable cause) {
    return new CorruptArchiveException(file.path(), stream, part, cause);
  }

  @Override
  public void close() throws IOException {
    file.close();
    directory.close();
  }
}
