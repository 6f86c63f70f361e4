package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one reply may take, and what it takes others. */
@Timeout(120)
class LimitsTest {
  private static final int LONG = 6_000_000;
  private static final int WARM_UP = 30;
  private static final int SLOW_CLIENTS = 150;
  private static final int BYTES_OF_SLOW_CLIENT = 64 << 10;

  @TempDir private static Path folder;
  private static Path archive;
  private static Collection.Contig contig;

  @BeforeAll
  static void createArchive() throws Exception {
    contig = new Collection(9).contig("long", LONG);
    archive =
        Collection.archive(
            folder.resolve("x.agc"),
            CreateOptions.DEFAULTS,
            Collection.write(folder.resolve("s0.fa"), List.of(contig)));
  }

  private static AgcServer serve(ServeOptions options) throws IOException {
    return AgcServer.start(List.of(archive), options);
  }

  @Test
  void aSampleComesCompressed() throws Exception {
    try (AgcServer server = serve(ServeOptions.DEFAULTS);
        Client client = new Client(server)) {
      Client.Got got = client.get("fasta/x/s0.fa.gz");
      assertEquals(200, got.status());
      assertEquals("application/gzip", got.header("Content-Type"));
      byte[] bytes = got.response().body();
      // A block of BGZF, which tells its size.
      assertEquals("BC", new String(bytes, 12, 2, StandardCharsets.US_ASCII));
      try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        assertArrayEquals(contig.text().getBytes(StandardCharsets.ISO_8859_1), text.readAllBytes());
      }
    }
  }

  @Test
  void largerRepliesAreRefusedOrCut() throws Exception {
    try (AgcServer server = serve(ServeOptions.DEFAULTS.withReplies(100_000, 60));
        Client client = new Client(server)) {
      Client.Got got = client.get("fasta/x/s0.fa");
      assertEquals(403, got.status());
      assertTrue(got.body().contains("ask for less"), got.body());
      assertEquals(200, client.send("HEAD", "fasta/x/s0.fa").status());
      assertEquals(206, client.get("fasta/x/s0.fa", "Range", "bytes=5-99999").status());
      assertThrows(IOException.class, () -> client.get("fasta/x/s0.fa.gz"));
      assertEquals(200, client.get("archives").status());
    }
  }

  /** A connection that ends tells a client of HTTP/1.0 that all has come. */
  @Test
  void whatHasNoLengthIsNotSentWhereItsEndCannotBeTold() throws Exception {
    try (AgcServer server = serve(ServeOptions.DEFAULTS);
        Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      String request = "GET /fasta/x/s0.fa.gz HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 505", new String(start, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void whatIsDamagedInTheMiddleIsNotTakenForTheWhole() throws Exception {
    byte[] bytes = Files.readAllBytes(archive);
    for (int at = bytes.length / 2; at < bytes.length / 2 + 100_000; at += 1000) {
      bytes[at] ^= 0x55;
    }
    Path damaged = Files.write(folder.resolve("damaged.agc"), bytes);
    try (AgcServer server = AgcServer.start(List.of(damaged), ServeOptions.DEFAULTS);
        Client client = new Client(server)) {
      assertThrows(IOException.class, () -> client.get("fasta/damaged/s0.fa.gz"));
      assertThrows(IOException.class, () -> client.get("fasta/damaged/s0.fa"));
      assertEquals(206, client.get("fasta/damaged/s0.fa", "Range", "bytes=0-999").status());
    }
  }

  /** Asks for a large file and reads nothing of it. */
  private static Socket slow(AgcServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.connect(new InetSocketAddress(server.address().getHost(), server.address().getPort()));
    String request = "GET /fasta/x/s0.fa HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void aSlowClientIsCutAndKeepsNobodyOut() throws Exception {
    ServeOptions options = ServeOptions.DEFAULTS.withLimits(1 << 20, 1, 1).withReplies(1 << 30, 1);
    try (AgcServer server = serve(options);
        Client client = new Client(server);
        Socket slow = slow(server)) {
      slow.getInputStream().read();
      assertEquals(200, client.get("archives").status());
      assertThrows(IOException.class, () -> readAll(slow));
    }
  }

  private static void readAll(Socket socket) throws IOException {
    long bytes = 0;
    byte[] piece = new byte[1 << 16];
    for (int read = 0; read >= 0; read = socket.getInputStream().read(piece)) {
      bytes += read;
    }
    if (bytes < LONG) {
      throw new IOException("only " + bytes + " bytes");
    }
  }

  @Test
  void slowClientsHoldLittleMemory() throws Exception {
    ServeOptions options = ServeOptions.DEFAULTS.withLimits(1 << 20, 1, 2 * SLOW_CLIENTS);
    try (AgcServer server = serve(options);
        Sockets sockets = new Sockets(new ArrayList<>())) {
      ask(server, WARM_UP, sockets.all());
      long before = usedHeap();
      ask(server, SLOW_CLIENTS, sockets.all());
      long each = (usedHeap() - before) / SLOW_CLIENTS;
      assertTrue(each <= BYTES_OF_SLOW_CLIENT, each + " bytes each");
    }
  }

  /** Closed before the server waits for them. */
  private record Sockets(List<Socket> all) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      for (Socket socket : all) {
        socket.close();
      }
    }
  }

  private static void ask(AgcServer server, int clients, List<Socket> sockets) throws IOException {
    for (int i = 0; i < clients; i++) {
      sockets.add(slow(server));
      sockets.getLast().getInputStream().read();
    }
  }

  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}
