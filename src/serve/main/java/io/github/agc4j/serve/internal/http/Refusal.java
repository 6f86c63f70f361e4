package io.github.agc4j.serve.internal.http;

import java.io.IOException;

/** A request that is not answered, with the status that says why. */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private String allowed;

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
    Refusal refusal = new Refusal(405, "allowed: " + allowed);
    refusal.allowed = allowed;
    return refusal;
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

  /** The version of HTTP does not do for it. */
  public static Refusal version(String message) {
    return new Refusal(505, message);
  }

  /** Not now: it may be asked again soon. */
  public static Refusal later(String message) {
    return new Refusal(503, message);
  }

  /** The methods that are understood, if that is why; otherwise null. */
  String allowed() {
    return allowed;
  }

  /** The status of the reply. */
  public int status() {
    return status;
  }
}
