package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no browser sends: nothing but what is served is reached, and it serves on. */
class HostileRequestsTest {
  private static final int RANDOM_REQUESTS = Integer.getInteger("agc4j.serve.requests", 3000);
  private static final String SECRET = "nobody may read this";

  @TempDir private Path folder;

  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private AgcServer server;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("secret.fa"), SECRET);
    Path genome = Collection.write(folder.resolve("s0.fa"), new Collection(3).genome(3));
    Path archive = Collection.archive(folder.resolve("x.agc"), CreateOptions.DEFAULTS, genome);
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS.telling(log::add, note -> {}));
    client = new Client(server);
  }

  @AfterEach
  void stop() throws Exception {
    assertEquals(200, client.get("fasta/x/s0.fa").status());
    client.close();
    server.close();
  }

  /** What comes back for {@code request}, byte by byte as it is, until the server closes. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "closed";
    }
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fasta/x/../secret.fa",
        "/fasta/../../secret.fa",
        "/fasta/x/%2e%2e/secret.fa",
        "/fasta/%2e%2e%2fsecret.fa",
        "/fasta/x/..%2fsecret.fa",
        "/fasta/x/%00secret.fa",
        "/fasta/x/s0.fa%0d%0aSet-Cookie:%20a=b",
        "/fasta//x/s0.fa",
        "/fasta/x/%ff.fa",
        "/fasta/x/%c0%ae%c0%ae.fa",
        "/fasta/x/%zz.fa",
        "/fasta/x/%2.fa",
        "/%2e",
        "//fasta/x/s0.fa/..",
        "file:///etc/passwd",
        "*",
        "/fasta/x/s0.fa?%00=%zz",
      })
  void aPathThatNamesAPlaceElsewhereIsRefused(String target) throws IOException {
    String reply = raw(get(target));
    assertTrue(reply.matches("(?s)HTTP/1.1 (400|404) .*"), reply);
    assertFalse(reply.contains(SECRET) || reply.contains("root:"), reply);
    assertFalse(reply.toLowerCase(Locale.ROOT).contains("set-cookie"), reply);
  }

  @Test
  void twoLengthsAreNotTwoRequests() throws IOException {
    String hidden = get("/fasta/x/s0.fa.fai");
    for (String headers :
        List.of(
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: +0\r\n",
            "Content-Length : 0\r\n")) {
      String reply =
          raw("GET /sequence/service-info HTTP/1.1\r\nHost: l\r\n" + headers + "\r\n" + hidden);
      assertFalse(reply.contains("c0\t"), headers + reply);
    }
  }

  @Test
  void aHeadWithoutEndIsRefused() throws IOException {
    String reply = raw("GET / HTTP/1.1\r\nHost: l\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
    assertFalse(reply.startsWith("HTTP/1.1 200"), reply);
  }

  @Test
  void theLogIsOneLineForEachRequest() throws Exception {
    raw(get("/fasta/x/\"quoted\"%22\u001b[2J"));
    client.get("fasta/x/s0.fa.fai");
    String last = "\"GET /fasta/x/s0.fa.fai HTTP/1.1\" 200";
    // A line comes when the reply has gone out, which may be a little later.
    long end = System.currentTimeMillis() + 20_000;
    while (log.stream().noneMatch(line -> line.contains(last))) {
      assertTrue(System.currentTimeMillis() < end, log.toString());
    }
    for (String line : log) {
      assertTrue(
          line.matches("127\\.0\\.0\\.1 - - \\[[^]]+] \"[ -~&&[^\"]]*\" \\d{3} (\\d+|-)"), line);
    }
  }

  @Test
  void randomRequestsDoNoHarm() throws IOException {
    long seed = 4;
    Random random = new Random(seed);
    String[] words = {
      "GET",
      "HEAD",
      "POST",
      " ",
      "/",
      "fasta",
      "sequence",
      "collection",
      "comparison",
      "list",
      "attribute",
      "names",
      "archives",
      "samples",
      "similarity",
      "ranges",
      "page.js",
      "{\"names\":[",
      "Accept: application/json",
      "Content-Type: application/json",
      "q=c0@s0",
      "&sizes=true",
      "&search=",
      "?page=",
      "Transfer-Encoding: chunked",
      "s0.fa.gz",
      "x",
      "s0.fa",
      "..",
      "%2e",
      "?start=",
      "&end=",
      "-1",
      "99999999999999999999",
      "HTTP/1.1",
      "HTTP/0.9",
      "\r\n",
      "\n",
      "\0",
      "Range:",
      "bytes=",
      "0-",
      "Host: l",
      "Accept: ",
      "*/*",
      "\u00ff",
      "Content-Length: 3",
      "\r\n\r\n",
    };
    for (int i = 0; i < RANDOM_REQUESTS; i++) {
      StringBuilder request = new StringBuilder(random.nextBoolean() ? "GET /" : "");
      for (int word = random.nextInt(12); word >= 0; word--) {
        request.append(words[random.nextInt(words.length)]);
      }
      String reply = raw(request + "\r\n\r\n");
      assertFalse(reply.startsWith("HTTP/1.1 500"), "seed " + seed + ": " + request + reply);
    }
  }
}
