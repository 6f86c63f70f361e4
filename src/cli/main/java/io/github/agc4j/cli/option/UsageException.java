package io.github.agc4j.cli.option;

/** Options or arguments that make no sense; ends the command with status 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message is one line and names the option. */
  public UsageException(String message) {
    super(message);
  }
}
