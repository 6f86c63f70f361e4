package io.github.agc4j.archive;

import io.github.agc4j.memory.ByteReader;
import io.github.agc4j.memory.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where a footer lies.
 *
 * @param start its offset in the file
 * @param bytes its bytes: stream table, seal, and what else is in front of the trailer
 */
record FooterPlace(long start, long bytes) {
  private static final int LOOK_BYTES = 8;

  /** What a file looks like that is no archive, if that is known. */
  private static String lookOf(MappedFile file) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment first = arena.allocate(LOOK_BYTES);
      file.read(0, first);
      int one = first.get(ValueLayout.JAVA_BYTE, 0) & 0xff;
      int two = first.get(ValueLayout.JAVA_BYTE, 1) & 0xff;
      if (one == '>') {
        return "it looks like FASTA, of which create makes an archive; ";
      }
      if (one == 0x1f && two == 0x8b) {
        return "it is compressed by gzip; ";
      }
      if (one == '<') {
        return "it looks like an HTML page; ";
      }
      return "";
    }
  }

  /** The place that the trailer at the end of {@code file} tells. */
  static FooterPlace byTrailer(MappedFile file) throws IOException {
    long size = file.size();
    if (size < Long.BYTES + 1) {
      throw new CorruptArchiveException(file.path(), "only " + size + " bytes");
    }
    long bytes;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment trailer = arena.allocate(Long.BYTES);
      file.read(size - Long.BYTES, trailer);
      bytes = new ByteReader(trailer).longLittleEndian();
    }
    if (bytes < 1 || bytes > size - Long.BYTES) {
      throw new CorruptArchiveException(
          file.path(), lookOf(file) + "its last bytes do not lead to a footer (cut off?)");
    }
    return new FooterPlace(size - Long.BYTES - bytes, bytes);
  }
}
