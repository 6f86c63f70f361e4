package io.github.agc4j.serve.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.agc4j.error.CorruptArchiveException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Answers the exchanges of the JDK's server by a service, as many at a time as are allowed. What
 * fails before a reply has begun becomes a reply of its own; afterwards the connection is closed,
 * so that nobody takes a part for the whole.
 */
public final class Exchanges implements HttpHandler {
  private static final String RETRY_S = "1";
  private static final long WAIT_MAX_S = 10;
  private static final long NO_CONTENT = -1;

  private final Service service;
  private final Semaphore places;
  private final Metrics metrics;
  private final AccessLog log;
  private final Consumer<String> notes;
  private final boolean isForAll;
  private final ReplyLimits limits;

  /** Ends what takes too long. */
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("agc4j-clock").factory());

  private final Phaser running = new Phaser(1);
  private volatile boolean isStopping;

  /**
   * Answers by {@code service}.
   *
   * @param requestsMax how many are answered at a time; others wait, for a while
   * @param log takes a line for each request; null for none
   * @param notes told of errors of ours
   * @param isForAll whether pages of other origins may read (CORS)
   * @param limits what is larger is refused, what is slower is cut
   */
  public Exchanges(
      Service service,
      int requestsMax,
      Metrics metrics,
      Consumer<String> log,
      Consumer<String> notes,
      boolean isForAll,
      ReplyLimits limits) {
    this.limits = limits;
    // Else those of an hour's requests would wait in it.
    clock.setRemoveOnCancelPolicy(true);
    this.service = service;
    this.places = new Semaphore(requestsMax, true);
    this.metrics = metrics;
    this.log = new AccessLog(log);
    this.notes = notes;
    this.isForAll = isForAll;
  }

  /**
   * From now on refuses what comes, and waits until all is answered that was asked before.
   *
   * @param seconds how long at most
   */
  public void stop(int seconds) throws InterruptedException {
    isStopping = true;
    try {
      running.awaitAdvanceInterruptibly(running.arrive(), seconds, TimeUnit.SECONDS);
      clock.shutdownNow();
    } catch (TimeoutException e) {
      clock.shutdownNow();
      notes.accept("stopped in the midst of " + (running.getRegisteredParties() - 1) + " requests");
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long startNs = System.nanoTime();
    Sent sent = new Sent();
    metrics.begun();
    running.register();
    Future<?> end = null;
    try {
      Thread self = Thread.currentThread();
      end = clock.schedule(self::interrupt, limits.seconds(), TimeUnit.SECONDS);
      answer(exchange, sent);
      exchange.close();
    } catch (RuntimeException | Error e) {
      // The server cuts the connection for an IOException alone.
      throw new IOException(e);
    } finally {
      // What was not sent whole is left to the server, which cuts the connection: an end would say
      // that all is there.
      if (end != null) {
        end.cancel(false);
      }
      metrics.ended(sent.status, sent.bytes, System.nanoTime() - startNs);
      log.add(exchange, sent.status, sent.bytes);
      running.arriveAndDeregister();
    }
  }

  /** What went out. */
  private static final class Sent {
    private int status = 500;
    private long bytes;
  }

  /** Counts what was sent. Not closed after a failure: the end would say that all is there. */
  private static final class CountedBody extends FilterOutputStream {
    private static final int AT_ONCE = 4 << 10;

    private final Sent sent;

    private final long bytesMax;

    private CountedBody(OutputStream out, Sent sent, long bytesMax) {
      super(out);
      this.sent = sent;
      this.bytesMax = bytesMax;
    }

    private void verify(int bytes) throws IOException {
      if (sent.bytes > bytesMax - bytes) {
        throw new IOException("more bytes than a reply may have");
      }
    }

    @Override
    public void write(int value) throws IOException {
      verify(1);
      out.write(value);
      sent.bytes++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      verify(length);
      // The JDK's server has a buffer for each connection that grows with what it is given at once.
      for (int at = 0; at < length; at += AT_ONCE) {
        int count = Math.min(AT_ONCE, length - at);
        out.write(bytes, offset + at, count);
        sent.bytes += count;
        if (length > AT_ONCE / 2) {
          out.flush();
        }
      }
    }
  }

  private void answer(HttpExchange exchange, Sent sent) throws IOException {
    if (isAmbiguous(exchange.getRequestHeaders())) {
      Reply refusal = refusal(Refusal.malformed("a length that is none"));
      send(exchange, refusal.with("Connection", "close"), sent);
      return;
    }
    if (isStopping || !hasPlace()) {
      String reason = isStopping ? "it is being stopped" : "too many requests";
      send(exchange, refusal(Refusal.later(reason)).with("Connection", "close"), sent);
      return;
    }
    try {
      send(exchange, reply(exchange), sent);
    } finally {
      places.release();
    }
  }

  /** Whether others might find the end of the request elsewhere (RFC 9112, section 6.3). */
  private static boolean isAmbiguous(Headers headers) {
    List<String> lengths = headers.getOrDefault("Content-Length", List.of());
    return lengths.size() > 1
        || lengths.stream().anyMatch(length -> !length.matches("\\d{1,18}"))
        || !lengths.isEmpty() && headers.containsKey("Transfer-Encoding");
  }

  private boolean hasPlace() {
    try {
      return places.tryAcquire(WAIT_MAX_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      if (isForAll && exchange.getRequestMethod().equals("OPTIONS")) {
        return Reply.empty(204)
            .with("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")
            .with("Access-Control-Allow-Headers", "Range, Accept, Content-Type, If-None-Match")
            .with("Access-Control-Max-Age", "86400");
      }
      Request request =
          Request.of(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders()::getFirst,
              exchange.getRequestBody());
      Reply reply = withinLimits(service.answer(request), request);
      if (reply.length() < 0 && exchange.getProtocol().equals("HTTP/1.0")) {
        try (reply) {
          throw Refusal.version("HTTP/1.0 does not tell where it ends: ask by HTTP/1.1");
        }
      }
      return reply;
    } catch (Refusal e) {
      return refusal(e);
    } catch (CorruptArchiveException e) {
      notes.accept(e.getMessage());
      return Reply.of(500, Reply.PLAIN, "the archive is damaged there\n");
    } catch (IOException | RuntimeException e) {
      notes.accept(exchange.getRequestURI().getRawPath() + ": " + e);
      return Reply.of(500, Reply.PLAIN, "cannot be read\n");
    } catch (OutOfMemoryError e) {
      notes.accept(exchange.getRequestURI().getRawPath() + ": " + e);
      return refusal(Refusal.later("it takes more memory than there is now"));
    }
  }

  private Reply withinLimits(Reply reply, Request request) throws IOException {
    if (reply.length() <= limits.bytes() || request.isHead()) {
      return reply;
    }
    try (reply) {
      throw Refusal.forbidden(
          "the reply would have " + reply.length() + " bytes: ask for less, such as by Range");
    }
  }

  private static Reply refusal(Refusal refusal) {
    Reply reply = Reply.of(refusal.status(), Reply.PLAIN, refusal.getMessage() + "\n");
    if (refusal.allowed() != null) {
      reply.with("Allow", refusal.allowed());
    }
    return refusal.status() == 503 ? reply.with("Retry-After", RETRY_S) : reply;
  }

  private void send(HttpExchange exchange, Reply reply, Sent sent) throws IOException {
    try (reply) {
      Headers headers = exchange.getResponseHeaders();
      reply.headers().forEach(headers::set);
      if (reply.type() != null) {
        headers.set("Content-Type", reply.type());
        headers.set("X-Content-Type-Options", "nosniff");
      }
      if (isForAll) {
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", "Content-Length, Content-Range, ETag");
      }
      sent.status = reply.status();
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      if (isHead || reply.length() == 0) {
        if (isHead && reply.type() != null && reply.length() >= 0) {
          headers.set("Content-Length", String.valueOf(reply.length()));
        }
        exchange.sendResponseHeaders(reply.status(), NO_CONTENT);
        return;
      }
      // The JDK's server takes 0 for a length that is not known.
      exchange.sendResponseHeaders(reply.status(), Math.max(0, reply.length()));
      OutputStream out = new CountedBody(exchange.getResponseBody(), sent, limits.bytes());
      try {
        reply.write(out);
      } catch (CorruptArchiveException e) {
        notes.accept(exchange.getRequestURI().getRawPath() + ": cut: " + e.getMessage());
        throw e;
      }
      out.close();
    }
  }
}
