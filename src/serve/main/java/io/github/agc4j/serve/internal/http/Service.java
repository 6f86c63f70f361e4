package io.github.agc4j.serve.internal.http;

import java.io.IOException;

/** What answers requests of one kind. Safe for use by several threads at once. */
public interface Service {
  /**
   * Answers {@code request}.
   *
   * @return the reply, which the caller closes
   * @throws Refusal when it is not answered
   */
  Reply answer(Request request) throws IOException;
}
