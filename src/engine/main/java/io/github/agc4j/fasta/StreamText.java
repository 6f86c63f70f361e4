package io.github.agc4j.fasta;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.tukaani.xz.MemoryLimitException;

/** The text of a file of one of the {@link StreamForm}s. */
final class StreamText extends TextSource {
  private final StreamForm form;
  private final Path file;
  private final ByteSource compressed;

  /** Opened when it is first read, by the thread that reads. */
  private InputStream text;

  StreamText(
      StreamForm form, Path file, ReadableByteChannel channel, ByteBuffer first, Arena arena) {
    super(channel, arena);
    this.form = form;
    this.file = file;
    this.compressed = new ByteSource(first, buffer -> read(file, channel, buffer));
  }

  @Override
  int read(byte[] target) throws IOException {
    try {
      if (text == null) {
        text = form.decompressed(compressed);
      }
      return text.read(target, 0, target.length);
    } catch (MemoryLimitException e) {
      throw tooLarge(e.getMemoryNeeded());
    } catch (IOException | RuntimeException e) {
      compressed.checkRead();
      throw new FastaFormatException(
          file, "truncated or damaged " + form.shown() + " file" + reason(e));
    }
  }

  private FastaFormatException tooLarge(int kibibytes) {
    return new FastaFormatException(
        file,
        "takes %d MiB of heap to decompress, of which %d are for that: xz -dc %s | agc4j … - --stdin-name NAME"
            .formatted(kibibytes >> 10, StreamForm.heapKibibytes() >> 10, file));
  }

  /** What a library tells, if it tells anything. */
  static String reason(Exception e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage();
  }
}
