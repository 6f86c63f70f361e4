package io.github.agc4j.cli.option;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A condition on annotations: {@code KEY=VALUE} or {@code KEY!=VALUE}, where {@code *} and {@code
 * ?} in the value stand for any letters and for one; the value may stand in quotes. A sample
 * without the key has an empty value.
 *
 * @param key the key
 * @param value what its value has to be like
 * @param isNegated whether it must not be
 */
record Condition(String key, Pattern value, boolean isNegated)
    implements Predicate<Map<String, String>> {
  /** The condition that {@code text} is. */
  static Condition of(String text) {
    int equals = text.indexOf('=');
    boolean isNegated = equals > 0 && text.charAt(equals - 1) == '!';
    int keyEnd = isNegated ? equals - 1 : equals;
    if (keyEnd < 1) {
      throw new UsageException("--where=" + text + ": KEY=VALUE or KEY!=VALUE is wanted");
    }
    return new Condition(
        text.substring(0, keyEnd).strip(),
        pattern(unquoted(text.substring(equals + 1).strip())),
        isNegated);
  }

  private static String unquoted(String text) {
    boolean isQuoted =
        text.length() > 1
            && (text.charAt(0) == '\'' || text.charAt(0) == '"')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }

  private static Pattern pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    for (String piece : text.split("(?<=[*?])|(?=[*?])")) {
      pattern.append(
          switch (piece) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(piece);
          });
    }
    return Pattern.compile(pattern.toString());
  }

  @Override
  public boolean test(Map<String, String> annotations) {
    return value.matcher(annotations.getOrDefault(key, "")).matches() != isNegated;
  }
}
