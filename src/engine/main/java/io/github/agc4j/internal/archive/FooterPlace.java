package io.github.agc4j.internal.archive;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.footer.OtherLook;
import io.github.agc4j.internal.file.ByteRanges;
import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.ByteReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where a footer lies.
 *
 * @param start its offset in the file
 * @param bytes its bytes: stream table, seal, and what else is in front of the trailer
 */
record FooterPlace(long start, long bytes) {
  /** The place that the trailer at the end of {@code file} tells. */
  static FooterPlace byTrailer(ReadableFile file) throws IOException {
    long size = file.size();
    if (size < Long.BYTES + 1) {
      OtherLook.refuse(file);
      throw new CorruptArchiveException(file.name(), "only " + size + " bytes");
    }
    // Too little to be worth the halt of all threads that closing memory of theirs takes.
    MemorySegment trailer = Arena.ofAuto().allocate(Long.BYTES);
    file.read(size - Long.BYTES, trailer);
    long bytes = new ByteReader(trailer).longLittleEndian();
    if (bytes < 1 || bytes > size - Long.BYTES) {
      OtherLook.refuse(file);
      throw new CorruptArchiveException(
          file.name(), "its last bytes do not lead to a footer (cut off?)");
    }
    return new FooterPlace(size - Long.BYTES - bytes, bytes);
  }

  /**
   * Room for the footer in {@code pool}. Of a file that is far it is fetched, together with the
   * checksums in front of it, which take half of its bytes at most.
   *
   * @throws CorruptArchiveException when there is not so much memory: a damaged trailer, or a
   *     server that lies, may tell any number of bytes
   */
  BlockPool.Loan lend(ReadableFile file, BlockPool pool) throws IOException {
    if (file.aheadBytes() > 0) {
      ByteRanges end = new ByteRanges();
      long first = Math.max(0, start - bytes / 2);
      end.add(first, file.size() - first);
      file.willRead(end);
    }
    try {
      return pool.lend(bytes);
    } catch (OutOfMemoryError e) {
      throw new CorruptArchiveException(
          file.name(), "footer: its " + bytes + " bytes are more than there is memory");
    }
  }
}
