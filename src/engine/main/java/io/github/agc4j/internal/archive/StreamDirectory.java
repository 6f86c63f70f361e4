package io.github.agc4j.internal.archive;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.info.StreamKind;
import io.github.agc4j.internal.archive.footer.ContainerInteger;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Object2IntHashMap;

/**
 * Which streams an archive has and where their parts are: the decoded footer. Streams of groups are
 * found by number, under the names of the archive's format; the others by name. Immutable once
 * made; any thread may ask.
 */
public final class StreamDirectory implements AutoCloseable {
  /** The stream that an archive does not have. */
  public static final int NONE = -1;

  /** Columns of the parts' places. */
  private static final int OFFSET = 0;

  private static final int SIZE = 1;
  private static final int PLACE_COLUMNS = 2;
  private static final int STREAM_BYTES_MIN = 4;
  private static final int PLACE_BYTES_MIN = 2;

  /** Their names are on the heap. */
  private static final int NAMED_MAX = 1 << 12;

  /** For each stream the index of its first part, and one more for the end. */
  private final LongArray firstPart;

  private final LongTable places;

  /** For each group its reference stream and its delta stream, by their names in format 3. */
  private final LongArray groupStreams;

  /** The same by their names in formats 1 and 2. */
  private final LongArray oldGroupStreams;

  /** The checksum of each part; empty if there are none. */
  private final IntArray checksums;

  /** Whether the checksums are what they were. */
  private boolean areChecksumsProven;

  /** For each stream its place among those of the groups; filled when a name is asked for. */
  private final LongArray placesInGroups;

  private final boolean isOld;
  private final long tableBytes;

  private final Object2IntHashMap<String> named = new Object2IntHashMap<>(NONE);

  /**
   * Decodes {@code footer}.
   *
   * @param footerStart the footer's offset in the file: parts must end before it
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when it does not follow the
   *     grammar
   */
  StreamDirectory(MemorySegment footer, long footerStart, MemoryBudget budget) {
    firstPart = new LongArray(budget);
    places = new LongTable(PLACE_COLUMNS, budget);
    groupStreams = new LongArray(budget);
    oldGroupStreams = new LongArray(budget);
    checksums = new IntArray(budget);
    placesInGroups = new LongArray(budget);
    try {
      ByteReader reader = new ByteReader(footer);
      read(reader, footerStart);
      tableBytes = reader.position();
      isOld =
          !named.containsKey(StreamNames.SAMPLES)
              && (named.containsKey(StreamNames.MAIN)
                  || named.containsKey(StreamNames.DESCRIPTION));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void read(ByteReader reader, long footerStart) {
    long streams = ContainerInteger.read(reader);
    verify(streams > 0, 0, "no streams");
    verify(
        streams <= reader.remaining() / STREAM_BYTES_MIN,
        0,
        "more streams than the footer can hold");
    for (int stream = 0; stream < streams; stream++) {
      long at = reader.position();
      verify(
          register(reader.zeroTerminated(), stream, streams),
          at,
          "stream without a name or with a used one");
      long parts = ContainerInteger.read(reader);
      ContainerInteger.read(reader);
      verify(
          parts <= reader.remaining() / PLACE_BYTES_MIN,
          reader.position(),
          "more parts than the footer can hold");
      firstPart.add(places.rows());
      for (long part = 0; part < parts; part++) {
        long offset = ContainerInteger.read(reader);
        long size = ContainerInteger.read(reader);
        verify(
            offset < footerStart && size < footerStart - offset,
            reader.position(),
            "part outside the file");
        long row = places.add();
        places.set(row, OFFSET, offset);
        places.set(row, SIZE, size);
      }
    }
    firstPart.add(places.rows());
  }

  private boolean register(byte[] name, int stream, long streams) {
    long group = StreamNames.groupOf(name);
    if (group >= 0 && group < streams) {
      return register(groupStreams, group, name, stream);
    }
    long oldGroup = StreamNames.oldGroupOf(name);
    if (oldGroup >= 0 && oldGroup < streams) {
      return register(oldGroupStreams, oldGroup, name, stream);
    }
    verify(named.size() < NAMED_MAX, 0, "too many streams that belong to no group");
    return name.length > 0
        && named.put(new String(name, StandardCharsets.ISO_8859_1), stream) == NONE;
  }

  private static boolean register(LongArray groups, long group, byte[] name, int stream) {
    long place = group * 2 + (StreamNames.isReference(name) ? 0 : 1);
    if (place >= groups.count()) {
      groups.resize((group + 1) * 2, NONE);
    }
    boolean isFree = groups.get(place) == NONE;
    groups.set(place, stream);
    return isFree;
  }

  /** The stream called {@code name}, which is not a group's; {@link #NONE} if there is none. */
  public int stream(String name) {
    return named.getValue(name);
  }

  /** The names of the streams that belong to no group, in no order. */
  List<String> namedStreams() {
    List<String> names = new ArrayList<>();
    named.forEachInt((name, number) -> names.add(name));
    return names;
  }

  /** Groups are numbered below this. */
  public int groups() {
    return (int) (groupStreams().count() / 2);
  }

  private LongArray groupStreams() {
    return isOld ? oldGroupStreams : groupStreams;
  }

  /** The reference stream of {@code group}, or {@link #NONE}. */
  public int referenceStream(int group) {
    return groupStream(group, 0);
  }

  /** The delta stream of {@code group}, or {@link #NONE}. */
  public int deltaStream(int group) {
    return groupStream(group, 1);
  }

  /**
   * What the reference stream of {@code group} is called in this archive, if it is there or not.
   */
  public String referenceName(int group) {
    return isOld ? StreamNames.oldReference(group) : StreamNames.reference(group);
  }

  /** What the delta stream of {@code group} is called in this archive, if it is there or not. */
  public String deltaName(int group) {
    return isOld ? StreamNames.oldDelta(group) : StreamNames.delta(group);
  }

  private int groupStream(int group, int kind) {
    return group < 0 || group >= groups() ? NONE : (int) groupStreams().get(group * 2L + kind);
  }

  /** What {@code stream} is called. */
  public String name(int stream) {
    String[] found = {null};
    // Iterators of this map are shared, which several threads may not do.
    named.forEachInt((name, number) -> found[0] = number == stream ? name : found[0]);
    if (found[0] != null) {
      return found[0];
    }
    long place = placeInGroups(stream);
    if (place == NONE) {
      return "number " + stream;
    }
    int group = (int) (place / 2);
    return place % 2 == 0 ? referenceName(group) : deltaName(group);
  }

  /** Where {@code stream} is among those of the groups. */
  private synchronized long placeInGroups(int stream) {
    if (placesInGroups.count() == 0) {
      placesInGroups.resize(streams(), NONE);
      for (long place = 0; place < groupStreams().count(); place++) {
        if (groupStreams().get(place) != NONE) {
          placesInGroups.set(groupStreams().get(place), place);
        }
      }
    }
    return placesInGroups.get(stream);
  }

  /** Bytes of the parts of each kind of stream, as they lie in the file. */
  public Map<StreamKind, Long> bytesByKind() {
    Map<StreamKind, Long> bytes = new EnumMap<>(StreamKind.class);
    for (int group = 0; group < groups(); group++) {
      bytes.merge(StreamKind.REFERENCES, bytes(referenceStream(group)), Long::sum);
      bytes.merge(StreamKind.PACKS, bytes(deltaStream(group)), Long::sum);
    }
    named.forEachInt((name, stream) -> bytes.merge(kind(name), bytes(stream), Long::sum));
    return bytes;
  }

  private static StreamKind kind(String name) {
    return switch (name) {
      case StreamNames.SAMPLES, StreamNames.CONTIGS, StreamNames.MAIN -> StreamKind.NAMES;
      case StreamNames.DETAILS, StreamNames.DESCRIPTION -> StreamKind.PLACES;
      case StreamNames.DIGESTS -> StreamKind.DIGESTS;
      case StreamNames.LAYOUTS -> StreamKind.LAYOUTS;
      case StreamNames.LOWER_CASE, StreamNames.MASKS -> StreamKind.LOWER_CASE;
      case StreamNames.SYMBOLS -> StreamKind.SYMBOLS;
      case StreamNames.CHECKSUMS -> StreamKind.CHECKSUMS;
      default -> StreamKind.OTHER;
    };
  }

  private long bytes(int stream) {
    long bytes = 0;
    for (long part = 0; part < parts(stream); part++) {
      bytes += size(stream, part);
    }
    return bytes;
  }

  /** Number of streams. */
  public int streams() {
    return (int) firstPart.count() - 1;
  }

  /** Number of parts of {@code stream}; 0 for {@link #NONE}. */
  public long parts(int stream) {
    return stream == NONE ? 0 : firstPart.get(stream + 1) - firstPart.get(stream);
  }

  /** The number of a part among those of all streams, in the order of the table. */
  public long index(int stream, long part) {
    return firstPart.get(stream) + part;
  }

  /** Where a part is in the file, its metadata in front. */
  public long offset(int stream, long part) {
    return places.get(index(stream, part), OFFSET);
  }

  /** Bytes of a part, without its metadata. */
  public long size(int stream, long part) {
    return places.get(index(stream, part), SIZE);
  }

  /** Number of parts of all streams. */
  public long parts() {
    return places.rows();
  }

  /**
   * Takes the checksums of all parts.
   *
   * @param words four bytes for each but the last, the least significant first
   * @param last the checksum of the last part, which holds the others
   * @param areProven whether they are what they were; if not, no part is refused for them
   */
  void readChecksums(MemorySegment words, int last, boolean areProven) {
    verify(words.byteSize() == (parts() - 1) * Integer.BYTES, 0, "not one checksum for each part");
    ByteReader in = new ByteReader(words);
    checksums.resize(parts(), 0);
    for (long part = 0; part < parts() - 1; part++) {
      checksums.set(part, in.intLittleEndian());
    }
    checksums.set(parts() - 1, last);
    areChecksumsProven = areProven;
  }

  /** Whether the parts have checksums that are what they were. */
  public boolean hasChecksums() {
    return areChecksumsProven;
  }

  /** Whether the parts have checksums, which may be damaged themselves. */
  boolean knowsChecksums() {
    return checksums.count() > 0;
  }

  /** The checksum that a part should have. */
  int checksum(int stream, long part) {
    return checksums.get(index(stream, part));
  }

  /** Bytes of the stream table; the footer may have more, which is no part of it. */
  long tableBytes() {
    return tableBytes;
  }

  @Override
  public void close() {
    firstPart.close();
    places.close();
    groupStreams.close();
    oldGroupStreams.close();
    checksums.close();
    placesInGroups.close();
  }
}
