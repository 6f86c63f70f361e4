package io.github.agc4j.internal.group.read;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.dna.MarkCursor;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.file.ByteRanges;
import io.github.agc4j.internal.lzdiff.LzDiffDecoder;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.TuplePacking;
import io.github.agc4j.internal.text.StoredRuns;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A worker's access to the sequences of groups (AGC format, section 5.2). For one thread at a time.
 */
public final class GroupReader implements AutoCloseable {
  private static final String NO_SUCH_SEQUENCE = "in-group id beyond the last sequence";

  /** Codes that are reserved room for on the metadata's word. */
  private static final long MEASURED_FIRST = 1 << 20;

  private final ArchiveFile archive;
  private final int cardinality;
  private final PartCache cache;
  private final PartLoader loader;
  private final LzDiffDecoder decoder;
  private final DecodedRange wanted;
  private final Scratch delta;

  /** Where the reference at hand is in lower case. */
  private final MarkCursor referenceMarks = new MarkCursor();

  /** Whether marks of lower case are wanted. */
  private boolean isMarked;

  /** The reference that is kept, or null. */
  private CachedPart kept;

  /** The pack of which several sequences are wanted; no stream if there is none. */
  private int runStream = StreamDirectory.NONE;

  private long runIndex;
  private int runLast;

  /**
   * A reader of {@code archive} that shares {@code cache} with others; its buffers count in {@code
   * budget}.
   *
   * @param masks where references are in lower case; borrowed
   */
  public GroupReader(
      ArchiveFile archive,
      ArchiveParameters parameters,
      PartCache cache,
      StoredRuns masks,
      MemoryBudget budget) {
    this.archive = archive;
    this.cardinality = parameters.packCardinality();
    this.cache = cache;
    this.loader = new PartLoader(parameters.matchMin(), masks, budget);
    this.decoder = new LzDiffDecoder(parameters.matchMin());
    this.wanted = new DecodedRange(budget);
    this.delta = new Scratch(budget);
  }

  /**
   * The number of symbols of a sequence, at most {@code lengthMax}.
   *
   * @throws CorruptArchiveException when the group has no such sequence, or it is longer or damaged
   */
  public long length(int group, int id, long lengthMax) throws IOException {
    isMarked = false;
    wanted.want(lengthMax, Long.MAX_VALUE, Long.MAX_VALUE, Strand.FORWARD);
    return read(group, id);
  }

  /**
   * The codes {@code [from, to)} of a sequence as stored, which must have {@code length} symbols;
   * no others are decoded, nor is what stands after them looked at. Of a sequence that shows the
   * reverse strand they are given as their reverse complement.
   *
   * @param marks whether they are marked where they are in lower case as far as the group's
   *     reference tells: see {@link io.github.agc4j.internal.dna.Nucleotides#LOWER}
   * @return borrowed until the next call
   * @throws CorruptArchiveException when the group has no such sequence, or it has another length
   *     or is damaged
   */
  public MemorySegment codes(
      int group, int id, long length, long from, long to, Strand strand, boolean marks)
      throws IOException {
    if (to - from > MEASURED_FIRST) {
      // A damaged length must not make us reserve gigabytes.
      checkLength(group, id, length, length(group, id, length));
    }
    verifySize(group, to - from);
    isMarked = marks;
    wanted.want(length, from, to, strand);
    long read = read(group, id);
    cache.countGiven(to - from);
    checkLength(group, id, length, to < length && read >= to ? length : read);
    return wanted.codes();
  }

  private void verifySize(int group, long symbols) throws CorruptArchiveException {
    try {
      archive.expansion().verifySegment(symbols);
    } catch (MalformedBytesException e) {
      throw new CorruptArchiveException(archive.name(), "group " + group + ": " + e.getMessage());
    }
  }

  /** Adds where the parts lie that a sequence is read from, but those that are there. */
  public void addPlaces(int group, int id, ByteRanges places) {
    StreamDirectory directory = archive.directory();
    boolean isRaw = group < StreamNames.RAW_GROUPS;
    int reference = directory.referenceStream(group);
    if (!isRaw && !cache.hasAll(reference, 0)) {
      archive.addPlace(reference, 0, places);
    }
    int pack = packIndex(group, id);
    int stream = directory.deltaStream(group);
    if ((isRaw || id > 0) && !cache.hasAll(stream, pack)) {
      archive.addPlace(stream, pack, places);
    }
  }

  /** The pack of a group that a sequence is in; that of a reference is the first. */
  public int packIndex(int group, int id) {
    return (group < StreamNames.RAW_GROUPS ? id : Math.max(0, id - 1)) / cardinality;
  }

  /**
   * Keeps the reference of a group once it is there, and reads a pack of it but once, until others
   * are to be kept or {@link #letGo} is called.
   *
   * @param last of the sequences that are read meanwhile, which lie in one {@link #packIndex}, that
   *     with the highest id
   * @param several whether sequences of the pack are read more than once in all
   */
  public void keep(int group, int last, boolean several) {
    CachedPart before = kept;
    StreamDirectory directory = archive.directory();
    boolean isRaw = group < StreamNames.RAW_GROUPS;
    kept = isRaw ? null : cache.holdReference(directory.referenceStream(group));
    runStream = StreamDirectory.NONE;
    int stream = directory.deltaStream(group);
    int place = isRaw ? last : last - 1;
    if (several && place >= 0 && stream != StreamDirectory.NONE) {
      int index = place / cardinality;
      if (!cache.hasAll(stream, index)) {
        runStream = stream;
        runIndex = index;
        runLast = place % cardinality;
      }
    }
    if (before != null) {
      before.close();
    }
  }

  /** Keeps nothing any more. */
  public void letGo() {
    runStream = StreamDirectory.NONE;
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private void checkLength(int group, int id, long length, long actual)
      throws CorruptArchiveException {
    if (actual != length) {
      throw new CorruptArchiveException(
          archive.name(), "sequence " + id + " of group " + group + ": segment of another length");
    }
  }

  /**
   * Takes what is wanted of a sequence, and returns its length, or the end of what is wanted or
   * more if it has more than that.
   */
  private long read(int group, int id) throws IOException {
    if (group < StreamNames.RAW_GROUPS) {
      return readRaw(group, id);
    }
    String stream = archive.directory().referenceName(group);
    try (CachedPart part =
        cache.reference(
            archive, archive.directory().referenceStream(group), group, stream, loader)) {
      ReferenceSymbols reference = symbols(part);
      if (id > 0) {
        return readDelta(group, id - 1, masked(reference, part));
      }
      check(reference.length() <= wanted.lengthMax(), group, "reference longer than the segment");
      if (part.packed() != null) {
        wanted.take(part.packed(), 0, reference.length());
      } else {
        wanted.take(reference);
      }
      if (isMarked) {
        wanted.mark(part.referenceMarks(), 0, reference.length());
      }
      return reference.length();
    }
  }

  /** The reference with its marks if it has any, and they can be read or must be. */
  private ReferenceSymbols masked(ReferenceSymbols reference, CachedPart part)
      throws CorruptArchiveException {
    if (part.hasDamagedMarks() && !isMarked) {
      return reference;
    }
    if (part.referenceMarks().byteSize() == 0) {
      return reference;
    }
    referenceMarks.goTo(part.referenceMarks());
    return new MaskedReference(reference, referenceMarks, isMarked);
  }

  private static ReferenceSymbols symbols(CachedPart part) {
    if (part.packed() != null) {
      return new Packed(part.packed());
    }
    MemorySegment bytes = part.bytes();
    return part.isTuples()
        ? new Tuples(bytes, TuplePacking.unpackedLength(bytes, bytes.byteSize()))
        : ReferenceSymbols.of(bytes, bytes.byteSize());
  }

  /** A reference at two bits per code. */
  private record Packed(PackedSequence codes) implements ReferenceSymbols {
    @Override
    public long length() {
      return codes.symbols();
    }

    @Override
    public void copy(long from, long count, MemorySegment target, long at) {
      codes.unpack(from, count, target, at);
    }
  }

  /** A reference that is unpacked where it is needed. */
  private record Tuples(MemorySegment bytes, long length) implements ReferenceSymbols {
    @Override
    public void copy(long from, long count, MemorySegment target, long at) {
      TuplePacking.unpack(bytes, from, count, target, at);
    }
  }

  private long readDelta(int group, int place, ReferenceSymbols reference) throws IOException {
    try {
      if (isRun(group, place)) {
        int last = PackRun.last(false, runLast);
        return decode(itemOf(group, runStream, place, last), reference);
      }
      try (CachedPart part = items(group, place, reference)) {
        if (part == null) {
          return decode(itemOf(group, packStream(group, place), place, 0), reference);
        }
        int item = place % cardinality - part.firstItem();
        check(item < part.items(), group, NO_SUCH_SEQUENCE);
        return part.packed() != null
            ? takeItem(part, item, group)
            : decode(part.delta(item, delta), reference);
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(archive.directory().deltaName(group), place / cardinality, e);
    }
  }

  private long decode(MemorySegment bytes, ReferenceSymbols reference) {
    return decoder.decode(
        bytes,
        0,
        bytes.byteSize(),
        reference,
        wanted.lengthMax(),
        wanted.room(),
        wanted.from(),
        wanted.to());
  }

  private long readRaw(int group, int place) throws IOException {
    int stream = packStream(group, place);
    if (isRun(group, place)) {
      return readRawPast(group, stream, place, runLast);
    }
    if (!cache.admits(stream, place / cardinality)) {
      return readRawPast(group, stream, place, 0);
    }
    try (CachedPart part = items(group, place, null)) {
      if (part == null) {
        return readRawPast(group, stream, place, 0);
      }
      int item = place % cardinality - part.firstItem();
      check(item < part.items(), group, NO_SUCH_SEQUENCE);
      return takeItem(part, item, group);
    }
  }

  /** Takes what is wanted of a sequence past the cache; {@code last} of its pack is wanted, too. */
  private long readRawPast(int group, int stream, int place, int last) throws IOException {
    try {
      MemorySegment codes = itemOf(group, stream, place, last);
      check(codes.byteSize() <= wanted.lengthMax(), group, "sequence longer than the segment");
      wanted.take(codes, 0, codes.byteSize());
      return codes.byteSize();
    } catch (MalformedBytesException e) {
      throw archive.corrupt(archive.directory().deltaName(group), place / cardinality, e);
    }
  }

  /** Takes what is wanted of an item that is kept as a sequence. */
  private long takeItem(CachedPart part, int item, int group) throws CorruptArchiveException {
    long start = part.itemStart(item);
    long length = part.itemEnd(item) - start;
    check(length <= wanted.lengthMax(), group, "sequence longer than the segment");
    if (part.packed() == null) {
      wanted.take(part.bytes(), start, length);
    } else {
      wanted.take(part.packed(), start, length);
    }
    if (isMarked) {
      wanted.mark(part.marks(), start, length);
    }
    return length;
  }

  /** Whether the item's pack is the one of which several are wanted. */
  private boolean isRun(int group, int place) throws CorruptArchiveException {
    return runStream != StreamDirectory.NONE
        && runStream == packStream(group, place)
        && runIndex == place / cardinality;
  }

  /** An item read past the cache; {@code last} of its pack is wanted, too. */
  private MemorySegment itemOf(int group, int stream, int place, int last) throws IOException {
    int item = place % cardinality;
    PackRun run = loader.run();
    cache.countDecoded(run.read(archive, stream, place / cardinality, Math.max(last, item)));
    check(item < run.items(), group, NO_SUCH_SEQUENCE);
    return run.item(item);
  }

  /**
   * What is kept of the pack of a place, null if nothing is; {@code reference} is null if the group
   * is raw.
   */
  private CachedPart items(int group, int place, ReferenceSymbols reference) throws IOException {
    return cache.items(
        archive,
        packStream(group, place),
        place / cardinality,
        place % cardinality,
        archive.directory().deltaName(group),
        reference,
        loader);
  }

  /** The stream with the pack that has the item; there is one. */
  private int packStream(int group, int place) throws CorruptArchiveException {
    int stream = archive.directory().deltaStream(group);
    check(
        stream != StreamDirectory.NONE && place / cardinality < archive.directory().parts(stream),
        group,
        "in-group id beyond the last pack");
    return stream;
  }

  private void check(boolean condition, int group, String reason) throws CorruptArchiveException {
    if (!condition) {
      throw new CorruptArchiveException(archive.name(), "group " + group + ": " + reason);
    }
  }

  @Override
  public void close() {
    letGo();
    loader.close();
    wanted.close();
    delta.close();
  }
}
