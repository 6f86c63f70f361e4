package io.github.agc4j.fuzz.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The beginning of a zstd frame (RFC 8878, section 3.1.1.1). */
final class FrameHeader {
  private static final int MAGIC = 0xfd2fb528;
  private static final int MAGIC_BYTES = 4;
  private static final int SINGLE_SEGMENT = 0x20;

  /** Single segment, content size in four bytes. */
  private static final byte WITH_SIZE_OF_4 = (byte) 0xa0;

  private FrameHeader() {}

  /** Makes the frame that {@code part} begins with, if any, and its metadata tell another size. */
  static void claim(ArchiveImage.Part part, long size) {
    ByteBuffer old = ByteBuffer.wrap(part.data).order(ByteOrder.LITTLE_ENDIAN);
    if (old.remaining() < MAGIC_BYTES + 2 || old.getInt() != MAGIC) {
      return;
    }
    int descriptor = old.get() & 0xff;
    boolean isSingle = (descriptor & SINGLE_SEGMENT) != 0;
    int sizeForm = descriptor >> 6;
    int skipped = (isSingle ? 0 : 1) + (sizeForm == 0 ? isSingle ? 1 : 0 : 1 << sizeForm);
    old.position(Math.min(old.limit(), old.position() + skipped));
    ByteBuffer claiming =
        ByteBuffer.allocate(MAGIC_BYTES + 1 + Integer.BYTES + old.remaining())
            .order(ByteOrder.LITTLE_ENDIAN);
    claiming.putInt(MAGIC).put(WITH_SIZE_OF_4).putInt((int) size).put(old);
    part.data = claiming.array();
    part.metadata = size & 0xffffffffL;
  }
}
