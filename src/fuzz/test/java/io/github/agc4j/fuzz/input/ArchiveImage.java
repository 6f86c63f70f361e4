package io.github.agc4j.fuzz.input;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An archive taken apart into its streams, and put together again (AGC format, section 1). */
final class ArchiveImage {
  /** A part: its metadata, its bytes, and what the footer says wrongly of it, if not null. */
  static final class Part {
    long metadata;
    byte[] data;
    Long offset;
    Long size;

    Part(long metadata, byte[] data) {
      this.metadata = metadata;
      this.data = data;
    }

    Part copy() {
      Part copy = new Part(metadata, data);
      copy.offset = offset;
      copy.size = size;
      return copy;
    }
  }

  /** A stream: its name and its parts. */
  static final class Stream {
    String name;
    final List<Part> parts = new ArrayList<>();

    Stream(String name) {
      this.name = name;
    }
  }

  final List<Stream> streams = new ArrayList<>();

  /** Takes {@code archive}, which must be whole, apart. */
  static ArchiveImage of(byte[] archive) {
    ByteBuffer file = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int trailer = archive.length - Long.BYTES;
    file.position(trailer - (int) file.getLong(trailer));
    ArchiveImage image = new ArchiveImage();
    for (long left = integer(file); left > 0; left--) {
      Stream stream = new Stream(text(file));
      long parts = integer(file);
      integer(file);
      for (long i = 0; i < parts; i++) {
        stream.parts.add(part(archive, (int) integer(file), (int) integer(file)));
      }
      image.streams.add(stream);
    }
    return image;
  }

  private static Part part(byte[] archive, int offset, int size) {
    ByteBuffer in = ByteBuffer.wrap(archive).position(offset);
    long metadata = integer(in);
    byte[] data = new byte[size];
    in.get(data);
    return new Part(metadata, data);
  }

  /** An image that can be changed without changing this one; the parts' bytes are shared. */
  ArchiveImage copy() {
    ArchiveImage copy = new ArchiveImage();
    for (Stream stream : streams) {
      Stream other = new Stream(stream.name);
      stream.parts.forEach(part -> other.parts.add(part.copy()));
      copy.streams.add(other);
    }
    return copy;
  }

  /** The archive's bytes; {@code slack} bytes after the stream table count as the footer's. */
  byte[] bytes(int slack) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream footer = new ByteArrayOutputStream();
    add(footer, streams.size());
    for (Stream stream : streams) {
      footer.writeBytes((stream.name + '\0').getBytes(StandardCharsets.ISO_8859_1));
      add(footer, stream.parts.size());
      add(footer, 0);
      for (Part part : stream.parts) {
        add(footer, part.offset == null ? file.size() : part.offset);
        add(footer, part.size == null ? part.data.length : part.size);
        add(file, part.metadata);
        file.writeBytes(part.data);
      }
    }
    footer.writeBytes(new byte[slack]);
    file.writeBytes(footer.toByteArray());
    file.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(footer.size())
            .array());
    return file.toByteArray();
  }

  private static long integer(ByteBuffer in) {
    long value = 0;
    for (int left = in.get(); left > 0; left--) {
      value = value << 8 | in.get() & 0xff;
    }
    return value;
  }

  private static void add(ByteArrayOutputStream out, long value) {
    int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
    out.write(bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (value >>> 8 * i));
    }
  }

  private static String text(ByteBuffer in) {
    StringBuilder text = new StringBuilder();
    for (byte b = in.get(); b != 0; b = in.get()) {
      text.append((char) (b & 0xff));
    }
    return text.toString();
  }
}
