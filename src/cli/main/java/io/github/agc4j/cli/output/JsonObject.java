package io.github.agc4j.cli.output;

/** A JSON object (RFC 8259) that is built member by member. */
public final class JsonObject {
  private static final int CONTROL_END = 0x20;

  private final StringBuilder text = new StringBuilder("{");

  /** Adds a number. */
  public JsonObject put(String name, long value) {
    return member(name, String.valueOf(value));
  }

  /** Adds a truth value. */
  public JsonObject put(String name, boolean value) {
    return member(name, String.valueOf(value));
  }

  /** Adds a text. */
  public JsonObject put(String name, String value) {
    return member(name, quoted(value));
  }

  /** Adds an object. */
  public JsonObject put(String name, JsonObject value) {
    return member(name, value.toString());
  }

  private JsonObject member(String name, String value) {
    text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(':').append(value);
    return this;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < CONTROL_END || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** The object as one line. */
  @Override
  public String toString() {
    return text + "}";
  }
}
