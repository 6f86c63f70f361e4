package io.github.agc4j.internal.file.http;

import java.io.IOException;

/** What a server does that it would do again: a redirect to nowhere, or other bytes. */
final class UnwantedException extends IOException {
  private static final long serialVersionUID = 1L;

  UnwantedException(String message) {
    super(message);
  }
}
