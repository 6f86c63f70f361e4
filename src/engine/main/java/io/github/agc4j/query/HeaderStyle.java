package io.github.agc4j.query;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a contig is called where text leaves the archive. Names are bytes: they need not be UTF-8.
 */
public enum HeaderStyle {
  /** As it is in the archive. */
  PLAIN {
    @Override
    String nameOf(String contig, String sample) {
      return contig;
    }
  },

  /** {@code contig@sample}, as queries have it. */
  AT {
    @Override
    String nameOf(String contig, String sample) {
      return contig + "@" + sample;
    }
  },

  /**
   * PanSN, {@code sample#haplotype#contig}. The haplotype is at the end of the archive's sample
   * name: {@code NAME#1}, {@code NAME.1} (one digit, and no assembly accession, where it is a
   * version) or {@code NAME_hap1} ({@code .hap1}, {@code -hap1}); otherwise it is 0. A contig whose
   * name has this form already keeps it.
   */
  PANSN {
    @Override
    String nameOf(String contig, String sample) {
      if (PANSN_FORM.matcher(contig).matches()) {
        return contig;
      }
      Matcher phased = PHASED.matcher(sample);
      return phased.matches() && !ACCESSION.matcher(sample).matches()
          ? phased.group("name") + "#" + haplotype(phased) + "#" + contig
          : sample + "#0#" + contig;
    }
  };

  private static final Pattern PANSN_FORM = Pattern.compile("[^#]+#[0-9]+#.+", Pattern.DOTALL);
  private static final Pattern PHASED =
      Pattern.compile(
          "(?<name>.+?)(?:#(?<number>[0-9]+)|\\.(?<digit>[0-9])|[._-]hap(?<hap>[0-9]+))",
          Pattern.DOTALL);
  private static final Pattern ACCESSION = Pattern.compile("GC[AF]_[0-9]+\\.[0-9]");

  private static String haplotype(Matcher phased) {
    for (String group : new String[] {"number", "digit"}) {
      if (phased.group(group) != null) {
        return phased.group(group);
      }
    }
    return phased.group("hap");
  }

  /** The name of contig {@code contig}, a short name, of sample {@code sample}. */
  abstract String nameOf(String contig, String sample);

  /** The name of a contig by its short name and its sample's name. */
  public byte[] name(byte[] shortName, String sample) {
    return this == PLAIN
        ? shortName
        : bytes(nameOf(letters(shortName, 0, shortName.length), letters(sample)));
  }

  /**
   * A contig's FASTA header.
   *
   * @param name the contig's full name
   * @param shortEnd where its first word ends, which is the short name
   * @param range {@code :from-to}, or nothing for the whole contig, and a mark of the strand. It
   *     goes to the end of a plain header, as agc has it, and otherwise to the name, which is then
   *     a query for the same range if the style is {@link #AT}.
   */
  public byte[] header(byte[] name, int shortEnd, String sample, String range) {
    if (this == PLAIN) {
      return range.isEmpty() ? name : bytes(letters(name, 0, name.length) + range);
    }
    return bytes(
        nameOf(letters(name, 0, shortEnd).stripLeading(), letters(sample))
            + range
            + letters(name, shortEnd, name.length - shortEnd));
  }

  /** One letter per byte. */
  private static String letters(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private static String letters(String text) {
    // A sample's name, unlike a contig's that was read from FASTA, may have line ends.
    byte[] bytes =
        text.replace("\n", "\\x0a").replace("\r", "\\x0d").getBytes(StandardCharsets.UTF_8);
    return letters(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String letters) {
    return letters.getBytes(StandardCharsets.ISO_8859_1);
  }
}
