package io.github.agc4j.query;

/** How headers tell the strand. */
public enum StrandMark {
  /** As samtools does: {@code /rc} after the name of what is a reverse complement. */
  RC("", "/rc"),
  /** {@code (+)} or {@code (-)}. */
  SIGN("(+)", "(-)"),
  /** Not at all. */
  NO("", "");

  private final String forward;
  private final String reverse;

  StrandMark(String forward, String reverse) {
    this.forward = forward;
    this.reverse = reverse;
  }

  /** What stands after the name, or the range, of a sequence of this strand. */
  public String of(Strand strand) {
    return strand == Strand.FORWARD ? forward : reverse;
  }
}
