package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The files in a tar archive (POSIX.1-2001, and what GNU tar makes of it), one after the other, as
 * if the archive were their folder. For one thread.
 */
public final class TarMembers {
  /** What is enough to tell. */
  public static final int HEADER_BYTES = 512;

  /** What macOS adds to an archive for each of its files. */
  private static final String FORK = "._";

  private final Path archive;
  private final ByteSource bytes;
  private final TarArchiveInputStream members;
  private long size;
  private boolean isRegular;

  /** How many of the bytes that were read last are zeroes. */
  private long zeroes;

  /**
   * The members of {@code archive}.
   *
   * @param start the first bytes of its text, in an array of {@link TextSource#PIECE_BYTES}, which
   *     is used from now on
   * @param text what follows; stays the caller's
   */
  public TarMembers(Path archive, ByteBuffer start, TextSource text) {
    this.archive = archive;
    this.bytes =
        new ByteSource(
            start,
            buffer -> {
              int read = text.read(buffer.array());
              buffer.position(Math.max(0, read));
              countZeroes(buffer.array(), read);
              return read;
            });
    countZeroes(start.array(), start.limit());
    this.members = new TarArchiveInputStream(bytes, HEADER_BYTES, HEADER_BYTES, null);
  }

  private void countZeroes(byte[] bytes, int size) {
    int at = size;
    while (at > 0 && bytes[at - 1] == 0) {
      at--;
    }
    zeroes = at > 0 ? size - at : zeroes + Math.max(0, size);
  }

  /** Whether all was read, and the zeroes were missing that an archive ends with. */
  public boolean lacksEnd() {
    return zeroes < HEADER_BYTES;
  }

  /** Whether {@code start}, of so many bytes, begins with a member's header. */
  public static boolean isTar(byte[] start, int size) {
    return TarArchiveInputStream.matches(start, size)
        || size >= HEADER_BYTES && start[0] != '>' && hasChecksum(header(start));
  }

  private static boolean hasChecksum(byte[] header) {
    try {
      return TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) {
      // There is no number where it should be.
      return false;
    }
  }

  private static byte[] header(byte[] start) {
    return Arrays.copyOf(start, HEADER_BYTES);
  }

  /** Whether {@code start} may be that of an archive without any member. */
  public static boolean isEmptyTar(byte[] start, int size) {
    return size >= HEADER_BYTES && Arrays.equals(header(start), new byte[HEADER_BYTES]);
  }

  /** Goes to the next file; null after the last. */
  public Path next() throws IOException {
    try {
      for (TarArchiveEntry entry = members.getNextEntry();
          entry != null;
          entry = members.getNextEntry()) {
        Path file = archive.resolve(relative(entry.getName()));
        if (!entry.isDirectory() && !file.getFileName().toString().startsWith(FORK)) {
          size = entry.getSize();
          isRegular =
              entry.isFile()
                  && !entry.isSymbolicLink()
                  && !entry.isLink()
                  && !entry.isFIFO()
                  && !entry.isCharacterDevice()
                  && !entry.isBlockDevice();
          return file;
        }
      }
      checkEnd();
      return null;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** After the last member only zeroes may follow: another archive would be lost. */
  private void checkEnd() throws IOException {
    for (int b = bytes.read(); b >= 0; b = bytes.read()) {
      if (b != 0) {
        throw new FastaFormatException(
            archive, "something follows after the end of the tar archive, such as another one");
      }
    }
  }

  private static String relative(String name) {
    Path root = Path.of("/");
    return root.relativize(root.resolve(name).normalize()).toString();
  }

  /** Whether it has content, and is no link or device. */
  public boolean isRegular() {
    return isRegular;
  }

  /** Bytes of the file. */
  public long size() {
    return size;
  }

  /** The file's text, to be closed before the next one. */
  public TextSource text(Path file, MemoryBudget budget) throws IOException {
    return TextSource.open(file, new Content(), budget);
  }

  private IOException damaged(Exception e) throws IOException {
    bytes.checkRead();
    if (e instanceof FastaFormatException told) {
      return told;
    }
    if (e instanceof InvalidPathException) {
      return new FastaFormatException(archive, "a member has a name that no file can have here");
    }
    return new FastaFormatException(
        archive, "truncated or damaged tar archive" + StreamText.reason(e));
  }

  /** The bytes of the file that the archive is at. */
  private final class Content implements ReadableByteChannel {
    private final byte[] piece = new byte[1 << 13];

    @Override
    public int read(ByteBuffer target) throws IOException {
      try {
        int read = members.read(piece, 0, Math.min(piece.length, target.remaining()));
        if (read > 0) {
          target.put(piece, 0, read);
        }
        return read;
      } catch (IOException | RuntimeException e) {
        throw damaged(e);
      }
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // The archive goes on.
    }
  }
}
