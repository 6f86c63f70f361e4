package io.github.agc4j.internal.read.open;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.group.read.GroupReader;
import io.github.agc4j.internal.group.read.PartCache;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.text.StoredRuns;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Puts contigs together from their segments, which overlap by k symbols (AGC format, section 7.1),
 * and checks that they do and that each is as long as the metadata say. For one thread at a time.
 */
public final class ContigDecoder implements AutoCloseable {
  private static final int NO_OVERLAP = 0;

  private final ArchiveFile archive;
  private final int k;
  private final GroupReader groups;
  private final Scratch lastSymbols;
  private final PartsAhead ahead;

  ContigDecoder(
      ArchiveFile archive,
      ArchiveParameters parameters,
      PartCache cache,
      StoredRuns masks,
      MemoryBudget budget) {
    this.archive = archive;
    this.k = parameters.kmerLength();
    this.groups = new GroupReader(archive, parameters, cache, masks, budget);
    this.lastSymbols = new Scratch(budget);
    this.ahead = new PartsAhead(archive, groups);
  }

  /** Takes pieces of a contig in order. */
  public interface SymbolSink {
    /** {@code length} codes of {@code codes} from {@code offset} on, borrowed until return. */
    void accept(MemorySegment codes, long offset, long length) throws IOException;
  }

  /**
   * Finds out how the sample's raw lengths are coded, by one segment of which both readings differ
   * (AGC format, section 4.3.4). Prefers a group's reference, whose length is known without
   * decompression; a damaged one is passed over, since it must not take the other contigs with it.
   */
  LengthReading settle(CatalogBatch batch, int place) throws IOException {
    CorruptArchiveException[] damage = {null};
    LengthReading settled = settle(batch, place, true, damage);
    if (settled == null) {
      settled = settle(batch, place, false, damage);
    }
    if (settled == null && damage[0] != null) {
      throw damage[0];
    }
    return settled == null ? LengthReading.USUAL : settled;
  }

  private LengthReading settle(
      CatalogBatch batch, int place, boolean byReferences, CorruptArchiveException[] damage)
      throws IOException {
    for (long contig = 0; contig < batch.contigs(place); contig++) {
      for (long i = 0; i < batch.segments(place, contig); i++) {
        SegmentPlacement segment = batch.placement(place, contig, i);
        long other = batch.otherLength(place, contig, i, k);
        if (segment.length() != other && isReference(segment) == byReferences) {
          try {
            long actual = byReferences ? referenceLength(segment) : decodedLength(segment, other);
            return reading(segment, other, actual);
          } catch (CorruptArchiveException e) {
            damage[0] = e;
          }
        }
      }
    }
    return null;
  }

  private LengthReading reading(SegmentPlacement segment, long other, long actual)
      throws CorruptArchiveException {
    check(actual == segment.length() || actual == other, segment, "segment of another length");
    return actual == other ? LengthReading.APPENDED_BY_OLD_RELEASE : LengthReading.USUAL;
  }

  private static boolean isReference(SegmentPlacement segment) {
    return segment.group() >= StreamNames.RAW_GROUPS && segment.id() == 0;
  }

  /** The symbols of a group's reference, as its part tells them (AGC format, section 5.3). */
  private long referenceLength(SegmentPlacement segment) throws IOException {
    int stream = archive.directory().referenceStream(segment.group());
    check(stream != StreamDirectory.NONE, segment, "the group's reference is missing");
    try (PartCopy part = archive.part(stream, 0)) {
      return PackReader.referenceLength(part.data(), part.metadata());
    }
  }

  private long decodedLength(SegmentPlacement segment, long other) throws IOException {
    return groups.length(segment.group(), segment.id(), Math.max(segment.length(), other));
  }

  /** The length of a segment in symbols. */
  long segmentLength(
      CatalogBatch batch, int place, long contig, long segment, LengthReading reading)
      throws IOException {
    long length =
        reading == LengthReading.USUAL
            ? batch.placement(place, contig, segment).length()
            : batch.otherLength(place, contig, segment, k);
    long least = batch.segments(place, contig) > 1 ? k : 1;
    if (length < least) {
      throw new CorruptArchiveException(
          archive.name(), "segment of " + length + " symbols in contig " + contig);
    }
    return length;
  }

  /** Symbols that neighbouring segments share. */
  int overlap() {
    return k;
  }

  /** The length of a contig in symbols. */
  long length(CatalogBatch batch, int place, long contig, LengthReading reading)
      throws IOException {
    long segments = batch.segments(place, contig);
    long length = segments == 0 ? 0 : k;
    for (long i = 0; i < segments; i++) {
      length += segmentLength(batch, place, contig, i, reading) - k;
    }
    return length;
  }

  /**
   * Writes where the contig's segments end to {@code ends} from {@code index} on.
   *
   * @throws CorruptArchiveException when the metadata of their lengths make no sense
   */
  void storeEnds(
      CatalogBatch batch, int place, long contig, LengthReading reading, LongArray ends, long index)
      throws IOException {
    long end = k;
    for (long i = 0; i < batch.segments(place, contig); i++) {
      end += segmentLength(batch, place, contig, i, reading) - k;
      ends.set(index + i, end);
    }
  }

  /**
   * Decodes symbols {@code [from, to)} of a contig; only the segments that they lie in.
   *
   * @param first the first segment that ends after {@code from}, or one in front of it
   * @param firstStart where that begins
   * @param marks whether codes are marked where they are in lower case as far as the references of
   *     their groups tell
   */
  void decode(
      CatalogBatch batch,
      int place,
      long contig,
      LengthReading reading,
      long first,
      long firstStart,
      long from,
      long to,
      boolean marks,
      SymbolSink sink)
      throws IOException {
    long start = firstStart;
    long overlap = NO_OVERLAP;
    long fetched = ahead.areWorthIt() ? first : Long.MAX_VALUE;
    for (long i = first; i < batch.segments(place, contig); i++) {
      long length = segmentLength(batch, place, contig, i, reading);
      long newStart = start + (i == 0 ? 0 : k);
      if (newStart >= to) {
        return;
      }
      if (i == fetched && start + length > from) {
        fetched = fetch(batch, place, contig, reading, i, start, to);
      } else if (i == fetched) {
        fetched++;
      }
      if (start + length > from) {
        long begin = Math.max(from, newStart);
        long end = Math.min(to, start + length);
        boolean goesOn = to > start + length && length >= k;
        // The k symbols in front too: whoever reads a contig in pieces compares them.
        long wanted = overlap > NO_OVERLAP ? 0 : Math.max(0, Math.min(begin, end) - start - k);
        wanted = goesOn ? Math.min(wanted, length - k) : wanted;
        SegmentPlacement placement = batch.placement(place, contig, i);
        MemorySegment codes = codes(placement, length, wanted, end - start, marks);
        checkOverlap(codes, overlap, placement);
        if (begin < end) {
          sink.accept(codes, begin - start - wanted, end - begin);
        }
        overlap = goesOn ? keepLast(codes) : NO_OVERLAP;
      }
      start += length - k;
    }
  }

  /**
   * Fetches what segments from {@code first} on are read from, together.
   *
   * @return the first segment of which nothing was fetched
   */
  private long fetch(
      CatalogBatch batch,
      int place,
      long contig,
      LengthReading reading,
      long first,
      long firstStart,
      long to)
      throws IOException {
    ahead.clear();
    long start = firstStart;
    long segment = first;
    for (boolean hasRoom = true; hasRoom && segment < batch.segments(place, contig); segment++) {
      if (start + (segment == 0 ? 0 : k) >= to) {
        break;
      }
      SegmentPlacement placement = batch.placement(place, contig, segment);
      hasRoom = ahead.add(placement.group(), placement.id());
      start += segmentLength(batch, place, contig, segment, reading) - k;
    }
    ahead.fetch();
    return segment;
  }

  /** What will be read next, for those who know; for this thread. */
  public PartsAhead ahead() {
    return ahead;
  }

  /**
   * The codes {@code [from, to)} of a segment of {@code length} symbols, as in the contig.
   *
   * @param marks whether they are marked where they are in lower case as far as the group's
   *     reference tells
   * @return borrowed until the next call
   */
  public MemorySegment codes(
      SegmentPlacement placement, long length, long from, long to, boolean marks)
      throws IOException {
    boolean isForward = placement.strand() == Strand.FORWARD;
    return groups.codes(
        placement.group(),
        placement.id(),
        length,
        isForward ? from : length - to,
        isForward ? to : length - from,
        placement.strand(),
        marks);
  }

  private void checkOverlap(MemorySegment codes, long overlap, SegmentPlacement placement)
      throws IOException {
    if (overlap > NO_OVERLAP) {
      MemorySegment last = lastSymbols.atLeast(k);
      check(isSame(codes, last, overlap), placement, "neighbouring segments do not overlap");
    }
  }

  /** Whether symbols are the same, in either case. */
  private static boolean isSame(MemorySegment codes, MemorySegment others, long count) {
    for (long at = 0; at < count; at++) {
      int differing = codes.get(ValueLayout.JAVA_BYTE, at) ^ others.get(ValueLayout.JAVA_BYTE, at);
      if ((differing & ~Nucleotides.LOWER) != 0) {
        return false;
      }
    }
    return true;
  }

  private long keepLast(MemorySegment codes) {
    MemorySegment.copy(codes, codes.byteSize() - k, lastSymbols.atLeast(k), 0, k);
    return k;
  }

  /**
   * Whether two sequences, given as group·2³² + id, lie in the same pack of the same group; a
   * reference belongs to the first pack.
   */
  public boolean areTogether(long one, long other) {
    return one >>> 32 == other >>> 32
        && groups.packIndex((int) (one >>> 32), (int) one)
            == groups.packIndex((int) (other >>> 32), (int) other);
  }

  /**
   * Keeps the parts of some sequences that {@link #areTogether} once they are decompressed, until
   * others are to be kept or {@link #letGo} is called.
   *
   * @param last the one with the highest id
   * @param several whether they are read more than once in all
   */
  public void keep(long last, boolean several) {
    groups.keep((int) (last >>> 32), (int) last, several);
  }

  /** Keeps no parts any more. */
  public void letGo() {
    ahead.clear();
    groups.letGo();
  }

  private void check(boolean condition, SegmentPlacement placement, String reason)
      throws CorruptArchiveException {
    if (!condition) {
      throw new CorruptArchiveException(
          archive.name(),
          "sequence " + placement.id() + " of group " + placement.group() + ": " + reason);
    }
  }

  @Override
  public void close() {
    groups.close();
    lastSymbols.close();
  }
}
