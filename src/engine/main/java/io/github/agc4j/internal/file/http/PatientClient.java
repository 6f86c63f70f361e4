package io.github.agc4j.internal.file.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Asks a server for ranges: again if it fails in passing, elsewhere if it says so. Follows
 * redirects itself, since secrets are for one server alone. Safe for use by several threads.
 */
final class PatientClient implements AutoCloseable {
  private static final int HOPS_MAX = 10;
  private static final int PARTIAL = 206;
  private static final Duration CONNECTING = Duration.ofSeconds(20);

  /** Too early, too many requests, and what servers answer that are too busy or start anew. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final Credentials credentials;
  private final Patience patience;

  /** Whether the server answered once: it is there, even if it cannot be reached later. */
  private volatile boolean hasAnswered;

  /** Where redirects led when that was last of use; null for nowhere else. */
  private volatile URI redirected;

  /** What a server answered. */
  record Answer(int status, HttpHeaders headers) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  PatientClient(Credentials credentials, Map<String, String> environment, Patience patience) {
    this.credentials = credentials;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .proxy(new EnvironmentProxy(environment))
            .build();
  }

  /**
   * Asks for a range of what is at {@code address}.
   *
   * @param range value of the header {@code Range}
   * @param target takes the body of status 206 from its position on; of other answers it is not
   *     read
   * @return the last answer: 206, or what no further attempt would change
   */
  Answer get(URI address, String range, ByteBuffer target) throws IOException {
    int start = target.position();
    for (int attempt = 1; ; attempt++) {
      boolean isLast = attempt == patience.attempts();
      target.position(start);
      Duration asked = null;
      try {
        Answer answer = follow(address, range, target);
        hasAnswered = true;
        if (isLast || !PASSING.contains(answer.status())) {
          return answer;
        }
        asked = retryAfter(answer);
      } catch (IOException e) {
        if (isLast || !isPassing(e)) {
          throw e;
        }
      }
      pause(patience.pause(attempt, asked));
    }
  }

  private boolean isPassing(IOException cause) {
    boolean isForGood =
        cause instanceof InterruptedIOException
            || cause instanceof SSLHandshakeException
            || cause instanceof UnwantedException;
    boolean isNobody =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLException;
    return !isForGood && (hasAnswered || !isNobody);
  }

  private static Duration retryAfter(Answer answer) {
    String asked = answer.header("Retry-After");
    // The other form, a date, is not worth a clock that may differ.
    return asked.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(asked)) : null;
  }

  private static void pause(Duration pause) throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while a server was asked");
  }

  /** Asks where the last redirect led, as long as that helps, and else from the beginning. */
  private Answer follow(URI first, String range, ByteBuffer target) throws IOException {
    URI known = redirected;
    if (known != null) {
      int start = target.position();
      Answer answer = once(known, range, target);
      if (answer.status() == PARTIAL) {
        return answer;
      }
      redirected = null;
      target.position(start);
    }
    URI address = first;
    for (int hop = 0; hop <= HOPS_MAX; hop++) {
      Answer answer = once(address, range, target);
      String location = answer.header("Location");
      if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
        redirected = hop > 0 && answer.status() == PARTIAL ? address : null;
        return answer;
      }
      address = next(address, location);
    }
    throw new UnwantedException("is redirected more than " + HOPS_MAX + " times");
  }

  private static URI next(URI address, String location) throws UnwantedException {
    URI next;
    try {
      next = address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new UnwantedException("is redirected to what is no address");
    }
    boolean isHttp = "http".equalsIgnoreCase(next.getScheme());
    boolean isHttps = "https".equalsIgnoreCase(next.getScheme());
    if (next.getHost() == null || !isHttp && !isHttps) {
      throw new UnwantedException("is redirected to what is no address of a web server");
    }
    if (isHttp && "https".equalsIgnoreCase(address.getScheme())) {
      throw new UnwantedException("is redirected from https to http, where all can be changed");
    }
    return next;
  }

  private Answer once(URI address, String range, ByteBuffer target) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutUser(address))
            .header("Range", range)
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "agc4j")
            .version(
                "https".equalsIgnoreCase(address.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1);
    if (credentials.areFor(address)) {
      request.header("Authorization", credentials.header());
    }
    AtomicLong lastNews = new AtomicLong(System.nanoTime());
    RangeBody body = new RangeBody(target, () -> lastNews.set(System.nanoTime()));
    CompletableFuture<HttpResponse<ByteBuffer>> future =
        client.sendAsync(
            request.build(), head -> head.statusCode() == PARTIAL ? body : unwanted(head));
    try {
      HttpResponse<ByteBuffer> response = await(future, lastNews);
      return new Answer(response.statusCode(), response.headers());
    } finally {
      // Whatever failed, the target is the caller's again.
      body.abandon();
      future.cancel(true);
    }
  }

  private static HttpResponse.BodySubscriber<ByteBuffer> unwanted(HttpResponse.ResponseInfo head) {
    return RangeBody.unwanted(head.headers().firstValueAsLong("Content-Length").orElse(-1));
  }

  private static URI withoutUser(URI address) {
    if (address.getRawUserInfo() == null) {
      return address;
    }
    return URI.create(address.toString().replaceFirst("//[^/@]*@", "//"));
  }

  private <T> T await(CompletableFuture<T> future, AtomicLong lastNews) throws IOException {
    while (true) {
      long silent = System.nanoTime() - lastNews.get();
      long left = patience.silence().toNanos() - silent;
      if (left <= 0) {
        throw new IOException("nothing came for " + patience.silence().toSeconds() + " s");
      }
      try {
        return future.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Some of it may have come meanwhile.
      } catch (InterruptedException e) {
        throw interrupted();
      } catch (ExecutionException e) {
        throw told(e.getCause());
      }
    }
  }

  /** The JDK's client often says nothing. */
  private static IOException told(Throwable cause) {
    if (cause instanceof ConnectException) {
      boolean isUnknown = cause.getCause() instanceof UnresolvedAddressException;
      ConnectException told =
          new ConnectException(isUnknown ? "no such host" : "it cannot be connected to");
      told.initCause(cause);
      return told;
    }
    if (cause instanceof UncheckedIOException unchecked) {
      return unchecked.getCause();
    }
    return cause instanceof IOException known
        ? known
        : new IOException(String.valueOf(cause.getMessage()), cause);
  }

  /** Ends all connections; nobody may ask any more. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
