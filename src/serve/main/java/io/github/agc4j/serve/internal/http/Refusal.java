package io.github.agc4j.serve.internal.http;

import java.io.IOException;

/** A request that is not answered, with the status that says why. */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The request follows no form that is known. */
  public static Refusal malformed(String message) {
    return new Refusal(400, message);
  }

  /** It could be answered, but will not. */
  public static Refusal forbidden(String message) {
    return new Refusal(403, message);
  }

  /** There is no such thing. */
  public static Refusal unknown(String message) {
    return new Refusal(404, message);
  }

  /** The method is not one of those that are understood here. */
  public static Refusal method(String allowed) {
    return new Refusal(405, "allowed: " + allowed);
  }

  /** None of the forms that are asked for can be given. */
  public static Refusal form(String message) {
    return new Refusal(406, message);
  }

  /** More is sent than is taken. */
  public static Refusal large(String message) {
    return new Refusal(413, message);
  }

  /** The range lies outside. */
  public static Refusal range(String message) {
    return new Refusal(416, message);
  }

  /** What is asked for is not done here. */
  public static Refusal notDone(String message) {
    return new Refusal(501, message);
  }

  /** Not now: it may be asked again soon. */
  public static Refusal later(String message) {
    return new Refusal(503, message);
  }

  /** The status of the reply. */
  public int status() {
    return status;
  }
}
