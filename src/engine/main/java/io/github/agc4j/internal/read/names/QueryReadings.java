package io.github.agc4j.internal.read.names;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.QueryException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.NamePattern;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** Finds out which reading of a query's text exists: see {@link NameFinder#resolve}. */
final class QueryReadings {
  private final NameFinder finder;
  private final Members members;

  /** The samples that queries without one are about; null for all. */
  private String within;

  /** Null until it is known. */
  private Boolean hasRangeNames;

  /** The samples whose names were looked through, and those that have a separator in one. */
  private final BitSet seen = new BitSet();

  private final BitSet separated = new BitSet();

  QueryReadings(NameFinder finder, Members members) {
    this.finder = finder;
    this.members = members;
  }

  /**
   * Looks for contigs only in these samples, unless a query names one that exists itself.
   *
   * @param nameOrPattern a sample's name or a pattern of some
   */
  void within(String nameOrPattern) {
    within = nameOrPattern;
  }

  /** The reading of a query's text that exists; if none does, the one that is told as missing. */
  ContigQuery of(ContigQuery query) throws IOException {
    List<ContigQuery> readings = query.readings();
    ContigQuery found = withSample(readings);
    if (found != null) {
      return found;
    }
    for (ContigQuery reading : readings) {
      ContigQuery wanted = reading.sample() == null ? inWithin(reading) : reading;
      if (!isBehindAt(reading, query.text()) && isThere(wanted)) {
        return wanted;
      }
    }
    if (query.rangeProblem() != null) {
      throw new QueryException("query '" + query.text() + "': " + query.rangeProblem());
    }
    return missing(query, readings);
  }

  private ContigQuery inWithin(ContigQuery reading) {
    return within == null
        ? reading
        : new ContigQuery(
            reading.contig(), within, reading.from(), reading.to(), reading.numbering());
  }

  /** Whether a reading of {@code text} takes its sample from after an {@code @}. */
  private static boolean isBehindAt(ContigQuery reading, String text) {
    return reading.sample() != null && text.startsWith(reading.contig() + "@");
  }

  /** The reading whose sample stands after an {@code @} and exists, and has the contig. */
  private ContigQuery withSample(List<ContigQuery> readings) throws IOException {
    String whole = readings.getFirst().contig();
    ContigQuery found = null;
    for (ContigQuery reading : readings) {
      if (isBehindAt(reading, whole) && isSampleOrPattern(reading.sample())) {
        ContigQuery exact = withSampleOf(readings.getFirst(), reading);
        if (isNamed(exact)) {
          return exact;
        }
        boolean isThere = isInSamples(reading);
        if (isThere && found != null) {
          throw new QueryException(
              "query '" + whole + "' may be " + found.described() + " or " + reading.described());
        }
        found = isThere ? reading : found;
      }
    }
    return found;
  }

  private static ContigQuery withSampleOf(ContigQuery whole, ContigQuery reading) {
    return new ContigQuery(
        whole.contig(), reading.sample(), whole.from(), whole.to(), whole.numbering());
  }

  /** Whether there is a contig for a reading, in one sample or in several. */
  private boolean isThere(ContigQuery reading) throws IOException {
    if (reading.sample() == null) {
      return !isAbsentInAll(reading);
    }
    return isSampleOrPattern(reading.sample()) && isInSamples(reading);
  }

  /** The same of a reading whose samples exist. */
  private boolean isInSamples(ContigQuery reading) throws IOException {
    for (long sample : finder.samplesOf(reading)) {
      if (finder.isInSample(reading.contig(), sample)) {
        return true;
      }
    }
    return false;
  }

  /** The same for a text with a separator, which hardly any name has. */
  private boolean isNamed(ContigQuery whole) throws IOException {
    for (long sample : finder.samplesOf(whole)) {
      if (hasSeparators(sample) && finder.isNamedInSample(whole.contig(), sample)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a contig of the sample has a separator in its name; found out once. */
  private boolean hasSeparators(long sample) throws IOException {
    int index = Math.toIntExact(sample);
    if (!seen.get(index)) {
      try {
        forEachName(
            sample,
            name -> {
              if (name.indexOf('@') >= 0) {
                separated.set(index);
              }
            });
      } catch (CorruptArchiveException e) {
        // What comes in front of a damaged name can be had.
      }
      seen.set(index);
    }
    return separated.get(index);
  }

  private void forEachName(long sample, Consumer<String> visitor) throws IOException {
    members.run(
        sample,
        (archive, own) -> archive.forEachContig(own, (name, length) -> visitor.accept(name)));
  }

  private boolean isSampleOrPattern(String sample) throws QueryException {
    if (!NamePattern.isPattern(sample)) {
      return finder.isSample(sample);
    }
    try {
      return !finder.samples(sample).isEmpty();
    } catch (IllegalArgumentException e) {
      throw new QueryException(e.getMessage());
    } catch (UnknownNameException e) {
      return false;
    }
  }

  private boolean isAbsentInAll(ContigQuery reading) throws IOException {
    boolean hasRange = ContigQuery.hasRange(reading.contig());
    if (hasRange && !hasRangeNames()) {
      return true;
    }
    return !finder.isInAnySample(reading);
  }

  /** Whether any contig's name ends like a range: found out once, with all names. */
  private boolean hasRangeNames() throws IOException {
    if (hasRangeNames == null) {
      boolean[] found = {false};
      for (long sample = 0; sample < members.samples() && !found[0]; sample++) {
        forEachName(
            sample,
            name ->
                found[0] |=
                    ContigQuery.hasRange(name)
                        || ContigQuery.hasRange(ArchiveReader.shortName(name)));
      }
      hasRangeNames = found[0];
    }
    return hasRangeNames;
  }

  /**
   * What is told as missing: of a sample that exists the contig, else the sample, or the contig.
   */
  private ContigQuery missing(ContigQuery query, List<ContigQuery> readings) throws IOException {
    ContigQuery named = null;
    for (ContigQuery reading : readings) {
      boolean isAt = isBehindAt(reading, query.text());
      if (isAt && isSampleOrPattern(reading.sample())) {
        return reading;
      }
      named = isAt && (named == null || reading.isRanged()) ? reading : named;
    }
    ContigQuery shown = query.shown();
    return named != null ? named : within == null ? shown : inWithin(shown);
  }
}
