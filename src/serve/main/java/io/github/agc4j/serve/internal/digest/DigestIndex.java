package io.github.agc4j.serve.internal.digest;

import io.github.agc4j.AgcReader;
import io.github.agc4j.info.SampleDigest;
import io.github.agc4j.query.SampleIndexes;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Where the contigs of an archive are, by their digests. Owns the memory of its rows, or the
 * mapping of their file. Safe for use by several threads, but for {@link #close}.
 */
public final class DigestIndex implements Closeable {
  private static final byte[] MAGIC = {'a', 'g', 'c', '4', 'j', 'r', 'g', '1'};
  private static final int NAME_BYTES = 16;
  private static final int HEAD_BYTES = MAGIC.length + NAME_BYTES + Long.BYTES;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int KNOWN_MAX = 1 << 14;

  private final AgcReader reader;
  private final Arena arena;
  private final IndexRows rows;

  /** Whole digests of contigs that were asked for, so that none is decoded for them twice. */
  private final Map<Place, LetterDigests> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, LetterDigests> eldest) {
          return size() > KNOWN_MAX;
        }
      };

  private DigestIndex(AgcReader reader, Arena arena, IndexRows rows) {
    this.reader = reader;
    this.arena = arena;
    this.rows = rows;
  }

  /** A contig of the archive. */
  private record Place(long sample, long contig) {}

  /**
   * A contig that was found.
   *
   * @param digests of its letters
   */
  public record Found(long sample, long contig, LetterDigests digests) {}

  /**
   * The index of {@code archive}: of the file beside it, or else made of the archive and put there,
   * if that may be written.
   *
   * @param reader of the archive, borrowed until the index is closed
   * @param contentName 32 hexadecimal digits: by what a file of this very archive is known
   * @param threads how many decode
   * @param notes told what goes on
   */
  public static DigestIndex of(
      Path archive, AgcReader reader, String contentName, int threads, Consumer<String> notes)
      throws IOException {
    Path file = archive.resolveSibling(archive.getFileName() + ".refget");
    Arena arena = Arena.ofShared();
    try {
      byte[] name = HexFormat.of().parseHex(contentName);
      IndexRows stored = read(file, name, arena);
      if (stored != null) {
        return new DigestIndex(reader, arena, stored);
      }
      IndexRows made = make(reader, threads, arena);
      notes.accept(archive + ": " + made.count() + " digests of contigs are known");
      try {
        write(file, name, made);
      } catch (IOException e) {
        notes.accept(file + ": cannot be written, so digests are computed anew next time");
      }
      return new DigestIndex(reader, arena, made);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** The rows that the file has; null if it is none, or of another archive, or damaged. */
  private static IndexRows read(Path file, byte[] name, Arena arena) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) < HEAD_BYTES + Integer.BYTES) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      long end = all.byteSize() - Integer.BYTES;
      long count = all.get(LONG, MAGIC.length + NAME_BYTES);
      boolean isOurs =
          all.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0
              && all.asSlice(MAGIC.length, NAME_BYTES).mismatch(MemorySegment.ofArray(name)) < 0
              && count == (end - HEAD_BYTES) / IndexRows.ROW_BYTES
              && crc(all.asSlice(0, end)) == all.get(INT, end);
      return isOurs ? new IndexRows(all.asSlice(HEAD_BYTES, end - HEAD_BYTES), count) : null;
    }
  }

  private static int crc(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    long step = 1 << 24;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  private static IndexRows make(AgcReader reader, int threads, Arena arena) throws IOException {
    IndexRows.Builder rows = new IndexRows.Builder(arena);
    reader.digests(
        SampleIndexes.range(0, reader.samples()),
        threads,
        (sample, digests) -> add(reader, sample, digests, rows));
    return rows.sorted();
  }

  private static void add(
      AgcReader reader, long sample, SampleDigest digests, IndexRows.Builder rows)
      throws IOException {
    long contigs = reader.contigs(sample);
    for (long contig = 0; contig < contigs; contig++) {
      LetterDigests letters =
          digests == null
              ? LetterDigests.computed(reader, sample, contig)
              : LetterDigests.of(reader, sample, contig, digests.contig(contig));
      rows.add(new SequenceId(letters.md5()).prefix(), sample, contig);
      if (letters.refgetName() != null) {
        rows.add(new SequenceId(letters.refgetName()).prefix(), sample, contig);
      }
    }
  }

  private static void write(Path file, byte[] name, IndexRows rows) throws IOException {
    Path unfinished =
        file.resolveSibling(file.getFileName() + ".tmp" + ProcessHandle.current().pid());
    try (Arena own = Arena.ofConfined()) {
      MemorySegment head = own.allocate(HEAD_BYTES);
      MemorySegment.copy(MAGIC, 0, head, ValueLayout.JAVA_BYTE, 0, MAGIC.length);
      MemorySegment.copy(name, 0, head, ValueLayout.JAVA_BYTE, MAGIC.length, NAME_BYTES);
      head.set(LONG, MAGIC.length + NAME_BYTES, rows.count());
      CRC32C crc = new CRC32C();
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(channel, head, crc);
        write(channel, rows.bytes(), crc);
        MemorySegment end = own.allocate(Integer.BYTES);
        end.set(INT, 0, (int) crc.getValue());
        write(channel, end, crc);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(FileChannel channel, MemorySegment bytes, CRC32C crc)
      throws IOException {
    long step = 1 << 20;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      ByteBuffer buffer = bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer();
      crc.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** A contig with the digest {@code id}; null if there is none. */
  public Found find(SequenceId id) throws IOException {
    long prefix = id.prefix();
    LetterDigests before = null;
    for (long row = rows.first(prefix); row < rows.count() && rows.prefix(row) == prefix; row++) {
      LetterDigests digests = digests(rows.sample(row), rows.contig(row));
      if (id.text().equals(digests.md5()) || id.text().equals(digests.refgetName())) {
        return new Found(rows.sample(row), rows.contig(row), digests);
      }
      // Of equal sequences one is enough.
      if (digests.equals(before)) {
        return null;
      }
      before = digests;
    }
    return null;
  }

  private LetterDigests digests(long sample, long contig) throws IOException {
    Place place = new Place(sample, contig);
    synchronized (known) {
      LetterDigests digests = known.get(place);
      if (digests != null) {
        return digests;
      }
    }
    LetterDigests digests = LetterDigests.of(reader, sample, contig);
    synchronized (known) {
      known.put(place, digests);
    }
    return digests;
  }

  /** Number of digests that lead to a contig. */
  public long size() {
    return rows.count();
  }

  @Override
  public void close() {
    arena.close();
  }
}
