package io.github.agc4j.serve.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is asked: the path in segments and the parameters, both without percent encoding and in
 * UTF-8.
 *
 * @param method in upper case
 * @param path the segments of the path; none of them is empty but a last one
 * @param parameters those after the question mark
 * @param headers null for one that is not there
 * @param body what is sent along; empty if nothing is
 */
public record Request(
    String method,
    List<String> path,
    Map<String, String> parameters,
    Function<String, String> headers,
    InputStream body) {
  private static final int NO_DIGIT = -1;

  /**
   * Takes a request apart.
   *
   * @throws Refusal when it is malformed, or its path has a segment that names a place elsewhere
   */
  static Request of(String method, URI target, Function<String, String> headers, InputStream body)
      throws Refusal {
    String path = target.getRawPath();
    if (path == null || !path.startsWith("/")) {
      throw Refusal.malformed("no path");
    }
    return new Request(
        method, segments(path.substring(1)), parameters(target.getRawQuery()), headers, body);
  }

  private static List<String> segments(String path) throws Refusal {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      String decoded = decoded(segment);
      if (decoded.equals("..") || decoded.equals(".") || decoded.chars().anyMatch(c -> c < ' ')) {
        throw Refusal.malformed("a part of the path that names no thing");
      }
      segments.add(decoded);
    }
    if (segments.subList(0, segments.size() - 1).contains("")) {
      throw Refusal.malformed("an empty part in the path");
    }
    return segments;
  }

  private static Map<String, String> parameters(String query) throws Refusal {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int at = pair.indexOf('=');
        String name = decoded(at < 0 ? pair : pair.substring(0, at));
        String value = at < 0 ? "" : decoded(pair.substring(at + 1).replace('+', ' '));
        if (!name.isEmpty() && parameters.put(name, value) != null) {
          throw Refusal.malformed("a parameter that is given twice");
        }
      }
    }
    return parameters;
  }

  private static String decoded(String text) throws Refusal {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : NO_DIGIT;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : NO_DIGIT;
      if (high < 0 || low < 0) {
        throw Refusal.malformed("percent encoding");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Refusal.malformed("not UTF-8");
    }
  }

  /** The header {@code name}; null if there is none. */
  public String header(String name) {
    return headers.apply(name);
  }

  /** Whether who asks has what {@code tag} tells (RFC 9110, section 13.1.2). */
  public boolean isKnown(String tag) {
    String known = header("If-None-Match");
    return known != null
        && Arrays.stream(known.split(","))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }

  /** Whether only the head is asked for. */
  public boolean isHead() {
    return method.equals("HEAD");
  }

  /** Checks that it is GET or HEAD. */
  public void checkReading() throws Refusal {
    if (!method.equals("GET") && !isHead()) {
      throw Refusal.method("GET, HEAD");
    }
  }

  /** Checks that it is POST. */
  public void checkPosting() throws Refusal {
    if (!method.equals("POST")) {
      throw Refusal.method("POST");
    }
  }

  /**
   * The number that parameter {@code name} has.
   *
   * @param usual what it is if it is not there
   * @throws Refusal when it is no number of digits, or above {@code max}
   */
  public long number(String name, long usual, long max) throws Refusal {
    String text = parameters.get(name);
    if (text == null) {
      return usual;
    }
    if (!text.matches("\\d{1,18}") || Long.parseLong(text) > max) {
      throw Refusal.malformed(name + " is no number up to " + max);
    }
    return Long.parseLong(text);
  }

  /**
   * The first of {@code types} that {@code Accept} allows.
   *
   * @throws Refusal when it allows none
   */
  public String accepted(List<String> types) throws Refusal {
    String accept = header("Accept");
    if (accept == null || accept.isBlank()) {
      return types.getFirst();
    }
    for (String range : accept.split(",")) {
      String wanted = range.replaceFirst(";.*", "").strip();
      if (range.replace(" ", "").matches(".*;q=0(\\.0*)?(;.*)?")) {
        continue;
      }
      for (String type : types) {
        String plain = type.split(";")[0];
        boolean isGroup =
            wanted.endsWith("/*") && plain.startsWith(wanted.substring(0, wanted.length() - 1));
        if (wanted.equals("*/*") || wanted.equalsIgnoreCase(plain) || isGroup) {
          return type;
        }
      }
    }
    throw Refusal.form("can be given as " + String.join(", ", types));
  }
}
