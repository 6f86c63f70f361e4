package io.github.agc4j.cli;

/** Options or arguments that make no sense; ends the command with status 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
