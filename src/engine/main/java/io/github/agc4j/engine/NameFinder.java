package io.github.agc4j.engine;

import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.engine.decode.NamedContig;
import io.github.agc4j.engine.decode.SampleQuery;
import io.github.agc4j.engine.query.ContigQuery;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.engine.query.HeaderStyle;
import io.github.agc4j.engine.query.NamePattern;
import io.github.agc4j.engine.query.QueryException;
import io.github.agc4j.engine.query.SampleIndexes;
import io.github.agc4j.engine.query.UnknownNameException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds samples and contigs by what they are called (AGC format, section 7.3). Remembers the
 * contigs that were found last, since a list of many ranges is often about few contigs. For one
 * thread.
 */
public final class NameFinder {
  private static final long ANY_SAMPLE = -1;
  private static final long ABSENT = -1;

  private final AgcReader reader;
  private final HeaderStyle headers;
  private final Map<Wanted, Found> latest = new LatestFound();
  private String latestPattern;
  private List<Long> matchingLatest;

  /** What was looked for: a short or full name in one sample, or in all. */
  private record Wanted(String contig, long sample) {}

  /** A contig, or {@link #ABSENT}. */
  private record Found(long sample, String sampleName, long contig, byte[] name, long length) {
    private static final Found NOTHING = new Found(ABSENT, null, ABSENT, null, 0);
  }

  private static final class LatestFound extends LinkedHashMap<Wanted, Found> {
    private static final long serialVersionUID = 1L;
    private static final int COUNT_MAX = 4096;

    private LatestFound() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Wanted, Found> eldest) {
      return size() > COUNT_MAX;
    }
  }

  /** Takes the ranges that a query stands for. */
  interface RangeSink {
    void accept(ContigRange range) throws IOException;
  }

  /** A finder in {@code reader}, which stays the caller's. */
  public NameFinder(AgcReader reader) {
    this(reader, HeaderStyle.PLAIN);
  }

  /** A finder whose ranges have headers of this style. */
  NameFinder(AgcReader reader, HeaderStyle headers) {
    this.reader = reader;
    this.headers = headers;
  }

  /** Whether a sample has this very name. */
  public boolean isSample(String name) {
    return reader.findSample(name) >= 0;
  }

  /**
   * The indexes of the samples that {@code nameOrPattern} stands for: of the one with this very
   * name, or else of all that the pattern matches, in the order of addition.
   *
   * @throws UnknownNameException when there is no such sample
   * @throws IllegalArgumentException when the pattern makes no sense
   */
  public List<Long> samples(String nameOrPattern) throws UnknownNameException {
    if (!NamePattern.isPattern(nameOrPattern) || reader.findSample(nameOrPattern) >= 0) {
      return List.of(reader.sampleIndex(nameOrPattern));
    }
    if (nameOrPattern.equals(latestPattern)) {
      return matchingLatest;
    }
    NamePattern pattern = new NamePattern(nameOrPattern);
    SampleIndexes.Builder matching = new SampleIndexes.Builder();
    for (long sample = 0; sample < reader.samples(); sample++) {
      if (pattern.matches(reader.sampleName(sample))) {
        matching.add(sample);
      }
    }
    List<Long> all = matching.inOrder();
    if (all.isEmpty()) {
      throw new UnknownNameException("sample that matches", nameOrPattern, List.of());
    }
    latestPattern = nameOrPattern;
    matchingLatest = all;
    return all;
  }

  /**
   * Gives the ranges that {@code query} asks for to {@code sink}: one, or one of each sample that
   * the query's pattern matches and that has the contig.
   *
   * @throws UnknownNameException when there is no such sample or contig
   * @throws QueryException also when the contig of a query without sample is in several, the range
   *     lies outside it, or the pattern makes no sense
   */
  void resolve(ContigQuery query, RangeSink sink) throws IOException {
    if (query.sample() == null) {
      sink.accept(range(query, inAnySample(query)));
      return;
    }
    boolean isFound = false;
    for (long sample : samplesOf(query)) {
      Found found = inSample(query.contig(), sample);
      if (found.contig() != ABSENT) {
        isFound = true;
        sink.accept(range(query, found));
      }
    }
    if (!isFound) {
      throw unknownContig(query);
    }
  }

  /** The index of the contig that is called {@code name} in sample {@code sample}. */
  long contig(long sample, String name) throws IOException {
    Found found = inSample(name, sample);
    if (found.contig() == ABSENT) {
      throw unknownContig(new ContigQuery(name, reader.sampleName(sample), -1, -1));
    }
    return found.contig();
  }

  private List<Long> samplesOf(ContigQuery query) throws QueryException {
    try {
      return samples(query.sample());
    } catch (IllegalArgumentException e) {
      throw new QueryException(e.getMessage());
    }
  }

  private Found inAnySample(ContigQuery query) throws IOException {
    Wanted wanted = new Wanted(query.contig(), ANY_SAMPLE);
    Found found = latest.get(wanted);
    if (found == null) {
      found = Found.NOTHING;
      for (long sample = 0; sample < reader.samples(); sample++) {
        Found here = search(query.contig(), sample);
        if (here.contig() != ABSENT && found.contig() != ABSENT) {
          throw ambiguous(query, found, here);
        }
        found = here.contig() != ABSENT ? here : found;
      }
      if (found.contig() == ABSENT) {
        throw unknownContig(query);
      }
      latest.put(wanted, found);
    }
    return found;
  }

  private Found inSample(String contig, long sample) throws IOException {
    Wanted wanted = new Wanted(contig, sample);
    Found found = latest.get(wanted);
    if (found == null) {
      found = search(contig, sample);
      latest.put(wanted, found);
    }
    return found;
  }

  /** The first contig of the sample with this short name, or else with this full name. */
  private Found search(String contig, long sample) throws IOException {
    try (SampleQuery query = reader.query(sample)) {
      NamedContig found = query.find(contig.getBytes(StandardCharsets.UTF_8));
      return found == null
          ? Found.NOTHING
          : new Found(
              sample,
              reader.sampleName(sample),
              found.contig(),
              found.name(),
              query.length(found.contig()));
    }
  }

  private ContigRange range(ContigQuery query, Found found) throws IOException {
    int shortLength = ContigNames.shortLength(found.name());
    if (!query.isRanged()) {
      byte[] header = headers.header(found.name(), shortLength, found.sampleName(), "");
      return new ContigRange(found.sample(), found.contig(), 0, found.length(), header);
    }
    if (query.from() >= found.length()) {
      throw new QueryException(
          "range "
              + query.shownRange()
              + " lies outside contig "
              + query.contig()
              + " of sample "
              + found.sampleName()
              + ", which has "
              + found.length()
              + " symbols");
    }
    byte[] header =
        headers.header(found.name(), shortLength, found.sampleName(), ":" + query.shownRange());
    return new ContigRange(
        found.sample(),
        found.contig(),
        query.from(),
        Math.min(query.to() + 1, found.length()),
        header);
  }

  private static QueryException ambiguous(ContigQuery query, Found one, Found other) {
    return new QueryException(
        "contig "
            + query.contig()
            + " is in several samples: "
            + one.sampleName()
            + ", "
            + other.sampleName()
            + " …; ask for contig@sample");
  }

  private QueryException unknownContig(ContigQuery query) throws IOException {
    UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(query.contig());
    AgcReader.ContigVisitor visitor = (name, length) -> nearest.accept(AgcReader.shortName(name));
    if (query.sample() == null) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        reader.forEachContig(sample, visitor);
      }
      return new UnknownNameException("contig", query.contig(), nearest.names());
    }
    for (long sample : samplesOf(query)) {
      reader.forEachContig(sample, visitor);
    }
    return new UnknownNameException(
        "contig", query.contig() + "@" + query.sample(), nearest.names());
  }
}
