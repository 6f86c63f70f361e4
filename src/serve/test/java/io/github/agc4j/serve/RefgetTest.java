package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the specification refget 2.0 and its compliance suite ask for. */
class RefgetTest {
  @TempDir private static Path folder;

  private static List<Collection.Contig> genome;
  private static Collection.Contig contig;
  private static AgcServer server;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    Collection collection = new Collection(1);
    genome = collection.genome(6);
    contig = collection.contig("ring circular", 1000);
    Path first = Collection.write(folder.resolve("s0.fa"), genome);
    Path second = Collection.write(folder.resolve("s1.fa"), List.of(contig));
    Path archive =
        Collection.archive(folder.resolve("x.agc"), CreateOptions.DEFAULTS, first, second);
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS);
    server.awaitIndexes();
    client = new Client(server);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  private static String path() throws Exception {
    return "sequence/" + contig.md5();
  }

  @Test
  void aSequenceIsFoundByEachOfItsNames() throws Exception {
    for (Collection.Contig each : genome) {
      for (String id :
          List.of(
              each.md5(),
              each.md5().toUpperCase(Locale.ROOT),
              each.trunc512(),
              each.refgetName(),
              "ga4gh:" + each.refgetName())) {
        Client.Got got = client.get("sequence/" + id);
        assertEquals(200, got.status(), id);
        assertEquals(each.upper(), got.body(), id);
        assertEquals(String.valueOf(each.letters().length()), got.header("Content-Length"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"some1111", "00000000000000000000000000000000", "SQ.x", "ga4gh:", "%20"})
  void anUnknownNameIsNotFound(String id) throws Exception {
    assertEquals(404, client.get("sequence/" + id).status());
    assertEquals(404, client.get("sequence/" + id + "/metadata").status());
    assertEquals(404, client.get("sequence/" + contig.md5() + "/other").status());
  }

  @ParameterizedTest
  @CsvSource({
    "start=0, 0, 1000", "start=0&end=10, 0, 10", "start=5&end=6, 5, 6", "end=10, 0, 10",
    "start=999, 999, 1000", "start=7&end=1000, 7, 1000", "start=20&end=20, 20, 20", "end=0, 0, 0",
  })
  void aPartIsHalfOpen(String query, int from, int to) throws Exception {
    Client.Got got = client.get(path() + "?" + query);
    assertEquals(200, got.status());
    assertEquals(contig.upper().substring(from, to), got.body());
    assertEquals(String.valueOf(to - from), got.header("Content-Length"));
  }

  @ParameterizedTest
  @CsvSource({
    "start=1000, 416",
    "start=1000&end=1000, 416",
    "end=1001, 416",
    "start=2000&end=10, 416",
    "start=10&end=5, 501",
    "start=a, 400",
    "end=1b, 400",
    "start=-1, 400",
    "start=1&start=2, 400",
    "start=1.5, 400",
    "end=99999999999999999999, 400",
    "start=%2B1, 400",
  })
  void whatIsNoPartIsRefused(String query, int status) throws Exception {
    assertEquals(status, client.get(path() + "?" + query).status());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 206, 0, 10",
    "bytes=0-999, 206, 0, 1000",
    "bytes=990-5000, 206, 990, 1000",
    "bytes=3-3, 206, 3, 4",
    "bytes=1000-1001, 416, 0, 0",
    "bytes=10-5, 416, 0, 0",
    "bytes=-5, 400, 0, 0",
    "bytes=5-, 400, 0, 0",
    "unit=0-9, 400, 0, 0",
    "bytes=a-b, 400, 0, 0",
    "'bytes=0-1,3-4', 400, 0, 0",
  })
  void rangesHaveOneForm(String range, int status, int from, int to) throws Exception {
    Client.Got got = client.get(path(), "Range", range);
    assertEquals(status, got.status());
    if (status == 206) {
      assertEquals(contig.upper().substring(from, to), got.body());
      assertEquals("bytes " + from + "-" + (to - 1) + "/1000", got.header("Content-Range"));
    }
    assertEquals(400, client.get(path() + "?start=1", "Range", range).status());
  }

  @ParameterizedTest
  @CsvSource({
    "text/vnd.ga4gh.refget.v1.0.0+plain, 200",
    "text/vnd.ga4gh.refget.v2.0.0+plain, 200",
    "text/plain, 200",
    "*/*, 200",
    "text/*, 200",
    "'text/html, */*;q=0.1', 200",
    "text/embl, 406",
    "application/json, 406",
  })
  void theFormIsThatOfAccept(String accept, int status) throws Exception {
    Client.Got got = client.get(path(), "Accept", accept);
    assertEquals(status, got.status());
    if (status == 200 && !accept.contains("*")) {
      assertEquals(accept + "; charset=us-ascii", got.header("Content-Type"));
    }
    String json = client.get(path() + "/metadata", "Accept", "application/json").body();
    assertTrue(json.startsWith("{\"metadata\":{"), json);
    assertEquals(406, client.get(path() + "/metadata", "Accept", "text/html").status());
  }

  @Test
  void metadataHaveAllNamesAndTheLength() throws Exception {
    String json = client.get(path() + "/metadata").body();
    for (String part :
        List.of(
            "\"md5\":\"" + contig.md5() + "\"",
            "\"trunc512\":\"" + contig.trunc512() + "\"",
            "\"ga4gh\":\"" + contig.refgetName() + "\"",
            "\"length\":1000",
            "\"alias\":\"ring@s1\"",
            "\"naming_authority\":\"x\"")) {
      assertTrue(json.contains(part), json);
    }
  }

  @Test
  void theServiceSaysWhatItCan() throws Exception {
    String json = client.get("sequence/service-info").body();
    assertTrue(json.contains("\"refget\":{\"circular_supported\":false,"), json);
    assertTrue(json.contains("\"algorithms\":[\"md5\",\"trunc512\",\"ga4gh\"]"), json);
    assertTrue(json.contains("\"subsequence_limit\":null"), json);
  }

  @Test
  void theHeadAloneTellsTheLength() throws Exception {
    Client.Got got = client.send("HEAD", path());
    assertEquals(200, got.status());
    assertEquals("1000", got.header("Content-Length"));
    assertEquals("", got.body());
    assertEquals(405, client.send("DELETE", path()).status());
  }

  @Test
  void aPartGoesOverTheEndOfACircularSequence() throws Exception {
    ServeOptions options = ServeOptions.DEFAULTS.withCircular(Set.of("ring"));
    try (AgcServer other = AgcServer.start(List.of(folder.resolve("x.agc")), options);
        Client asking = new Client(other)) {
      other.awaitIndexes();
      Client.Got got = asking.get(path() + "?start=990&end=15");
      assertEquals(200, got.status());
      assertEquals(contig.upper().substring(990) + contig.upper().substring(0, 15), got.body());
      assertEquals("25", got.header("Content-Length"));
      assertEquals(416, asking.get("sequence/" + longest().md5() + "?start=9&end=5").status());
      assertTrue(
          asking.get("sequence/service-info").body().contains("\"circular_supported\":true"));
    }
  }

  private static Collection.Contig longest() {
    return genome.stream()
        .max((a, b) -> Integer.compare(a.letters().length(), b.letters().length()))
        .orElseThrow();
  }
}
