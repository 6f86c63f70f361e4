package io.github.agc4j.internal.memory;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A cursor over borrowed bytes that verifies before it reads. Reads through an array on the heap:
 * what a command reads before it answers is decoded in code that is hardly compiled yet, where
 * memory segments are slower than arrays.
 */
public final class ByteReader {
  private static final int WINDOW_BYTES = 512;

  /** The longest string that is taken to the heap: four times the longest FASTA header. */
  public static final int TEXT_BYTES_MAX = 4 << 20;

  private final MemorySegment bytes;
  private final long end;

  /** The bytes from {@link #start} on. */
  private final byte[] window;

  private long start;
  private int filled;

  /** The next byte's index in the window. */
  private int at;

  /** Reads all of {@code bytes}, which stay borrowed as long as the reader is used. */
  public ByteReader(MemorySegment bytes) {
    this.bytes = bytes;
    this.end = bytes.byteSize();
    this.window = new byte[(int) Math.min(WINDOW_BYTES, end)];
  }

  /** Offset of the next byte. */
  public long position() {
    return start + at;
  }

  /** Bytes left. */
  public long remaining() {
    return end - position();
  }

  private void moveTo(long position) {
    start = position;
    filled = 0;
    at = 0;
  }

  private void fill() {
    moveTo(position());
    filled = (int) Math.min(window.length, end - start);
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start, window, 0, filled);
  }

  /** The next byte, 0 … 255. */
  public int unsignedByte() {
    if (at == filled) {
      require(1);
      fill();
    }
    return window[at++] & 0xff;
  }

  /** The next four bytes as a number, least significant first. */
  public int intLittleEndian() {
    return Integer.reverseBytes((int) bigEndian(Integer.BYTES));
  }

  /** The next eight bytes as a number, least significant first. */
  public long longLittleEndian() {
    return Long.reverseBytes(bigEndian(Long.BYTES));
  }

  /** A big-endian number of {@code length} ≤ 8 bytes. */
  public long bigEndian(int length) {
    require(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | unsignedByte();
    }
    return value;
  }

  /** The next number, 0 … 2^63 − 1, as {@link GrowableBytes#putVarint} writes it. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      int next = unsignedByte();
      value |= (next & 0x7fL) << shift;
      if (next <= 0x7f) {
        return value;
      }
    }
    throw new MalformedBytesException(position(), "number too large");
  }

  /** Skips a string and the zero byte that ends it; returns the string's length in bytes. */
  public long skipZeroTerminated() {
    long from = position();
    while (remaining() > 0) {
      if (at == filled) {
        fill();
      }
      while (at < filled) {
        if (window[at++] == 0) {
          return position() - 1 - from;
        }
      }
    }
    throw new MalformedBytesException(from, "string without an end");
  }

  /**
   * The bytes of a string that a zero byte ends, on the heap; more than {@link #TEXT_BYTES_MAX} are
   * refused.
   */
  public byte[] zeroTerminated() {
    long from = position();
    long length = skipZeroTerminated();
    if (length > TEXT_BYTES_MAX) {
      throw new MalformedBytesException(from, "string of " + length + " bytes");
    }
    byte[] text = new byte[(int) length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, text, 0, text.length);
    return text;
  }

  /** The next {@code length} bytes, borrowed like the reader's own. */
  public MemorySegment slice(long length) {
    require(length);
    MemorySegment slice = bytes.asSlice(position(), length);
    moveTo(position() + length);
    return slice;
  }

  /** Verifies that {@code length} bytes are left. */
  public void require(long length) {
    verify(length >= 0 && length <= remaining(), position(), "end of data");
  }
}
