package io.github.agc4j.internal.archive;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.footer.OtherLook;
import io.github.agc4j.internal.file.ReadableFile;
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
}
