package io.github.agc4j.internal.memory;

/** Bytes that do not follow their grammar. */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Offset in the slice that was decoded. */
  private final long offset;

  /** At {@code offset} (0-based, in the slice that was being decoded) the {@code reason} holds. */
  public MalformedBytesException(long offset, String reason) {
    super(reason + " at byte " + offset);
    this.offset = offset;
  }

  /** 0-based offset in the decoded slice. */
  public long offset() {
    return offset;
  }

  /** Throws unless {@code condition} holds. */
  public static void verify(boolean condition, long offset, String reason) {
    if (!condition) {
      throw new MalformedBytesException(offset, reason);
    }
  }
}
