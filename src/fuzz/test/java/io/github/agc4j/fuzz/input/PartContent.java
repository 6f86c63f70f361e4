package io.github.agc4j.fuzz.input;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a part holds beneath its compression, to be changed and compressed again: one text, or the
 * five of a part of format 3's collection-details (AGC format, sections 3 to 5).
 */
final class PartContent {
  private static final int LEVEL = 1;
  private static final int DETAILS_TEXTS = 5;
  private static final long CONTENT_BYTES_MAX = 1 << 22;

  /** How the texts become the part's data. */
  private enum Form {
    PLAIN,
    FRAME,
    MARKED_FRAME,
    DETAILS
  }

  private final Form form;
  private final byte marker;
  final List<byte[]> texts = new ArrayList<>();

  private PartContent(Form form, byte marker) {
    this.form = form;
    this.marker = marker;
  }

  /** What {@code part} of the stream {@code name} holds; its bytes as they are if it is damaged. */
  static PartContent of(String name, ArchiveImage.Part part) {
    try {
      return decoded(name, part);
    } catch (RuntimeException e) {
      PartContent plain = new PartContent(Form.PLAIN, (byte) 0);
      plain.texts.add(part.data);
      return plain;
    }
  }

  private static PartContent decoded(String name, ArchiveImage.Part part) {
    byte[] data = part.data;
    PartContent content;
    if (name.equals("collection-details") && part.metadata == 0) {
      content = new PartContent(Form.DETAILS, (byte) 0);
      ByteBuffer in = ByteBuffer.wrap(data);
      int[] sizes = new int[2 * DETAILS_TEXTS];
      Arrays.setAll(sizes, i -> CatalogNumber.read(in));
      for (int i = 0; i < DETAILS_TEXTS; i++) {
        byte[] frame = new byte[Math.min(sizes[2 * i + 1], in.remaining())];
        in.get(frame);
        content.texts.add(inflated(frame));
      }
    } else if (name.startsWith("collection-")) {
      content = new PartContent(Form.FRAME, (byte) 0);
      content.texts.add(inflated(data));
    } else if (part.metadata != 0 && (name.startsWith("x") || name.startsWith("seg-"))) {
      content = new PartContent(Form.MARKED_FRAME, data[data.length - 1]);
      content.texts.add(inflated(Arrays.copyOf(data, data.length - 1)));
    } else {
      content = new PartContent(Form.PLAIN, (byte) 0);
      content.texts.add(data);
    }
    return content;
  }

  private static byte[] inflated(byte[] frame) {
    long size = Zstd.getFrameContentSize(frame);
    if (size < 0 || size > CONTENT_BYTES_MAX) {
      throw new IllegalArgumentException("a frame that claims " + size + " bytes");
    }
    return Zstd.decompress(frame, (int) size);
  }

  /** Puts the texts into {@code part}, with the metadata that belong to them. */
  void store(ArchiveImage.Part part) {
    byte[] first = texts.get(0);
    switch (form) {
      case PLAIN -> part.data = first;
      case FRAME -> {
        part.data = Zstd.compress(first, LEVEL);
        part.metadata = first.length;
      }
      case MARKED_FRAME -> {
        byte[] frame = Zstd.compress(first, LEVEL);
        part.data = Arrays.copyOf(frame, frame.length + 1);
        part.data[frame.length] = marker;
        part.metadata = marker == 1 ? symbols(first) : first.length;
      }
      case DETAILS -> part.data = details();
    }
  }

  private byte[] details() {
    ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (byte[] text : texts) {
      byte[] frame = Zstd.compress(text, LEVEL);
      numbers.writeBytes(CatalogNumber.of(text.length));
      numbers.writeBytes(CatalogNumber.of(frame.length));
      frames.writeBytes(frame);
    }
    numbers.writeBytes(frames.toByteArray());
    return numbers.toByteArray();
  }

  /** How many symbols tuples stand for (AGC format, section 5.3). */
  private static long symbols(byte[] tuples) {
    int last = tuples.length == 0 ? 0 : tuples[tuples.length - 1];
    int perByte = last >> 4;
    return perByte < 2
        ? Math.max(1, tuples.length - 1)
        : Math.max(1, (tuples.length - 2L) * perByte + (last & 0xf));
  }
}
