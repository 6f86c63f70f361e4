package io.github.agc4j.internal.read.open;

import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.digest.StoredDigests;
import java.io.IOException;
import java.util.Objects;

/**
 * What a query on one sample holds until it is closed: the sample's metadata, a decoder, and the
 * archive open. For one thread.
 */
public final class SampleQuery implements AutoCloseable {
  /** A search through so few segments needs no index. */
  private static final int SEGMENTS_IN_A_ROW = 8;

  private final OpenArchive owner;
  private final OpenArchive.Entry entry;
  private final MetadataBatches.PinnedBatch held;
  private final long sample;
  private final CatalogBatch batch;
  private final int place;
  private LengthReading reading = LengthReading.UNSETTLED;

  SampleQuery(
      OpenArchive owner, OpenArchive.Entry entry, MetadataBatches.PinnedBatch held, long sample) {
    this.owner = owner;
    this.entry = entry;
    this.held = held;
    this.sample = sample;
    this.batch = held.batch();
    this.place = owner.catalog().placeInBatch(sample);
  }

  /** The names of the sample's contigs. */
  public ContigNames names() {
    return batch.names(place);
  }

  /** Shows the sample's digests to {@code visitor}; false if the archive has none. */
  public boolean withDigests(StoredDigests.Visitor visitor) throws IOException {
    return owner.digests().show(batch.index(), place, contigs(), visitor);
  }

  /** Number of contigs. */
  public long contigs() {
    return batch.contigs(place);
  }

  /** Number of segments of contig {@code contig}. */
  public long segments(long contig) {
    return batch.segments(place, contig);
  }

  /** Where segment {@code segment} of contig {@code contig} is. */
  public SegmentPlacement placement(long contig, long segment) {
    return batch.placement(place, contig, segment);
  }

  /** The length of segment {@code segment} of contig {@code contig} in symbols. */
  public long segmentLength(long contig, long segment) throws IOException {
    return entry.decoder().segmentLength(batch, place, contig, segment, reading());
  }

  /** How the sample's lengths are to be read: settled when it is asked for, not for names. */
  private LengthReading reading() throws IOException {
    if (reading == LengthReading.UNSETTLED) {
      reading = owner.reading(sample, batch, place, entry.decoder());
    }
    return reading;
  }

  /** The ends of the sample's segments; null if the contig has too few to be worth it. */
  private SegmentEnds ends(long contig) throws IOException {
    if (segments(contig) <= SEGMENTS_IN_A_ROW) {
      return null;
    }
    SegmentEnds ends = held.index(place).ends(entry.decoder(), reading());
    return ends.isDamaged(contig) ? null : ends;
  }

  /**
   * The length of contig {@code contig} in symbols.
   *
   * @throws IndexOutOfBoundsException when there is no such contig
   */
  public long length(long contig) throws IOException {
    Objects.checkIndex(contig, contigs());
    SegmentEnds ends = held.index(place).endsIfThere();
    return ends == null || segments(contig) == 0 || ends.isDamaged(contig)
        ? entry.decoder().length(batch, place, contig, reading())
        : ends.end(contig, segments(contig) - 1);
  }

  /**
   * The end of the first segment of a contig that ends at {@code position} or after; the contig's
   * end if none does.
   */
  public long segmentEnd(long contig, long position) throws IOException {
    Place first = firstBehind(contig, position - 1);
    long overlap = entry.decoder().overlap();
    long end = first.start() + overlap;
    for (long i = first.segment(); i < segments(contig); i++) {
      end += segmentLength(contig, i) - overlap;
      if (end >= position) {
        break;
      }
    }
    return end;
  }

  /** A segment and where it begins in its contig. */
  private record Place(long segment, long start) {
    private static final Place BEGINNING = new Place(0, 0);
  }

  /** The first segment of a contig that ends after {@code position}, or one in front of it. */
  private Place firstBehind(long contig, long position) throws IOException {
    SegmentEnds ends = ends(contig);
    long segment = ends == null ? 0 : ends.firstBehind(contig, position);
    return segment == 0
        ? Place.BEGINNING
        : new Place(segment, ends.end(contig, segment - 1) - entry.decoder().overlap());
  }

  /**
   * Gives codes {@code [from, to)} of a contig to {@code sink}, as far as it reaches.
   *
   * @throws IndexOutOfBoundsException when there is no such contig, or the range is turned
   */
  public void decode(long contig, long from, long to, ContigDecoder.SymbolSink sink)
      throws IOException {
    decode(contig, from, to, false, sink);
  }

  /**
   * The same of codes that are marked, if {@code marks}, where they are in lower case as far as the
   * references of their groups tell.
   */
  public void decode(long contig, long from, long to, boolean marks, ContigDecoder.SymbolSink sink)
      throws IOException {
    Objects.checkIndex(contig, contigs());
    Objects.checkFromToIndex(from, to, Long.MAX_VALUE);
    Place first = firstBehind(contig, from);
    entry
        .decoder()
        .decode(
            batch, place, contig, reading(), first.segment(), first.start(), from, to, marks, sink);
  }

  /** Takes the segments of a range. */
  public interface SegmentVisitor {
    /**
     * A segment.
     *
     * @param length its symbols
     * @param start where it begins in the contig
     * @param from the first symbol of the range in the contig that it has and that in front has not
     * @param to after the last symbol of the range that it has; more than {@code from}
     */
    void visit(SegmentPlacement placement, long length, long start, long from, long to);
  }

  /**
   * Gives the segments that symbols {@code [from, to)} of a contig lie in to {@code visitor}, in
   * order.
   *
   * @throws IndexOutOfBoundsException when there is no such contig, or the range is turned
   */
  public void forEachSegment(long contig, long from, long to, SegmentVisitor visitor)
      throws IOException {
    Objects.checkIndex(contig, contigs());
    Objects.checkFromToIndex(from, to, Long.MAX_VALUE);
    Place first = firstBehind(contig, from);
    long start = first.start();
    long overlap = entry.decoder().overlap();
    for (long i = first.segment(); i < segments(contig); i++) {
      long length = segmentLength(contig, i);
      long begin = Math.max(from, start + (i == 0 ? 0 : overlap));
      if (begin >= to) {
        return;
      }
      if (begin < start + length) {
        visitor.visit(placement(contig, i), length, start, begin, Math.min(to, start + length));
      }
      start += length - overlap;
    }
  }

  /**
   * The first contig whose short name is {@code name}, or else whose full name is; null if there is
   * none.
   */
  public NamedContig find(byte[] name) throws IOException {
    return held.index(place).find(name);
  }

  @Override
  public void close() {
    held.unpin();
    entry.close();
  }
}
