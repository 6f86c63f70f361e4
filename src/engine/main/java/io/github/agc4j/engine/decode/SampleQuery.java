package io.github.agc4j.engine.decode;

import io.github.agc4j.collection.CatalogBatch;
import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.collection.LengthReading;
import io.github.agc4j.collection.SegmentPlacement;
import java.io.IOException;
import java.util.Objects;

/**
 * What a query on one sample holds until it is closed: the sample's metadata, a decoder, and the
 * archive open. For one thread.
 */
public final class SampleQuery implements AutoCloseable {
  private final OpenArchive owner;
  private final OpenArchive.Entry entry;
  private final LatestBatches.Held held;
  private final long sample;
  private final CatalogBatch batch;
  private final int place;
  private LengthReading reading = LengthReading.UNSETTLED;

  SampleQuery(OpenArchive owner, OpenArchive.Entry entry, LatestBatches.Held held, long sample) {
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

  /**
   * The length of contig {@code contig} in symbols.
   *
   * @throws IndexOutOfBoundsException when there is no such contig
   */
  public long length(long contig) throws IOException {
    Objects.checkIndex(contig, contigs());
    return entry.decoder().length(batch, place, contig, reading());
  }

  /**
   * The end of the first segment of a contig that ends at {@code position} or behind; the contig's
   * end if none does.
   */
  public long segmentEnd(long contig, long position) throws IOException {
    return entry.decoder().segmentEnd(batch, place, contig, reading(), position);
  }

  /**
   * Gives codes {@code [from, to)} of a contig to {@code sink}, as far as it reaches.
   *
   * @throws IndexOutOfBoundsException when there is no such contig, or the range is turned
   */
  public void decode(long contig, long from, long to, ContigDecoder.SymbolSink sink)
      throws IOException {
    Objects.checkIndex(contig, contigs());
    Objects.checkFromToIndex(from, to, Long.MAX_VALUE);
    entry.decoder().decode(batch, place, contig, reading(), from, to, sink);
  }

  @Override
  public void close() {
    held.giveBack();
    entry.close();
  }
}
