package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.fasta.source.TextPieces;
import io.github.agc4j.internal.memory.FileFailure;
import io.github.agc4j.internal.pack.HastyOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that can be read only once, such as those of pipes and of members of tar archives, kept in
 * a temporary file so that they can be read again. The file is compressed in haste, has no name,
 * and vanishes with the process. Once all are kept any thread may read.
 */
public final class KeptTexts implements AutoCloseable {
  private final Path folder;
  private final Map<Path, Place> places = new HashMap<>();
  private final List<String> doubts = new ArrayList<>();

  /** Null before the first text. */
  private FileChannel channel;

  /** Where a text is in the file. */
  private record Place(long from, long to) {}

  /** None yet; the file will be in {@code folder}. */
  public KeptTexts(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps all texts of {@code texts}, which stay the caller's.
   *
   * @return what messages call them, in their order
   */
  public List<Path> keep(FastaTexts texts) throws IOException {
    List<Path> kept = new ArrayList<>();
    for (FastaTexts.Text text = texts.nextText(); text != null; text = texts.nextText()) {
      try {
        keep(text);
        kept.add(text.file());
      } finally {
        text.close();
      }
    }
    return kept;
  }

  private void keep(FastaTexts.Text text) throws IOException {
    FileChannel file = file();
    long from = file.size();
    byte[] piece = TextPieces.take();
    try (OutputStream out = new HastyOutput(new Appended(file))) {
      ByteBuffer start = text.start();
      out.write(start.array(), start.position(), start.remaining());
      for (int size = text.rest().read(piece); size > 0; size = text.rest().read(piece)) {
        out.write(piece, 0, size);
      }
    } finally {
      TextPieces.release(piece);
    }
    if (text.rest().lacksEnd()) {
      doubts.add(FastaReader.lackingEnd(text.file()));
    }
    places.put(text.file(), new Place(from, file.size()));
  }

  private FileChannel file() throws IOException {
    if (channel == null) {
      Path file = newFile();
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      } finally {
        Files.delete(file);
      }
    }
    return channel;
  }

  private Path newFile() throws IOException {
    try {
      return Files.createTempFile(folder, ".agc4j-inputs", null);
    } catch (IOException e) {
      throw new IOException(folder + ": inputs cannot be kept in this folder", e);
    }
  }

  /** Writes at the end of the file. */
  private final class Appended extends OutputStream {
    private final FileChannel file;

    private Appended(FileChannel file) {
      this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
      try {
        while (rest.hasRemaining()) {
          file.write(rest, file.size());
        }
      } catch (IOException e) {
        throw FileFailure.of(folder.toString(), "inputs cannot be kept in this folder", e);
      }
    }
  }

  /** Whether the text that messages call {@code file} is kept. */
  public boolean has(Path file) {
    return places.containsKey(file);
  }

  /** Bytes of the file that a text takes. */
  public long bytes(Path file) {
    Place place = places.get(file);
    return place.to - place.from;
  }

  /** What is dubious about the inputs, a line each. */
  public List<String> doubts() {
    return doubts;
  }

  /** What is kept of a text, compressed; several may be read at once. */
  ReadableByteChannel open(Path file) {
    return new Region(places.get(file));
  }

  private final class Region implements ReadableByteChannel {
    private final Place place;
    private long position;
    private boolean isOpen = true;

    private Region(Place place) {
      this.place = place;
      this.position = place.from;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (position == place.to) {
        return -1;
      }
      int limit = target.limit();
      target.limit((int) Math.min(limit, target.position() + place.to - position));
      int size = channel.read(target, position);
      target.limit(limit);
      position += Math.max(0, size);
      return size;
    }

    @Override
    public boolean isOpen() {
      return isOpen;
    }

    @Override
    public void close() {
      isOpen = false;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
