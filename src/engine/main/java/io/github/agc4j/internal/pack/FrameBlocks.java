package io.github.agc4j.internal.pack;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.ByteReader;
import java.lang.foreign.MemorySegment;

/**
 * The blocks of a zstd frame, without decompression: they bound what it can hold, whatever its
 * header says (RFC 8878, sections 3.1.1.1 and 3.1.1.2).
 */
final class FrameBlocks {
  private static final int MAGIC_BYTES = 4;
  private static final int SINGLE_SEGMENT = 0x20;
  private static final int DICTIONARY = 0x03;
  private static final int TYPE_REPEATED = 1;
  private static final int TYPE_COMPRESSED = 2;
  private static final long COMPRESSED_MAX = 128 << 10;

  private FrameBlocks() {}

  /**
   * The most bytes that {@code frame} can hold.
   *
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when it ends before its last
   *     block does
   */
  static long contentBytesMax(MemorySegment frame) {
    ByteReader in = new ByteReader(frame);
    skipHeader(in);
    long most = 0;
    boolean isLast = false;
    while (!isLast) {
      int header = in.unsignedByte() | in.unsignedByte() << 8 | in.unsignedByte() << 16;
      isLast = (header & 1) != 0;
      int type = header >> 1 & 3;
      int size = header >> 3;
      verify(type <= TYPE_COMPRESSED, in.position(), "zstd block of an unknown type");
      in.slice(type == TYPE_REPEATED ? 1 : size);
      most += type == TYPE_COMPRESSED ? COMPRESSED_MAX : Math.min(size, COMPRESSED_MAX);
    }
    return most;
  }

  private static void skipHeader(ByteReader in) {
    in.slice(MAGIC_BYTES);
    int descriptor = in.unsignedByte();
    boolean hasWindow = (descriptor & SINGLE_SEGMENT) == 0;
    int sizeForm = descriptor >> 6;
    int dictionaryForm = descriptor & DICTIONARY;
    in.slice(hasWindow ? 1 : 0);
    in.slice(dictionaryForm == 0 ? 0 : 1 << dictionaryForm - 1);
    in.slice(sizeForm == 0 ? hasWindow ? 0 : 1 : 1 << sizeForm);
  }
}
