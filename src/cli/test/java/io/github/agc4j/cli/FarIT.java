package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.agc4j.cli.demo.DemoCollection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read, of an archive that a web server has: all open it alike. */
@Tag("slow")
class FarIT {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d+)");
  private static final String ARCHIVE = "x.agc";
  private static final AtomicInteger REQUESTS = new AtomicInteger();

  @TempDir private static Path folder;
  private static HttpServer server;
  private static String address;

  @BeforeAll
  static void createArchive() throws Exception {
    new DemoCollection(1, 3, 200_000).write(folder);
    Files.createDirectory(folder.resolve("set"));
    Agc4jProcess create =
        Agc4jProcess.run(
            folder, "create", "-o", ARCHIVE, "genome00.fa", "genome01.fa", "genome02.fa");
    assertEquals(0, create.status(), create.err());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", FarIT::giveRange);
    server.createContext("/whole/", FarIT::giveWhole);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void giveRange(HttpExchange exchange) throws IOException {
    try (exchange) {
      REQUESTS.incrementAndGet();
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
      Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
      if (!Files.exists(file) || !range.matches()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] bytes = Files.readAllBytes(file);
      int last = Integer.parseInt(range.group(2));
      boolean isEnd = range.group(1).isEmpty();
      int from = isEnd ? Math.max(0, bytes.length - last) : Integer.parseInt(range.group(1));
      int to = isEnd ? bytes.length : last + 1;
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      String given = "bytes " + from + "-" + (to - 1) + "/" + bytes.length;
      exchange.getResponseHeaders().set("Content-Range", given);
      exchange.sendResponseHeaders(206, to - from);
      exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, to));
    }
  }

  private static void giveWhole(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 3);
      exchange.getResponseBody().write(new byte[3]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listset ARCHIVE",
        "info --json ARCHIVE",
        "digest ARCHIVE",
        "getcol ARCHIVE",
        "getset -t 2 ARCHIVE genome01 genome02",
        "getctg ARCHIVE chr1@genome01:100-4099 chr2@genome02",
        "diff --all ARCHIVE x.agc"
      })
  void whatIsReadFromAfarIsTheSame(String command) throws Exception {
    String near = Agc4jProcess.out(folder, command.replace("ARCHIVE", ARCHIVE).split(" "));
    String far = Agc4jProcess.out(folder, command.replace("ARCHIVE", address + ARCHIVE).split(" "));
    assertEquals(near, far);
    assertTrue(far.length() > 0, command);
  }

  @Test
  void aSetIsReadFromAfar() throws Exception {
    Agc4jProcess.out(folder, "create", "-o", "set/b.agc", "genome00.fa", "genome02.fa");
    Agc4jProcess.out(folder, "create", "-o", "set/a.agc", "genome00.fa", "genome01.fa");
    Agc4jProcess.out(folder, "index", "set");
    for (String command : List.of("getctg SET chr2@genome02:9-99", "verify --full SET")) {
      String near = Agc4jProcess.out(folder, command.replace("SET", "set").split(" "));
      int before = REQUESTS.get();
      String far = Agc4jProcess.out(folder, command.replace("SET", address + "set/").split(" "));
      assertEquals(near.replaceAll("(?m)^set", address + "set"), far.replace("set/:", "set:"));
      assertTrue(REQUESTS.get() - before >= 2, command);
    }
    int before = REQUESTS.get();
    Agc4jProcess.out(folder, "listset", address + "set/agc4j-set.tsv");
    assertEquals(2, REQUESTS.get() - before);
  }

  @Test
  void anArchiveIsVerifiedFromAfar() throws Exception {
    String told = Agc4jProcess.out(folder, "verify", "--full", address + ARCHIVE);
    assertTrue(told.startsWith(address + ARCHIVE + ": whole: "), told);
    String saved = Agc4jProcess.out(folder, "salvage", "-o", "saved.agc", address + ARCHIVE);
    assertTrue(saved.contains("3 samples, 3 of them whole"), saved);
  }

  @Test
  void whatIsKeptInAFolderIsNotFetchedAgain() throws Exception {
    List<String> command =
        List.of("getctg", "--cache", "kept", address + ARCHIVE, "chr1@genome01:100-4099");
    String first = Agc4jProcess.out(folder, command.toArray(String[]::new));
    int cold = REQUESTS.get();
    assertEquals(first, Agc4jProcess.out(folder, command.toArray(String[]::new)));
    assertEquals(1, REQUESTS.get() - cold);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.agc;1;there is no such file",
        "whole/x.agc;1;whole files only, and no ranges",
        "genome00.fa;1;looks like FASTA",
        "%zz;2;no address"
      })
  void whatIsNoArchiveIsRefused(String row) throws Exception {
    String[] told = row.split(";");
    Agc4jProcess run = Agc4jProcess.run(folder, "listset", address + told[0]);
    assertEquals(told[1], String.valueOf(run.status()));
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("agc4j: ") && run.err().contains(told[2]), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void whatWritesTakesFilesOnly() throws Exception {
    Agc4jProcess run = Agc4jProcess.run(folder, "append", address + ARCHIVE, "genome00.fa");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("must be a file here"), run.err());
  }
}
