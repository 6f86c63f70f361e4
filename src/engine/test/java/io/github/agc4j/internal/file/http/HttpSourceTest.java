package io.github.agc4j.internal.file.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpSourceTest {
  private static final byte[] FILE = new byte[100_000];
  private static final Patience SHORT =
      new Patience(4, Duration.ofMillis(1), Duration.ofSeconds(1));

  static {
    new Random(5).nextBytes(FILE);
  }

  private RangeServer server;
  private HttpSource source;

  @BeforeEach
  void start() throws IOException {
    server = new RangeServer(FILE);
    source = source(server.address("/x.agc"), Map.of());
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  private static HttpSource source(URI address, Map<String, String> environment) {
    return new HttpSource(address, environment, SHORT);
  }

  private static byte[] bytes(ByteBuffer filled) {
    byte[] bytes = new byte[filled.flip().remaining()];
    filled.get(bytes);
    return bytes;
  }

  private static void checkOpens(HttpSource source) throws IOException {
    ByteBuffer end = ByteBuffer.allocateDirect(1000);
    assertEquals(FILE.length, source.open(end));
    assertArrayEquals(Arrays.copyOfRange(FILE, FILE.length - 1000, FILE.length), bytes(end));
  }

  private void checkReads() throws IOException {
    ByteBuffer target = ByteBuffer.allocateDirect(5000);
    source.read(20_000, target);
    assertArrayEquals(Arrays.copyOfRange(FILE, 20_000, 25_000), bytes(target));
  }

  private void checkFails(String message) {
    IOException told =
        assertThrows(IOException.class, () -> source.read(1, ByteBuffer.allocateDirect(99)));
    assertTrue(told.getMessage().contains(message), told.getMessage());
    assertTrue(told.getMessage().startsWith(source.name() + ": "), told.getMessage());
  }

  private void checkDoesNotOpen(String message) {
    IOException told =
        assertThrows(IOException.class, () -> source.open(ByteBuffer.allocateDirect(99)));
    assertTrue(told.getMessage().contains(message), told.getMessage());
  }

  @Test
  void theEndComesWithTheFirstRequestAndRangesByOneEach() throws IOException {
    checkOpens(source);
    checkReads();
    assertEquals(List.of("bytes=-1000", "bytes=20000-24999"), server.ranges());
    assertEquals("\"1\"", source.version());
  }

  @Test
  void aServerThatKnowsNoRangesFromTheEndIsAskedForTheOthers() throws IOException {
    server.then(this::giveWhole);
    checkOpens(source);
    assertEquals(List.of("bytes=-1000", "bytes=99000-99999"), server.ranges());
    source.close();
    server.then(416, "Content-Range", "bytes */" + FILE.length);
    checkOpens(source);
  }

  private void giveWhole(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.sendResponseHeaders(200, FILE.length);
    exchange.getResponseBody().write(FILE);
  }

  @Test
  void aServerWithoutRangesIsRefused() {
    server.then(this::giveWhole).then(this::giveWhole);
    checkDoesNotOpen("whole files only");
    server.then(exchange -> exchange.sendResponseHeaders(200, 0));
    checkDoesNotOpen("whole files only");
  }

  @Test
  void anEmptyFileIsOne() throws IOException {
    server.then(416, "Content-Range", "bytes */0");
    assertEquals(0, source.open(ByteBuffer.allocateDirect(10)));
  }

  @Test
  void statusesAreToldInWords() {
    server.then(404, "X", "").then(401, "X", "").then(418, "X", "");
    assertThrows(FileNotFoundException.class, () -> source.open(ByteBuffer.allocateDirect(99)));
    checkDoesNotOpen(Credentials.TOKEN);
    checkDoesNotOpen("status 418");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void whatFailsInPassingIsAskedForAgain(int status) throws IOException {
    checkOpens(source);
    server.then(status, "X", "").then(status, "Retry-After", "0").then(status, "X", "");
    checkReads();
    assertEquals(5, server.ranges().size());
    for (int i = 0; i < 4; i++) {
      server.then(status, "X", "");
    }
    checkFails("status " + status);
    checkReads();
  }

  @Test
  void aBodyThatEndsTooSoonIsAskedForAgain() throws IOException {
    checkOpens(source);
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 20000-24999/100000");
          exchange.sendResponseHeaders(206, 5000);
          exchange.getResponseBody().write(new byte[4000]);
          exchange.getResponseBody().flush();
          throw new IOException("gone");
        });
    checkReads();
  }

  @Test
  void aServerThatFallsSilentIsAskedAgain() throws IOException {
    checkOpens(source);
    CountDownLatch tested = new CountDownLatch(1);
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 20000-24999/100000");
          exchange.sendResponseHeaders(206, 5000);
          exchange.getResponseBody().write(new byte[4000]);
          exchange.getResponseBody().flush();
          try {
            tested.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    checkReads();
    tested.countDown();
  }

  @Test
  void aFileThatHasChangedIsAnError() throws IOException {
    checkOpens(source);
    server.replace(FILE, "\"2\"");
    checkFails("has changed");
    server.replace(new byte[10], "\"1\"");
    source.close();
    source.open(ByteBuffer.allocateDirect(10));
    server.replace(new byte[11], "\"1\"");
    checkFails("has changed");
    server.replace(new byte[1], "\"1\"");
    checkFails("has changed");
  }

  @Test
  void anotherRangeThanWasAskedForIsAnError() throws IOException {
    checkOpens(source);
    for (int i = 0; i < 3; i++) {
      server.then(exchange -> server.give(exchange, 2, 101, FILE.length));
    }
    checkFails("another range");
    for (int i = 0; i < 3; i++) {
      server.then(exchange -> server.give(exchange, 1, 50, FILE.length));
    }
    checkFails("another range");
    server.then(exchange -> server.give(exchange, 1, 500, FILE.length));
    checkFails("more bytes");
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          server.giveRange(exchange);
        });
    checkFails("compresses");
    server.then(
        exchange -> {
          exchange.sendResponseHeaders(206, 99);
          exchange.getResponseBody().write(new byte[99]);
        });
    checkFails("does not tell");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreFollowedAndAskedFirstFromThenOn(int status) throws IOException {
    server.then(status, "Location", "/elsewhere?key=1");
    checkOpens(source);
    assertEquals(2, server.ranges().size());
    checkReads();
    assertEquals(3, server.ranges().size());
    server.then(403, "X", "");
    checkReads();
    assertEquals(5, server.ranges().size());
  }

  @Test
  void aServerThatIsBehindOthersIsAskedAgain() throws IOException {
    checkOpens(source);
    server.then(exchange -> exchange.sendResponseHeaders(200, -1));
    checkReads();
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"0\"");
          exchange.getResponseHeaders().set("Content-Range", "bytes 20000-24999/100000");
          exchange.sendResponseHeaders(206, 5000);
          exchange.getResponseBody().write(new byte[5000]);
        });
    checkReads();
    server.replace(FILE, "W/\"1\"");
    checkReads();
  }

  @Test
  void onlyAStrongTagTellsBytesApart() throws IOException {
    server.replace(FILE, "W/\"1\"");
    checkOpens(source);
    assertEquals("", source.version());
    server.replace(FILE, null);
    source.close();
    checkOpens(source);
    assertEquals("", source.version());
    source.close();
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Last-Modified", "Mon, 02 Nov 2020 10:00:00 GMT");
          server.giveRange(exchange);
        });
    checkOpens(source);
    assertEquals("Mon, 02 Nov 2020 10:00:00 GMT", source.version());
  }

  @Test
  void aSecretIsForTheServerThatTheUserNamed() throws IOException {
    try (RangeServer other = new RangeServer(FILE)) {
      source = source(server.address("/x"), Map.of(Credentials.TOKEN, "abc"));
      server.then(302, "Location", "/y").then(302, "Location", other.address("/z").toString());
      checkOpens(source);
      assertEquals(List.of("Bearer abc", "Bearer abc"), server.secrets());
      assertEquals(List.of("null"), other.secrets());
    }
  }

  @Test
  void theAddressTellsUserAndPasswordWithoutShowingThem() throws IOException {
    String address = server.address("/x.agc?sig=secret").toString();
    source = source(URI.create(address.replace("//", "//me:it@")), Map.of());
    checkOpens(source);
    assertEquals(List.of("Basic bWU6aXQ="), server.secrets());
    assertEquals(server.address("/x.agc").toString(), source.name());
  }

  @Test
  void redirectsThatLeadNowhereAreRefused() {
    for (int i = 0; i < 11; i++) {
      server.then(302, "Location", "/round");
    }
    checkDoesNotOpen("redirected more than");
    server.then(302, "Location", "file:///etc/passwd");
    checkDoesNotOpen("no address of a web server");
    server.then(302, "Location", "http://[");
    checkDoesNotOpen("no address");
    assertEquals(13, server.ranges().size());
  }

  @Test
  void whoIsNotThereIsNotWaitedFor() {
    URI address = server.address("/x");
    server.close();
    source = new HttpSource(address, Map.of(), Patience.USUAL);
    long start = System.nanoTime();
    checkDoesNotOpen("cannot be connected to");
    assertTrue(System.nanoTime() - start < Duration.ofMillis(900).toNanos());
  }

  @Test
  void anInterruptEndsTheWaiting() throws IOException {
    checkOpens(source);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> source.read(0, ByteBuffer.allocateDirect(9)));
    assertTrue(Thread.interrupted());
    checkReads();
  }

  @Test
  void pausesGrowAndEnd() {
    Patience usual = Patience.USUAL;
    assertEquals(Duration.ofMillis(250), usual.pause(1, null));
    assertEquals(Duration.ofMillis(1000), usual.pause(3, Duration.ofMillis(1)));
    assertEquals(Duration.ofSeconds(7), usual.pause(1, Duration.ofSeconds(7)));
    assertEquals(Duration.ofSeconds(30), usual.pause(1, Duration.ofSeconds(7000)));
    assertFalse(usual.pause(60, null).isNegative());
  }
}
