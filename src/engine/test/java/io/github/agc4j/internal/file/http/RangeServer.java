package io.github.agc4j.internal.file.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of one file by ranges, which can be told to behave badly for some requests. */
public final class RangeServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Answer> next = new ConcurrentLinkedDeque<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private volatile byte[] file;
  private volatile String tag = "\"1\"";

  /** How one request is answered. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  public RangeServer(byte[] file) throws IOException {
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The ranges that were asked for so far. */
  public List<String> ranges() {
    return ranges;
  }

  /** What was said to be let in, request by request. */
  List<String> secrets() {
    return secrets;
  }

  /** Answers the next request that is not told yet so. */
  RangeServer then(Answer answer) {
    next.add(answer);
    return this;
  }

  /** The same with nothing but a status and a header. */
  RangeServer then(int status, String header, String value) {
    return then(
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  /** The file is another one from now on; {@code newTag} is null for none. */
  public void replace(byte[] newFile, String newTag) {
    file = newFile;
    tag = newTag;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
      secrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Answer told = next.poll();
      if (told == null) {
        giveRange(exchange);
      } else {
        told.to(exchange);
      }
    }
  }

  /** As it should be. */
  void giveRange(HttpExchange exchange) throws IOException {
    Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
    if (!range.matches()) {
      throw new IOException("no range");
    }
    long last = range.group(2).isEmpty() ? file.length - 1 : Long.parseLong(range.group(2));
    int from =
        range.group(1).isEmpty()
            ? (int) Math.max(0, file.length - last)
            : Integer.parseInt(range.group(1));
    int to = range.group(1).isEmpty() ? file.length : (int) Math.min(file.length, last + 1);
    if (from >= file.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    give(exchange, from, to, file.length);
  }

  void give(HttpExchange exchange, int from, int to, int size) throws IOException {
    if (tag != null) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    String range = "bytes " + from + "-" + (to - 1) + "/" + size;
    exchange.getResponseHeaders().set("Content-Range", range);
    exchange.sendResponseHeaders(206, to - from);
    exchange.getResponseBody().write(Arrays.copyOfRange(file, from, to));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
