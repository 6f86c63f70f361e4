package io.github.agc4j.internal.read.names;

import io.github.agc4j.error.QueryException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.NamedContig;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.ContigVisitor;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.NamePattern;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.Strand;
import io.github.agc4j.query.StrandMark;
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

  private final Members members;
  private final HeaderStyle headers;
  private final StrandMark strands;

  /** The strand that the query at hand wants. */
  private Strand strand = Strand.FORWARD;

  private final Map<Wanted, Found> latest = new LatestFound();
  private final QueryReadings readings;

  /** The name or pattern of samples that was asked for last, and what it stands for. */
  private String latestSamples;

  private SampleIndexes indexesOfLatest;

  private String firstCut;

  /**
   * What was looked for: a short or full name in one sample, or in all. Its methods are written
   * out: the JVM links those of a record when they are first called, which takes a twentieth of the
   * time of a command that asks for one range.
   */
  private record Wanted(String contig, long sample) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Wanted wanted
          && sample == wanted.sample
          && contig.equals(wanted.contig);
    }

    @Override
    public int hashCode() {
      return contig.hashCode() * 31 + Long.hashCode(sample);
    }
  }

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
  public interface RangeSink {
    void accept(ContigRange range) throws IOException;
  }

  /** A finder in {@code members}, which stay the caller's. */
  public NameFinder(Members members) {
    this(members, HeaderStyle.PLAIN, StrandMark.NO);
  }

  /** A finder whose ranges have headers of this style, and these marks. */
  public NameFinder(Members members, HeaderStyle headers, StrandMark strands) {
    this.members = members;
    this.headers = headers;
    this.strands = strands;
    this.readings = new QueryReadings(this, members);
  }

  /** Whether a sample has this very name. */
  public boolean isSample(String name) {
    return members.find(name) >= 0;
  }

  /**
   * The indexes of the samples that {@code nameOrPattern} stands for: of the one with this very
   * name, or else of all that the pattern matches, in the order of addition.
   *
   * @throws UnknownNameException when there is no such sample
   * @throws IllegalArgumentException when the pattern makes no sense
   */
  public SampleIndexes samples(String nameOrPattern) throws UnknownNameException {
    if (!nameOrPattern.equals(latestSamples)) {
      indexesOfLatest =
          !NamePattern.isPattern(nameOrPattern) || members.find(nameOrPattern) >= 0
              ? SampleIndexes.of(members.sampleIndex(nameOrPattern))
              : matching(nameOrPattern);
      latestSamples = nameOrPattern;
    }
    return indexesOfLatest;
  }

  private SampleIndexes matching(String patternText) throws UnknownNameException {
    NamePattern pattern = new NamePattern(patternText);
    SampleIndexes.Builder matching = new SampleIndexes.Builder();
    for (long sample = 0; sample < members.samples(); sample++) {
      if (pattern.matches(members.sampleName(sample))) {
        matching.add(sample);
      }
    }
    SampleIndexes all = matching.inOrder();
    if (all.isEmpty()) {
      throw new UnknownNameException("sample that matches", patternText, List.of());
    }
    return all;
  }

  /** Looks for contigs only in some samples: see {@link QueryReadings#within}. */
  public void within(String nameOrPattern) {
    readings.within(nameOrPattern);
  }

  /** The first range that was cut where its contig ends; null if there was none. */
  public String firstCut() {
    return firstCut;
  }

  /**
   * Gives the ranges that {@code query} asks for to {@code sink}: one, or one of each sample that
   * the query's pattern matches and that has the contig.
   *
   * <p>What was read from a text is read in the way that exists. A sample after an {@code @} that
   * exists decides: then only its contigs are looked at, first for one with the whole text as its
   * name. Without such a sample that is looked for in all of them, then a contig and a range, then
   * a PanSN name.
   *
   * @throws UnknownNameException when there is no such sample or contig
   * @throws QueryException also when two readings exist, the contig of a query without sample is in
   *     several, several contigs have the short name, the range lies outside it, or the pattern
   *     makes no sense
   */
  public void resolve(ContigQuery query, RangeSink sink) throws IOException {
    strand = query.strand();
    giveAll(query.text() == null ? query : readings.of(query), sink);
  }

  private void giveAll(ContigQuery query, RangeSink sink) throws IOException {
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
  public long contig(long sample, String name) throws IOException {
    Found found = inSample(name, sample);
    if (found.contig() == ABSENT) {
      throw unknownContig(new ContigQuery(name, members.sampleName(sample), -1, -1));
    }
    return found.contig();
  }

  SampleIndexes samplesOf(ContigQuery query) throws QueryException {
    try {
      return samples(query.sample());
    } catch (IllegalArgumentException e) {
      throw new QueryException(e.getMessage());
    }
  }

  /** Whether a sample has a contig of this name, which is remembered. */
  boolean isInSample(String contig, long sample) throws IOException {
    return inSample(contig, sample).contig() != ABSENT;
  }

  /** The same without remembering it. */
  boolean isNamedInSample(String contig, long sample) throws IOException {
    return search(contig, sample).contig() != ABSENT;
  }

  /** Whether a sample has the contig; only one may, if the query names none. */
  boolean isInAnySample(ContigQuery query) throws IOException {
    try {
      return inAnySample(query).contig() != ABSENT;
    } catch (UnknownNameException e) {
      return false;
    }
  }

  private Found inAnySample(ContigQuery query) throws IOException {
    Wanted wanted = new Wanted(query.contig(), ANY_SAMPLE);
    Found found = latest.get(wanted);
    if (found == null) {
      found = Found.NOTHING;
      for (long sample = 0; sample < members.samples(); sample++) {
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

  /** The contig of the sample with this full name, or else the only one with this short name. */
  private Found search(String contig, long sample) throws IOException {
    return members.ask(sample, (archive, own) -> search(contig, sample, archive, own));
  }

  private Found search(String contig, long sample, ArchiveReader archive, long own)
      throws IOException {
    try (SampleQuery query = archive.query(own)) {
      NamedContig found = query.find(contig.getBytes(StandardCharsets.UTF_8));
      if (found != null && found.other() != null) {
        throw new QueryException(
            "contig "
                + contig
                + " of sample "
                + archive.sampleName(own)
                + " may be '"
                + ArchiveReader.text(found.name())
                + "' or '"
                + ArchiveReader.text(found.other())
                + "': ask by the full name");
      }
      return found == null
          ? Found.NOTHING
          : new Found(
              sample,
              archive.sampleName(own),
              found.contig(),
              found.name(),
              query.length(found.contig()));
    }
  }

  private ContigRange range(ContigQuery query, Found found) throws IOException {
    int shortEnd = FullName.wordEnd(found.name(), FullName.wordStart(found.name()));
    if (!query.isRanged()) {
      return range(found, shortEnd, 0, found.length(), "");
    }
    if (query.from() >= found.length()) {
      throw outside(query, found);
    }
    long last = Math.min(query.to(), found.length() - 1);
    if (last < query.to() && query.to() != ContigQuery.TO_END && firstCut == null) {
      firstCut =
          "range "
              + query.shownRange()
              + " of contig "
              + query.contig()
              + " of sample "
              + found.sampleName()
              + " ends after its "
              + found.length()
              + " symbols";
    }
    return range(found, shortEnd, query.from(), last + 1, ":" + query.shownRange(last));
  }

  private ContigRange range(Found found, int shortEnd, long from, long to, String shown) {
    byte[] header =
        headers.header(found.name(), shortEnd, found.sampleName(), shown + strands.of(strand));
    return new ContigRange(found.sample(), found.contig(), from, to, header, strand);
  }

  private static QueryException outside(ContigQuery query, Found found) {
    return new QueryException(
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
    ContigVisitor visitor = (name, length) -> nearest.accept(ArchiveReader.shortName(name));
    if (query.sample() == null) {
      for (long sample = 0; sample < members.samples(); sample++) {
        members.run(sample, (archive, own) -> archive.forEachContig(own, visitor));
      }
      return new UnknownNameException("contig", query.contig(), nearest.names());
    }
    for (long sample : samplesOf(query)) {
      members.run(sample, (archive, own) -> archive.forEachContig(own, visitor));
    }
    return new UnknownNameException(
        "contig", query.contig() + "@" + query.sample(), nearest.names());
  }
}
