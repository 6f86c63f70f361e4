package io.github.agc4j.internal.archive;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.footer.Checksum;
import io.github.agc4j.internal.archive.footer.ContainerInteger;
import io.github.agc4j.internal.archive.footer.FooterSeal;
import io.github.agc4j.internal.archive.waypoint.RecoveredEnd;
import io.github.agc4j.internal.archive.waypoint.WaypointTrail;
import io.github.agc4j.internal.file.ByteRanges;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An archive opened for reading: its directory in memory, its parts copied when they are asked for.
 *
 * <p>Owns the mapped file. Any thread may read.
 */
public final class ArchiveFile implements PartSource, AutoCloseable {
  /** Copies of parts up to this size use the same memory again. */
  private static final long COPY_BYTES = 64 << 10;

  private final ReadableFile file;
  private final StreamDirectory directory;
  private final long footerStart;
  private final long size;
  private final FooterSeal seal;
  private final BlockPool copies;

  /** What stands for the end of the file that is lost; null if it is not. */
  private RecoveredEnd recoveredEnd;

  /**
   * Reads the footer at {@code place}.
   *
   * @param isStrict whether a stream table or checksums that are not what they were are refused
   */
  private ArchiveFile(ReadableFile file, FooterPlace place, boolean isStrict, MemoryBudget budget)
      throws IOException {
    this.file = file;
    this.copies = new BlockPool(COPY_BYTES, budget);
    this.size = file.size();
    this.footerStart = place.start();
    StreamDirectory read = null;
    try (BlockPool.Loan footer = place.lend(file, copies)) {
      file.copy(footerStart, footer.bytes());
      read = new StreamDirectory(footer.bytes(), footerStart, budget);
      this.directory = read;
      this.seal = FooterSeal.at(footer.bytes(), directory.tableBytes());
      if (isStrict) {
        checkTable(footer.bytes());
      }
    } catch (IOException | RuntimeException | Error e) {
      copies.close();
      if (read != null) {
        read.close();
      }
      if (e instanceof MalformedBytesException) {
        throw new CorruptArchiveException(file.name(), "footer: " + e.getMessage());
      }
      throw e;
    }
    // What an unfinished append has after the archive may vanish meanwhile.
    file.limit(Math.min(size, footerEnd() + Long.BYTES));
    try {
      readChecksums(isStrict);
    } catch (IOException | RuntimeException | Error e) {
      copies.close();
      directory.close();
      throw e;
    }
  }

  /** Each of the seal and the streams that come with it tells when the other one is missing. */
  private void checkTable(MemorySegment footer) {
    MemorySegment table = footer.asSlice(0, directory.tableBytes());
    boolean isSealed =
        directory.stream(StreamNames.CHECKSUMS) != StreamDirectory.NONE
            || directory.stream(StreamNames.DIGESTS) != StreamDirectory.NONE
            || FooterSeal.at(footer, footer.byteSize() - FooterSeal.BYTES) != null;
    MalformedBytesException.verify(
        seal != null || !isSealed, table.byteSize(), "its checksum is missing or damaged");
    MalformedBytesException.verify(
        seal == null
            || seal.tableBytes() == table.byteSize() && seal.tableChecksum() == Checksum.of(table),
        0,
        "does not match its checksum");
  }

  private void readChecksums(boolean isStrict) throws IOException {
    if (seal == null) {
      return;
    }
    int stream = directory.stream(StreamNames.CHECKSUMS);
    try {
      MalformedBytesException.verify(
          stream == directory.streams() - 1 && directory.parts(stream) == 1,
          0,
          "not one part of the last stream");
      boolean areProven = checksum(stream, 0) == seal.partsChecksum();
      MalformedBytesException.verify(areProven || !isStrict, 0, "does not match its checksum");
      try (PartCopy part = part(stream, 0)) {
        directory.readChecksums(part.data(), seal.partsChecksum(), areProven);
      }
    } catch (MalformedBytesException e) {
      if (isStrict) {
        throw corrupt(StreamNames.CHECKSUMS, 0, e);
      }
    }
  }

  /**
   * Opens the archive at {@code path} and reads its footer.
   *
   * @param mapped what mapped windows are reserved from, and bounds them
   * @param budget what the directory is reserved from
   */
  public static ArchiveFile open(Path path, MemoryBudget mapped, MemoryBudget budget)
      throws IOException {
    return open(FileOpener.of(path), Long.MAX_VALUE, mapped, budget);
  }

  /**
   * The same of an archive that ends at {@code end}, in front of the end of its file.
   *
   * @param end offset after the trailer; larger than the file if the archive is all of it
   */
  public static ArchiveFile open(
      FileOpener opener, long end, MemoryBudget mapped, MemoryBudget budget) throws IOException {
    FooterFinder finder =
        file -> {
          file.limit(Math.min(end, file.size()));
          return FooterPlace.byTrailer(file);
        };
    return open(opener, finder, true, mapped, budget);
  }

  /**
   * Opens a damaged archive by its latest stream table, although that or the checksums may be
   * damaged, too: it tells as much as makes sense. Parts are checked as ever.
   *
   * @throws CorruptArchiveException when no table can be found, or it makes no sense
   */
  public static ArchiveFile recoverLatest(
      FileOpener opener, MemoryBudget mapped, MemoryBudget budget) throws IOException {
    try {
      return open(opener, FooterPlace::byTrailer, false, mapped, budget);
    } catch (CorruptArchiveException e) {
      return open(opener, file -> FooterSearch.latest(file, budget), false, mapped, budget);
    }
  }

  /**
   * Opens the last state of a damaged archive of which the stream table is whole: an archive that
   * was extended in place has one for each of its states.
   *
   * @throws CorruptArchiveException when there is none
   */
  public static ArchiveFile recoverWhole(
      FileOpener opener, MemoryBudget mapped, MemoryBudget budget) throws IOException {
    return open(opener, file -> FooterSearch.lastWhole(file, budget), false, mapped, budget);
  }

  /**
   * Opens an archive of which the end is lost, as it was at its last waypoint.
   *
   * @param names makes the part with the samples' names
   * @throws CorruptArchiveException when there is no waypoint
   */
  public static ArchiveFile recoverAlongWaypoints(
      FileOpener opener, RecoveredEnd.NamesPart names, MemoryBudget mapped, MemoryBudget budget)
      throws IOException {
    ReadableFile file = opener.open(mapped);
    RecoveredEnd end = null;
    try {
      end = recoveredEnd(file, names, budget);
      file.replaceEnd(end.start(), end.bytes());
      long footerBytes = file.size() - Long.BYTES - end.tableStart();
      ArchiveFile archive =
          new ArchiveFile(file, new FooterPlace(end.tableStart(), footerBytes), false, budget);
      archive.recoveredEnd = end;
      return archive;
    } catch (IOException | RuntimeException | Error e) {
      if (end != null) {
        end.close();
      }
      file.close();
      throw e;
    }
  }

  private static RecoveredEnd recoveredEnd(
      ReadableFile file, RecoveredEnd.NamesPart names, MemoryBudget budget) throws IOException {
    try (WaypointTrail trail = WaypointTrail.find(file, StreamNames::following, budget)) {
      if (trail == null) {
        throw new CorruptArchiveException(
            file.name(), "it has neither a stream table nor a waypoint in front of it");
      }
      return new RecoveredEnd(
          trail, StreamNames.SAMPLES, StreamNames.DETAILS, StreamNames.PARAMETERS, names, budget);
    } catch (MalformedBytesException e) {
      throw new CorruptArchiveException(file.name(), "waypoint: " + e.getMessage());
    }
  }

  /** Finds the footer. */
  private interface FooterFinder {
    FooterPlace find(ReadableFile file) throws IOException;
  }

  private static ArchiveFile open(
      FileOpener opener,
      FooterFinder finder,
      boolean isStrict,
      MemoryBudget mapped,
      MemoryBudget budget)
      throws IOException {
    ReadableFile file = opener.open(mapped);
    try {
      return new ArchiveFile(file, finder.find(file), isStrict, budget);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** What the file is called in messages. */
  public String name() {
    return file.name();
  }

  /** The file's path, or null if it has none. */
  public Path path() {
    return file.path();
  }

  /** Offset of the footer. */
  long footerStart() {
    return footerStart;
  }

  /** The file's size in bytes. */
  public long size() {
    return size;
  }

  /** Whether the path still names this file, and it has not grown. */
  boolean isUntouched() throws IOException {
    return file.isNamed() && Files.size(path()) == size;
  }

  /** How much memory the archive's numbers may ask for. */
  public Expansion expansion() {
    return new Expansion(size);
  }

  /**
   * The offset in the file right after the stream table and its seal. Usually the trailer's: what
   * lies between them is ignored.
   */
  public long footerEnd() {
    return footerStart + directory.tableBytes() + (seal == null ? 0 : FooterSeal.BYTES);
  }

  @Override
  public StreamDirectory directory() {
    return directory;
  }

  @Override
  public PartCopy part(int stream, long part) throws IOException {
    checkPart(stream, part);
    long bytes = bytesFrom(stream, part);
    try {
      MalformedBytesException.verify(bytes >= 0, 0, "outside the file");
      BlockPool.Loan copy = copies.lend(bytes);
      try {
        file.copy(directory.offset(stream, part), copy.bytes());
        return new PartCopy(check(stream, part, copy.bytes()), copy);
      } catch (IOException | RuntimeException | Error e) {
        copy.close();
        throw e;
      }
    } catch (MalformedBytesException e) {
      throw corrupt(directory.name(stream), part, e);
    }
  }

  /**
   * How many bytes of parts may be told at a time that they {@link #willRead}; 0 if there is no
   * need to tell.
   */
  public long aheadBytes() {
    return file.aheadBytes();
  }

  /** Adds where a part lies to {@code places}; nothing if there is no such part. */
  public void addPlace(int stream, long part, ByteRanges places) {
    if (stream != StreamDirectory.NONE && part >= 0 && part < directory.parts(stream)) {
      places.add(directory.offset(stream, part), bytesFrom(stream, part));
    }
  }

  /** Fetches what will be read at once from where the archive is. */
  public void willRead(ByteRanges places) throws IOException {
    file.willRead(places);
  }

  /** So many bytes hold a part, its integer included, as far as there are so many. */
  private long bytesFrom(int stream, long part) {
    return Math.min(
        footerStart - directory.offset(stream, part),
        ContainerInteger.BYTES_MAX + directory.size(stream, part));
  }

  /** The part that {@code copy} begins with, which is checked. */
  private PartBytes check(int stream, long part, MemorySegment copy) {
    long size = directory.size(stream, part);
    ByteReader reader = new ByteReader(copy);
    // An empty part cannot carry metadata: readers take it as 0.
    long metadata = size == 0 ? 0 : ContainerInteger.read(reader);
    MemorySegment data = reader.slice(size);
    MalformedBytesException.verify(
        !directory.hasChecksums()
            || directory.checksum(stream, part) == Checksum.of(copy.asSlice(0, reader.position())),
        0,
        "does not match its checksum");
    return new PartBytes(metadata, data);
  }

  /**
   * The names of the streams of which a part does not match its checksum: the part is damaged, or
   * the checksum, which parts are not refused for if it is unproven itself. Reads the whole
   * archive.
   *
   * @return all streams that belong to no group if there are no checksums that can be used
   */
  public List<String> unprovenStreams() throws IOException {
    if (!directory.knowsChecksums()) {
      return directory.namedStreams();
    }
    List<String> unproven = new ArrayList<>();
    for (int stream = 0; stream < directory.streams(); stream++) {
      if (!isProven(stream)) {
        unproven.add(directory.name(stream));
      }
    }
    return unproven;
  }

  private boolean isProven(int stream) throws IOException {
    try {
      for (long part = 0; part < directory.parts(stream); part++) {
        if (checksumOfBytes(stream, part) != directory.checksum(stream, part)) {
          return false;
        }
      }
      return true;
    } catch (CorruptArchiveException e) {
      return false;
    }
  }

  /** The checksum of a part: the one that the archive has, or else that of its bytes. */
  int checksum(int stream, long index) throws IOException {
    return directory.hasChecksums()
        ? directory.checksum(stream, index)
        : checksumOfBytes(stream, index);
  }

  private int checksumOfBytes(int stream, long index) throws IOException {
    try (PartCopy part = part(stream, index)) {
      return Checksum.of(part.encoded());
    }
  }

  /**
   * Copies part {@code part} (0-based) of {@code stream} into {@code scratch}, without mapping it.
   *
   * @throws CorruptArchiveException when there is no such part
   * @throws IllegalStateException when the archive is closed
   */
  public PartBytes read(int stream, long part, Scratch scratch) throws IOException {
    checkPart(stream, part);
    long bytes = bytesFrom(stream, part);
    try {
      MalformedBytesException.verify(bytes <= Integer.MAX_VALUE, 0, "part too large");
      MalformedBytesException.verify(bytes >= 0, 0, "outside the file");
      MemorySegment copy = scratch.atLeast(bytes).asSlice(0, bytes);
      file.read(directory.offset(stream, part), copy);
      return check(stream, part, copy);
    } catch (MalformedBytesException e) {
      throw corrupt(directory.name(stream), part, e);
    }
  }

  /** Refuses a part that is not there. */
  void checkPart(int stream, long part) throws CorruptArchiveException {
    if (part < 0 || part >= directory.parts(stream)) {
      throw new CorruptArchiveException(
          file.name(), "part " + part + " of stream " + stream + " is missing");
    }
  }

  @Override
  public CorruptArchiveException corrupt(String stream, long part, Throwable cause) {
    return new CorruptArchiveException(file.name(), stream, part, cause);
  }

  @Override
  public void close() throws IOException {
    file.close();
    copies.close();
    directory.close();
    if (recoveredEnd != null) {
      recoveredEnd.close();
    }
  }
}
