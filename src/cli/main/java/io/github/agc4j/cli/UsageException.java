package io.github.agc4j.cli;

/** Options or arguments that make no sense; ends the command with status 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code message} names the values that make no sense, as {@code name=value}. */
  public UsageException(String message) {
    super(message);
  }
}
