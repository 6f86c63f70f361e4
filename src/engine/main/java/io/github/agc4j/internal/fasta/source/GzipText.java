package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.error.FastaFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The text of a gzip file of one or more members (RFC 1952), each checked against its CRC and
 * length.
 *
 * <p>java.util.zip.GZIPInputStream takes a file that is cut inside the header of a later member for
 * complete; here that is an error. What follows the last member and does not start another is
 * ignored.
 */
final class GzipText extends TextSource {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final Path file;
  private final ReadableByteChannel channel;
  private final ByteBuffer input;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean inMember;
  private boolean ended;

  /** Whether a member is a block of BGZF, which has an empty one at its end (SAM format, 4.1). */
  private boolean isBlocked;

  private boolean isLastEmpty;

  GzipText(Path file, ReadableByteChannel channel, ByteBuffer first, Arena arena)
      throws IOException {
    super(channel, arena);
    this.file = file;
    this.channel = channel;
    this.input = first.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether {@code first} starts with the magic number of a member. */
  static boolean isGzip(ByteBuffer first) {
    return first.remaining() >= 2
        && (first.get(first.position()) & 0xff) == MAGIC_1
        && (first.get(first.position() + 1) & 0xff) == MAGIC_2;
  }

  @Override
  public int read(byte[] target) throws IOException {
    while (!ended) {
      if (!inMember && !startMember()) {
        ended = true;
        break;
      }
      int size = inflate(target);
      if (size > 0) {
        crc.update(target, 0, size);
        return size;
      }
    }
    return -1;
  }

  private int inflate(byte[] target) throws IOException {
    try {
      while (true) {
        int size = inflater.inflate(target);
        if (size > 0) {
          return size;
        }
        if (inflater.finished()) {
          endMember();
          return 0;
        }
        if (inflater.needsDictionary()) {
          throw damaged("needs a dictionary");
        }
        ensure(1);
        inflater.setInput(input);
      }
    } catch (DataFormatException e) {
      throw damaged(e.getMessage());
    }
  }

  private boolean startMember() throws IOException {
    fill(2);
    if (input.remaining() == 1 && (input.get(input.position()) & 0xff) == MAGIC_1) {
      throw truncated();
    }
    if (!isGzip(input)) {
      checkPadding();
      return false;
    }
    ensure(10);
    int start = input.position();
    int method = input.get(start + 2);
    int flags = input.get(start + 3);
    if (method != 8) {
      throw damaged("unknown method " + method);
    }
    input.position(start + 10);
    skipOptionalFields(flags);
    inflater.reset();
    inflater.setInput(input);
    crc.reset();
    inMember = true;
    return true;
  }

  /**
   * Behind the last member only zeroes may follow: anything else could be a member that is damaged.
   */
  private void checkPadding() throws IOException {
    for (fill(1); input.hasRemaining(); fill(1)) {
      if (input.get() != 0) {
        throw damaged("what follows a member is not one");
      }
    }
  }

  private void skipOptionalFields(int flags) throws IOException {
    if ((flags & FLAG_EXTRA) != 0) {
      ensure(2);
      int length = input.getShort() & 0xffff;
      int first = length > 0 ? nextByte() : 0;
      int second = length > 1 ? nextByte() : 0;
      isBlocked |= first == 'B' && second == 'C';
      for (int i = 2; i < length; i++) {
        nextByte();
      }
    }
    if ((flags & FLAG_NAME) != 0) {
      skipString();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipString();
    }
    if ((flags & FLAG_CRC) != 0) {
      ensure(2);
      input.getShort();
    }
  }

  private void skipString() throws IOException {
    while (nextByte() != 0) {
      continue;
    }
  }

  private int nextByte() throws IOException {
    ensure(1);
    return input.get();
  }

  private void endMember() throws IOException {
    ensure(8);
    int storedCrc = input.getInt();
    int storedSize = input.getInt();
    if (storedCrc != (int) crc.getValue() || storedSize != (int) inflater.getBytesWritten()) {
      throw damaged("checksum of a member differs");
    }
    inMember = false;
    isLastEmpty = storedSize == 0;
  }

  @Override
  public boolean lacksEnd() {
    return ended && isBlocked && !isLastEmpty;
  }

  /** Tries to have {@code bytes} ≤ 64 KiB of input at hand. */
  private void fill(int bytes) throws IOException {
    if (input.remaining() >= bytes) {
      return;
    }
    input.compact();
    while (input.position() < bytes && read(file, channel, input) >= 0) {
      continue;
    }
    input.flip();
  }

  private void ensure(int bytes) throws IOException {
    fill(bytes);
    if (input.remaining() < bytes) {
      throw truncated();
    }
  }

  private FastaFormatException truncated() {
    return damaged("ends in the middle of a member");
  }

  private FastaFormatException damaged(String reason) {
    return new FastaFormatException(file, "truncated or damaged gzip file: " + reason);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    super.close();
  }
}
