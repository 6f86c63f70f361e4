package io.github.agc4j.query;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Queries one after the other, of which nothing is kept. */
public interface QuerySource {
  /** The next query, or null when there are no more. */
  ContigQuery next() throws IOException;

  /** What went wrong with the query given last, with the place that it came from. */
  IOException located(IOException failure);

  /** The queries of {@code source}, each of its other strand. */
  static QuerySource reversed(QuerySource source) {
    return new QuerySource() {
      @Override
      public ContigQuery next() throws IOException {
        ContigQuery query = source.next();
        return query == null ? null : query.on(Strand.of(query.strand() == Strand.FORWARD));
      }

      @Override
      public IOException located(IOException failure) {
        return source.located(failure);
      }
    };
  }

  /** The queries of a list, which have no other place. */
  static QuerySource of(List<ContigQuery> queries) {
    Iterator<ContigQuery> left = queries.iterator();
    return new QuerySource() {
      @Override
      public ContigQuery next() {
        return left.hasNext() ? left.next() : null;
      }

      @Override
      public IOException located(IOException failure) {
        return failure;
      }
    };
  }
}
