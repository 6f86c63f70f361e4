package io.github.agc4j.serve.internal.list;

import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Request;

/**
 * The part of a list that is asked for by {@code offset} and {@code limit}.
 *
 * @param offset the first entry, 0-based
 * @param limit how many at most
 */
record Page(long offset, long limit) {
  private static final int LIMIT_MAX = 1000;

  static Page of(Request request) throws Refusal {
    return of(request, LIMIT_MAX);
  }

  /** The same of {@code limitMax} entries at most, and as many if nothing is told. */
  static Page of(Request request, int limitMax) throws Refusal {
    return new Page(
        request.number("offset", 0, Long.MAX_VALUE), request.number("limit", limitMax, limitMax));
  }

  /** Whether an entry belongs to it. */
  boolean has(long entry) {
    return entry >= offset && entry - offset < limit;
  }

  /** The entry after the last one of {@code total}. */
  long end(long total) {
    return Math.min(total, offset > total - limit ? total : offset + limit);
  }

  /** Says which part it is. */
  void tell(Json json, long total) {
    json.name("offset").value(offset).name("total").value(total);
  }
}
