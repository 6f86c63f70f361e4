package io.github.agc4j.serve.internal.http;

import com.sun.net.httpserver.HttpExchange;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/** A line for each request, in the common log format. */
final class AccessLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private final Consumer<String> lines;

  /**
   * A log.
   *
   * @param lines takes them, from several threads at once; null for none
   */
  AccessLog(Consumer<String> lines) {
    this.lines = lines;
  }

  void add(HttpExchange exchange, int status, long sentBytes) {
    if (lines == null) {
      return;
    }
    lines.accept(
        "%s - - [%s] \"%s %s %s\" %d %s"
            .formatted(
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                TIME.format(ZonedDateTime.now()),
                shown(exchange.getRequestMethod()),
                shown(exchange.getRequestURI().toString()),
                exchange.getProtocol(),
                status,
                sentBytes == 0 ? "-" : String.valueOf(sentBytes)));
  }

  /** Nothing that could end the line or the quotes. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                shown.append(String.format("\\x%02x", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }
}
