package io.github.agc4j.serve.internal.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, whose length is known before its first byte goes out unless it is streamed. Whoever
 * sends it closes it, which gives back what its body reads from.
 */
public final class Reply implements Closeable {
  /** Plain text in ASCII. */
  public static final String PLAIN = "text/plain; charset=us-ascii";

  private static final Body NOTHING = out -> {};
  private static final Closeable NOBODY = () -> {};

  /** Length of a body that is streamed. */
  private static final long UNKNOWN = -1;

  private final int status;
  private final String type;
  private final long length;
  private final Body body;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Closeable owner = NOBODY;

  /** Writes what is sent. */
  public interface Body {
    /** Writes exactly the bytes that were announced to {@code out}, which stays the caller's. */
    void write(OutputStream out) throws IOException;
  }

  private Reply(int status, String type, long length, Body body) {
    this.status = status;
    this.type = type;
    this.length = length;
    this.body = body;
  }

  /** A reply of {@code length} bytes, of which a request for the head alone gets none. */
  public static Reply of(int status, String type, long length, Body body) {
    return new Reply(status, type, length, body);
  }

  /** A reply of a text. */
  public static Reply of(int status, String type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Reply(status, type, bytes.length, out -> out.write(bytes));
  }

  /**
   * A reply of a text that is too long to be held: its body is run twice, the first time to count
   * its bytes.
   */
  public static Reply counted(int status, String type, Body body) throws IOException {
    long[] bytes = {0};
    body.write(
        new OutputStream() {
          @Override
          public void write(int value) {
            bytes[0]++;
          }

          @Override
          public void write(byte[] values, int offset, int length) {
            bytes[0] += length;
          }
        });
    return new Reply(status, type, bytes[0], body);
  }

  /**
   * A reply of a body whose length is not known before it is written: who gets it knows by its end
   * that it is whole.
   */
  public static Reply streamed(String type, Body body) {
    return new Reply(200, type, UNKNOWN, body);
  }

  /** A reply without content. */
  public static Reply empty(int status) {
    return new Reply(status, null, 0, NOTHING);
  }

  /** Adds a header, whose value must have no line end. */
  public Reply with(String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("header " + name + ": " + value);
    }
    headers.put(name, value);
    return this;
  }

  /** Closes {@code used} with the reply. */
  public Reply using(Closeable used) {
    Closeable before = owner;
    owner =
        () -> {
          try (used) {
            before.close();
          }
        };
    return this;
  }

  int status() {
    return status;
  }

  /** Null for none. */
  String type() {
    return type;
  }

  /** Negative for a body that is streamed. */
  long length() {
    return length;
  }

  Map<String, String> headers() {
    return headers;
  }

  void write(OutputStream out) throws IOException {
    body.write(out);
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
