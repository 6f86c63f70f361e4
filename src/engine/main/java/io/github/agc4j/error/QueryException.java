package io.github.agc4j.error;

import java.io.IOException;

/** A query that cannot be answered by an archive which is in order. */
public class QueryException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message is one line. */
  public QueryException(String message) {
    super(message);
  }
}
