package io.github.agc4j.fasta;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Compressed text that libraries decompress in memory of the heap. */
enum StreamForm {
  /** With a dictionary of 8 MiB if it was written by {@code xz -6}, the default. */
  XZ("\u00fd7zXZ\0") {
    @Override
    InputStream decompressed(InputStream compressed) throws IOException {
      return new XZInputStream(compressed, heapKibibytes());
    }
  },

  /** In blocks of at most 900 000 bytes. */
  BZIP2("BZh") {
    @Override
    InputStream decompressed(InputStream compressed) throws IOException {
      return new BZip2CompressorInputStream(compressed, true);
    }
  };

  /** The part of the heap that is for decompression: one file is decompressed at a time. */
  private static final int HEAP_SHARE = 2;

  private final byte[] start;

  StreamForm(String start) {
    this.start = start.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The form of what begins with {@code first}; null if it is none of these. */
  static StreamForm of(byte[] first) {
    for (StreamForm form : values()) {
      int length = form.start.length;
      if (first.length >= length && Arrays.equals(first, 0, length, form.start, 0, length)) {
        return form;
      }
    }
    return null;
  }

  /** The text of {@code compressed}, of one or more streams. */
  abstract InputStream decompressed(InputStream compressed) throws IOException;

  /** What messages call it. */
  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The most that one file may take. */
  static int heapKibibytes() {
    return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_SHARE >> 10);
  }
}
