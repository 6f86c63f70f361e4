package io.github.agc4j.serve.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text of JSON (RFC 8259), made value by value. For one thread. */
public final class Json {
  /** The media type. */
  public static final String TYPE = "application/json";

  private static final int DRAINED = 8 << 10;

  private final StringBuilder text = new StringBuilder();
  private boolean needsComma;

  /** Begins an object. */
  public Json object() {
    return open('{');
  }

  /** Begins an array. */
  public Json array() {
    return open('[');
  }

  private Json open(char bracket) {
    separate();
    text.append(bracket);
    needsComma = false;
    return this;
  }

  /** Ends the innermost object. */
  public Json endObject() {
    return close('}');
  }

  /** Ends the innermost array. */
  public Json endArray() {
    return close(']');
  }

  private Json close(char bracket) {
    text.append(bracket);
    needsComma = true;
    return this;
  }

  /** The name of the next value. */
  public Json name(String name) {
    separate();
    quote(name);
    text.append(':');
    needsComma = false;
    return this;
  }

  /** A text; null is JSON's null. */
  public Json value(String value) {
    separate();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    needsComma = true;
    return this;
  }

  /** A number. */
  public Json value(long value) {
    separate();
    text.append(value);
    needsComma = true;
    return this;
  }

  /** A truth value. */
  public Json value(boolean value) {
    separate();
    text.append(value);
    needsComma = true;
    return this;
  }

  /** A value that is JSON already. */
  public Json raw(String json) {
    separate();
    text.append(json);
    needsComma = true;
    return this;
  }

  /** Writes what there is so far to {@code out}, if that is worth it, and forgets it. */
  public void drain(OutputStream out) throws IOException {
    if (text.length() >= DRAINED) {
      end(out);
    }
  }

  /** Writes the rest to {@code out}. */
  public void end(OutputStream out) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  private void separate() {
    if (needsComma) {
      text.append(',');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == 0x7f) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
