package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * All contigs of some samples, in order, each as one range or, if it is long, as several that end
 * where segments end, so that each segment is decoded once. Holds the metadata of the sample at
 * hand. For one thread.
 */
public final class WholeSamples implements Iterator<ContigRange>, AutoCloseable {
  private static final byte[] NO_HEADER = {};

  private final OpenArchive archive;
  private final Iterator<Long> samples;
  private final long pieceSymbols;

  /** How headers look; null if there is no need for them. */
  private final HeaderStyle headers;

  private SampleQuery query;
  private ContigNames names;
  private long sample;
  private long contig;

  /** The contig at hand, and what of it was given. */
  private byte[] header = NO_HEADER;

  private long length;
  private long given;
  private boolean isBegun;

  /**
   * The contigs of {@code samples} in {@code archive}, which stays the caller's.
   *
   * @param pieceSymbols how many symbols a range should have at most
   * @param headers of what style the ranges' headers are; null for none
   */
  public WholeSamples(
      OpenArchive archive, SampleIndexes samples, long pieceSymbols, HeaderStyle headers) {
    this.archive = archive;
    this.samples = samples.iterator();
    this.pieceSymbols = pieceSymbols;
    this.headers = headers;
  }

  /** Whether what was given last is the last of its contig. */
  public boolean isContigComplete() {
    return !isBegun;
  }

  @Override
  public boolean hasNext() {
    try {
      while (query == null || !isBegun && contig == query.contigs()) {
        close();
        if (!samples.hasNext()) {
          return false;
        }
        begin(samples.next());
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(long next) throws IOException {
    sample = next;
    contig = 0;
    query = archive.query(sample);
    names = headers == null ? null : query.names();
  }

  @Override
  public ContigRange next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      if (!isBegun) {
        beginContig();
      }
      long from = given;
      given = length - from <= pieceSymbols ? length : endBehind(from + pieceSymbols);
      ContigRange range = new ContigRange(sample, contig, from, given, header);
      if (given == length) {
        isBegun = false;
        contig++;
      }
      return range;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long endBehind(long position) throws IOException {
    return Math.min(length, query.segmentEnd(contig, position));
  }

  private void beginContig() throws IOException {
    length = query.length(contig);
    given = 0;
    isBegun = true;
    if (names != null) {
      byte[] name = names.next();
      header =
          headers.header(
              name,
              FullName.wordEnd(name, FullName.wordStart(name)),
              new String(archive.catalog().sampleName(sample), StandardCharsets.UTF_8),
              "");
    }
  }

  @Override
  public void close() {
    if (query != null) {
      query.close();
      query = null;
    }
  }
}
