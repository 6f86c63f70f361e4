package io.github.agc4j.serve.internal.range;

import io.github.agc4j.AgcReader;
import io.github.agc4j.ContigFinder;
import io.github.agc4j.error.QueryException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.QuerySource;
import io.github.agc4j.serve.internal.http.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the ranges that queries ask for, of which each must name a sample: looking through all of
 * them would take too long. For one thread.
 */
final class RangeSearch {
  private static final int RANGES_MAX = 1 << 14;
  private static final int HEADER_BYTES_MAX = 2 << 20;

  private final AgcReader reader;
  private final ContigFinder finder;
  private final List<ContigRange> ranges = new ArrayList<>();
  private long headerBytes;

  RangeSearch(AgcReader reader) {
    this.reader = reader;
    this.finder = new ContigFinder(reader);
  }

  /**
   * The ranges of all {@code queries}, in order.
   *
   * @throws Refusal that says which one cannot be answered
   */
  List<ContigRange> all(QuerySource queries) throws IOException {
    for (ContigQuery query = next(queries); query != null; query = next(queries)) {
      try {
        find(query);
      } catch (Refusal e) {
        throw e;
      } catch (UnknownNameException e) {
        throw Refusal.unknown(ascii(queries.located(e).getMessage()));
      } catch (QueryException e) {
        throw Refusal.malformed(ascii(queries.located(e).getMessage()));
      }
    }
    return ranges;
  }

  private static ContigQuery next(QuerySource queries) throws Refusal {
    try {
      return queries.next();
    } catch (IOException e) {
      throw Refusal.malformed(ascii(e.getMessage()));
    }
  }

  /** Takes the first way to read the query that exists. */
  private void find(ContigQuery query) throws IOException {
    List<ContigQuery> readings =
        query.readings().stream().filter(reading -> reading.sample() != null).toList();
    if (readings.isEmpty()) {
      throw new QueryException("'" + query.contig() + "' names no sample: ask for contig@sample");
    }
    if (query.rangeProblem() != null) {
      throw new QueryException(query.rangeProblem());
    }
    UnknownNameException unknown = null;
    for (ContigQuery reading : readings) {
      try {
        if (!reader.samples(reading.sample()).isEmpty()) {
          finder.find(reading, this::add);
          return;
        }
      } catch (UnknownNameException e) {
        // That of the last one, which has a range, is what most people mean.
        unknown = e;
      }
    }
    throw unknown == null ? new QueryException("no such contig") : unknown;
  }

  private void add(ContigRange range) throws Refusal {
    headerBytes += range.header().length;
    if (ranges.size() == RANGES_MAX || headerBytes > HEADER_BYTES_MAX) {
      throw Refusal.large("more than " + RANGES_MAX + " ranges: ask several times");
    }
    ranges.add(range);
  }

  static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
