package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.error.FastaFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The text of a file of one of the forms that libraries know. */
final class StreamText extends TextSource {
  /** Compressed text that libraries decompress in memory of the heap. */
  enum Form {
    /** With a dictionary of 8 MiB if it was written by {@code xz -6}, the default. */
    XZ("\u00fd7zXZ\0") {
      @Override
      InputStream decompressed(InputStream compressed) throws IOException {
        return XzText.open(compressed, heapKibibytes());
      }
    },

    /** In blocks of at most 900 000 bytes. */
    BZIP2("BZh") {
      @Override
      InputStream decompressed(InputStream compressed) throws IOException {
        return new BZip2CompressorInputStream(compressed, true);
      }
    };

    /** The part of the heap that is for decompression. */
    private static final int HEAP_SHARE = 2;

    private final byte[] start;

    Form(String start) {
      this.start = start.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The form of what begins with {@code first}; null if it is none of these. */
    static Form of(byte[] first) {
      for (Form form : values()) {
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
      long bytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE / Math.max(1, OPEN.get());
      return (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
    }
  }

  /** Those that are being decompressed: what is not called as what it is may be several at once. */
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Form form;
  private final Path file;
  private final ByteSource compressed;

  /** Opened when it is first read, by the thread that reads. */
  private InputStream text;

  private boolean isCounted;

  StreamText(Form form, Path file, ReadableByteChannel channel, ByteBuffer first, Arena arena) {
    super(channel, arena);
    this.form = form;
    this.file = file;
    this.compressed = new ByteSource(first, buffer -> read(file, channel, buffer));
  }

  @Override
  public int read(byte[] target) throws IOException {
    try {
      if (text == null) {
        OPEN.incrementAndGet();
        isCounted = true;
        text = form.decompressed(compressed);
      }
      return text.read(target, 0, target.length);
    } catch (HeapLimitException e) {
      throw tooLarge(e.kibibytes());
    } catch (IOException | RuntimeException e) {
      compressed.checkRead();
      throw new FastaFormatException(
          file, "truncated or damaged " + form.shown() + " file" + reason(e));
    }
  }

  private FastaFormatException tooLarge(int kibibytes) {
    String instead =
        Files.exists(file)
            ? "xz -dc " + file + " | agc4j … - --stdin-name NAME"
            : "decompress it before";
    return new FastaFormatException(
        file,
        "takes %d MiB of heap to decompress, of which %d are for that: %s"
            .formatted(kibibytes >> 10, Form.heapKibibytes() >> 10, instead));
  }

  @Override
  public void close() throws IOException {
    if (isCounted) {
      OPEN.decrementAndGet();
      isCounted = false;
    }
    super.close();
  }

  /** What a library tells, if it tells anything. */
  static String reason(Exception e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage();
  }
}
