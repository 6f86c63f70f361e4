package io.github.agc4j;

import io.github.agc4j.internal.read.names.NameFinder;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import java.io.IOException;

/**
 * Finds what queries ask for, as {@code getctg} does, without reading a base. Keeps what it found
 * last. Borrows the reader. For one thread.
 */
public final class ContigFinder {
  private final NameFinder names;

  /** Finds contigs of {@code reader}. */
  public ContigFinder(AgcReader reader) {
    this.names = new NameFinder(reader.members());
  }

  /** Takes what was found. */
  public interface RangeReceiver {
    /** A range, cut to its contig, with the header that extracted text has. */
    void accept(ContigRange range) throws IOException;
  }

  /**
   * Shows the ranges that {@code query} stands for to {@code receiver}: several if its sample is a
   * pattern.
   *
   * @throws io.github.agc4j.error.QueryException when there is none, the contig is in several
   *     samples of which none was named, or the range lies outside
   */
  public void find(ContigQuery query, RangeReceiver receiver) throws IOException {
    names.resolve(query, receiver::accept);
  }
}
