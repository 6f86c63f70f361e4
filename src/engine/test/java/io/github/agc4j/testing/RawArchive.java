package io.github.agc4j.testing;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An archive put together byte by byte as the specification says, so that it can also lie. */
public final class RawArchive {
  /** A block's size in a zstd frame. */
  private static final int BLOCK_BYTES = 128 << 10;

  private record Part(long metadata, byte[] data) {}

  private final Map<String, List<Part>> streams = new LinkedHashMap<>();

  /** Adds {@code name} without parts, unless it is there. */
  public RawArchive stream(String name) {
    streams.computeIfAbsent(name, key -> new ArrayList<>());
    return this;
  }

  /** Makes {@code data} the only part of stream {@code name}. */
  public RawArchive part(String name, long metadata, byte[] data) {
    stream(name);
    streams.get(name).clear();
    streams.get(name).add(new Part(metadata, data));
    return this;
  }

  /** Removes stream {@code name}. */
  public RawArchive without(String name) {
    streams.remove(name);
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    Bytes file = new Bytes();
    Bytes footer = new Bytes().container(streams.size());
    streams.forEach(
        (name, parts) -> {
          footer.text(name).container(parts.size()).container(0);
          for (Part part : parts) {
            footer.container(file.size()).container(part.data.length);
            file.container(part.metadata).raw(part.data);
          }
        });
    return withFooter(file.bytes(), footer.bytes());
  }

  /** {@code parts} with a footer and its size after them. */
  public static byte[] withFooter(byte[] parts, byte[] footer) {
    byte[] trailer =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(footer.length)
            .array();
    return new Bytes().raw(parts).raw(footer).raw(trailer).bytes();
  }

  /** An honest frame. */
  public static byte[] frame(byte[] content) {
    return Zstd.compress(content, 19);
  }

  /** A frame of {@code length} bytes {@code value}, in as few bytes as the format allows. */
  public static byte[] repeated(int value, long length) {
    return repeated(value, length, length);
  }

  /** The same, which announces {@code announced} bytes. */
  public static byte[] repeated(int value, long length, long announced) {
    Bytes frame = new Bytes().raw(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0});
    frame.raw(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(announced).array());
    for (long left = length; left > 0; left -= BLOCK_BYTES) {
      int header = (int) Math.min(left, BLOCK_BYTES) << 3 | 1 << 1 | (left <= BLOCK_BYTES ? 1 : 0);
      frame.raw(
          new byte[] {(byte) header, (byte) (header >> 8), (byte) (header >> 16), (byte) value});
    }
    return frame.bytes();
  }

  /** Bytes in the codings of the format. */
  public static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds {@code bytes} as they are. */
    public Bytes raw(byte... bytes) {
      out.writeBytes(bytes);
      return this;
    }

    /** Adds a string and a zero byte. */
    public Bytes text(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      out.write(0);
      return this;
    }

    /** Adds an integer of the container. */
    public Bytes container(long value) {
      int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
      out.write(bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write((int) (value >>> 8 * i));
      }
      return this;
    }

    /** Adds integers of the metadata, 0 … 2^32 − 1. */
    public Bytes numbers(long... values) {
      for (long value : values) {
        if (value < 128) {
          out.write((int) value);
        } else if (value < 16_512) {
          out.write((int) (0x80 | value - 128 >> 8));
          out.write((int) (value - 128));
        } else if (value < 2_113_664) {
          out.write((int) (0xc0 | value - 16_512 >> 16));
          out.write((int) (value - 16_512 >> 8));
          out.write((int) (value - 16_512));
        } else if (value < 270_549_120) {
          int payload = (int) value - 2_113_664;
          out.write(0xe0 | payload >> 24);
          raw((byte) (payload >> 16), (byte) (payload >> 8), (byte) payload);
        } else {
          out.write(0xf0);
          out.writeBytes(ByteBuffer.allocate(4).putInt((int) (value - 270_549_120)).array());
        }
      }
      return this;
    }

    /** How many there are. */
    public int size() {
      return out.size();
    }

    /** All of them. */
    public byte[] bytes() {
      return out.toByteArray();
    }
  }
}
