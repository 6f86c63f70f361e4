package io.github.agc4j.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code getctg} is asked for: {@code contig}, {@code contig@sample}, each with or without a
 * range {@code :from-to}, {@code :from-} or {@code :from} (AGC format, section 7.3), or a PanSN
 * name {@code sample#haplotype#contig}.
 *
 * <p>Names may hold {@code @}, {@code :} and {@code #} themselves, so that a text can be read in
 * several ways: {@link #readings}. Which one is meant depends on what exists.
 *
 * @param contig the contig's short or full name
 * @param sample the sample's name, or a {@link NamePattern} of several; null for any
 * @param from first symbol, 0-based; −1 for the whole contig
 * @param to last symbol, 0-based and included; −1 for the whole contig, {@link #TO_END} for its end
 * @param numbering how the positions are shown in headers and messages
 * @param text what this was read from, if it may be read in other ways, too; otherwise null
 * @param isRegion whether the text has no range, since that is known
 * @param strand the strand that is wanted, of the contig or its range
 */
public record ContigQuery(
    String contig,
    String sample,
    long from,
    long to,
    Numbering numbering,
    String text,
    boolean isRegion,
    Strand strand) {
  /** Up to the contig's end. */
  public static final long TO_END = Long.MAX_VALUE;

  private static final long WHOLE = -1;

  /** So many readings with a sample are tried, those with the shortest ones first. */
  private static final int SEPARATORS_MAX = 8;

  private static final Pattern PANSN =
      Pattern.compile("(?<name>[^#]+)#(?<hap>[0-9]+)#(?<contig>.+)", Pattern.DOTALL);

  /** How a sample's name tells a haplotype: see {@link HeaderStyle#PANSN}. */
  private static final List<String> PHASED = List.of("#", ".", "_hap", ".hap", "-hap");

  /** Checks the range. */
  public ContigQuery {
    if (from > to) {
      throw new IllegalArgumentException(
          "range "
              + (from + numbering.first())
              + "-"
              + (to + numbering.first())
              + " of contig "
              + contig
              + ": the first position is after the last");
    }
  }

  /** A query that can be read in this way only. */
  public ContigQuery(String contig, String sample, long from, long to, Numbering numbering) {
    this(contig, sample, from, to, numbering, null, false, Strand.FORWARD);
  }

  /** The same with 0-based numbers. */
  public ContigQuery(String contig, String sample, long from, long to) {
    this(contig, sample, from, to, Numbering.ZERO_BASED);
  }

  /**
   * Reads a query whose positions are 0-based.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public static ContigQuery parse(String text) {
    return parse(text, Numbering.ZERO_BASED);
  }

  /**
   * Reads a query. Of its readings it shows the one with the most parts; the others are tried, too.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public static ContigQuery parse(String text, Numbering numbering) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("query '' is not contig[@sample][:from-to]");
    }
    return whole(text, WHOLE, WHOLE, numbering, false).withMostParts();
  }

  /**
   * A range of what {@code where} names: a contig, or one of a sample.
   *
   * @param from first symbol, 0-based
   * @param to last symbol, 0-based and included
   */
  public static ContigQuery region(String where, long from, long to, Numbering numbering) {
    return whole(where, from, to, numbering, true).withMostParts();
  }

  private static ContigQuery whole(
      String text, long from, long to, Numbering numbering, boolean isRegion) {
    return new ContigQuery(text, null, from, to, numbering, text, isRegion, Strand.FORWARD);
  }

  /** The same of one strand: its reverse complement if that is {@link Strand#REVERSE}. */
  public ContigQuery on(Strand wanted) {
    return new ContigQuery(contig, sample, from, to, numbering, text, isRegion, wanted);
  }

  private ContigQuery withMostParts() {
    ContigQuery shown = this;
    for (ContigQuery reading : readings()) {
      if (reading.parts() > shown.parts() && !reading.isPansn(text)) {
        shown = reading;
      }
    }
    return new ContigQuery(
        shown.contig, shown.sample, shown.from, shown.to, numbering, text, isRegion, strand);
  }

  /** What this shows, as the only way to read it. */
  public ContigQuery shown() {
    return new ContigQuery(contig, sample, from, to, numbering);
  }

  private int parts() {
    return (sample == null ? 0 : 2) + (isRanged() ? 1 : 0);
  }

  private boolean isPansn(String whole) {
    return sample != null && !whole.startsWith(contig + "@");
  }

  /**
   * All ways to read this, each of which can be read in that way only: first the whole text as a
   * contig's name, then those with a sample after an {@code @}, those of a contig and a range, and
   * PanSN names. A range that is turned or begins in front of the first symbol is no reading.
   */
  public List<ContigQuery> readings() {
    if (text == null) {
      return List.of(this);
    }
    Readings readings = new Readings();
    readings.addAll();
    return readings.all;
  }

  /** Gathers readings of the text. */
  private final class Readings {
    private final List<ContigQuery> all = new ArrayList<>();

    private void addAll() {
      add(text, null);
      int separator = text.length() - 1;
      for (int i = 0; i < SEPARATORS_MAX; i++) {
        separator = text.lastIndexOf('@', separator - 1);
        if (separator <= 0) {
          break;
        }
        addSplit(text.substring(0, separator), text.substring(separator + 1));
      }
      if (!isRegion) {
        addRanged(text, this::addContig);
      }
      addPansn();
    }

    private void add(String name, String ofSample) {
      all.add(
          new ContigQuery(
              name, ofSample, isRegion ? from : WHOLE, isRegion ? to : WHOLE, numbering));
    }

    private void addSplit(String name, String rest) {
      add(name, rest);
      if (!isRegion) {
        addRanged(rest, (ofSample, first, last) -> addRange(name, ofSample, first, last));
      }
    }

    private void addContig(String name, long first, long last) {
      addRange(name, null, first, last);
    }

    private void addRange(String name, String ofSample, long first, long last) {
      all.add(new ContigQuery(name, ofSample, first, last, numbering));
    }

    private void addPansn() {
      if (text.indexOf('#') < 0) {
        return;
      }
      addPansn(text, isRegion ? from : WHOLE, isRegion ? to : WHOLE);
      if (!isRegion) {
        addRanged(text, this::addPansn);
      }
    }

    private void addPansn(String name, long first, long last) {
      Matcher matcher = PANSN.matcher(name);
      if (!matcher.matches()) {
        return;
      }
      for (String phased : PHASED) {
        addRange(
            matcher.group("contig"),
            matcher.group("name") + phased + matcher.group("hap"),
            first,
            last);
      }
      if (matcher.group("hap").equals("0")) {
        addRange(matcher.group("contig"), matcher.group("name"), first, last);
      }
    }

    /** Gives name and range to {@code use}, if {@code ranged} has a range that makes sense. */
    private void addRanged(String ranged, RangeUse use) {
      RangeSuffix suffix = RangeSuffix.of(ranged);
      if (suffix == null) {
        return;
      }
      long first = suffix.first() - numbering.first();
      long last = suffix.last() == TO_END ? TO_END : suffix.last() - numbering.first();
      if (first >= 0 && first <= last) {
        use.accept(ranged.substring(0, suffix.colon()), first, last);
      }
    }
  }

  private interface RangeUse {
    void accept(String name, long first, long last);
  }

  /** Whether a range is meant that makes no sense: turned, in front of the first, or no numbers. */
  public String rangeProblem() {
    int colon = text == null || isRegion ? -1 : text.lastIndexOf(':');
    String range = colon < 0 ? "" : text.substring(colon + 1);
    if (colon < 0 || isRanged() || !range.matches("[-+0-9,. ]*[0-9][-+0-9,. ]*")) {
      return null;
    }
    return "range "
        + range
        + ": it is from-to, from- or from, numbers from "
        + numbering.first()
        + " on, the first not after the last";
  }

  /** Whether {@code name} ends like a range. */
  public static boolean hasRange(String name) {
    return RangeSuffix.of(name) != null;
  }

  /** Whether only a part of the contig is asked for. */
  public boolean isRanged() {
    return from >= 0;
  }

  /** The range as it is shown, such as {@code 100-199}. */
  public String shownRange() {
    return shownRange(to);
  }

  /** The same up to {@code last}, 0-based and included. */
  public String shownRange(long last) {
    return (from + numbering.first()) + "-" + (last == TO_END ? "" : last + numbering.first());
  }

  /** How it is told from other readings: {@code contig 'c' of sample 's', range 1-5}. */
  public String described() {
    return "contig '"
        + contig
        + "'"
        + (sample == null ? "" : " of sample '" + sample + "'")
        + (isRanged() ? ", range " + shownRange() : "");
  }
}
