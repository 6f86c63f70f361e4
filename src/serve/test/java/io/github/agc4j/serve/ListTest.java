package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What there is, as JSON. */
class ListTest {
  @TempDir private static Path folder;

  private static AgcServer server;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    Collection collection = new Collection(7);
    Path archive = folder.resolve("x.agc");
    try (AgcWriter writer = AgcWriter.create(archive, CreateOptions.DEFAULTS)) {
      writer.annotateWith(
          new Annotations(
              Map.of("release", "2"),
              name -> name.equals("s1") ? Map.of("host", "a \"b\"") : Map.of()));
      for (int i = 0; i < 3; i++) {
        Collection.Contig contig = collection.contig("c" + i + " of \"sample\" ü", 100 + i);
        writer.add(
            Collection.write(
                folder.resolve("s" + i + ".fa"), List.of(contig, contigB(collection))));
      }
      writer.commit();
    }
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS);
    server.awaitIndexes();
    client = new Client(server);
  }

  private static Collection.Contig contigB(Collection collection) {
    return collection.contig("b", 50);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  private static String get(String path) throws Exception {
    Client.Got got = client.get(path);
    assertEquals(200, got.status(), path);
    assertEquals("application/json", got.header("Content-Type"));
    return got.body();
  }

  @Test
  void archivesTellHowManySamplesTheyHave() throws Exception {
    String json = get("archives");
    assertTrue(
        json.matches(
            "\\{\"archives\":\\[\\{\"name\":\"x\",\"samples\":3,\"bytes\":\\d+,\"state\":\"[0-9a-f]{32}\",\"annotations\":\\{\"release\":\"2\"}}]}"),
        json);
  }

  @Test
  void samplesHaveTheirAnnotations() throws Exception {
    assertEquals(
        "{\"samples\":["
            + "{\"name\":\"s0\",\"annotations\":{}},"
            + "{\"name\":\"s1\",\"annotations\":{\"host\":\"a \\\"b\\\"\"}},"
            + "{\"name\":\"s2\",\"annotations\":{}}],\"offset\":0,\"total\":3}",
        get("archives/x/samples"));
    assertEquals(
        "{\"samples\":[{\"name\":\"s2\",\"annotations\":{}}],\"offset\":2,\"total\":3}",
        get("archives/x/samples?offset=2&limit=5"));
    assertEquals("{\"samples\":[],\"offset\":9,\"total\":3}", get("archives/x/samples?offset=9"));
  }

  @Test
  void contigsHaveTheirLengths() throws Exception {
    assertEquals(
        "{\"contigs\":[{\"name\":\"b\",\"description\":\"\",\"length\":50}],"
            + "\"offset\":1,\"total\":2}",
        get("archives/x/samples/s2/contigs?offset=1"));
    String json = get("archives/x/samples/s1/contigs?limit=1");
    assertTrue(json.contains("\"name\":\"c1\",\"description\":\"of \\\"sample\\\" "), json);
    assertTrue(json.contains("\"length\":101}"), json);
  }

  @Test
  void listsAreSearched() throws Exception {
    String found = get("archives/x/samples?search=2");
    assertTrue(found.startsWith("{\"samples\":[{\"name\":\"s2\""), found);
    assertTrue(found.endsWith("\"offset\":0,\"total\":1}"), found);
    assertTrue(get("archives/x/samples/s0/contigs?search=sample").endsWith("\"total\":1}"));
  }

  @Test
  void samplesTellWhatTheyAdded() throws Exception {
    String found = get("archives/x/samples?sizes=true&limit=1");
    assertTrue(
        found.contains(
            "\"contigs\":2,\"bases\":150,\"segments\":4,\"new_segments\":4,\"new_bases\":150}"),
        found);
  }

  @Test
  void similarityIsToldInThousandths() throws Exception {
    String found = get("archives/x/similarity?limit=2");
    assertTrue(
        found.matches(
            "\\{\"samples\":\\[\"s0\",\"s1\"],\"thousandths\":\\[\\[1000,(\\d+)],\\[\\1,1000]],"
                + "\"offset\":0,\"total\":3}"),
        found);
  }

  @ParameterizedTest
  @CsvSource({
    "archives/x/samples?sizes=true&limit=101, 400",
    "archives/x/similarity?limit=65, 400",
    "archives/y/samples, 404",
    "archives/x, 404",
    "archives/x/samples/s9/contigs, 404",
    "archives/x/samples/s1, 404",
    "archives/x/contigs, 404",
    "archives/x/samples/s1/samples, 404",
    "archives/x/samples/s1/similarity, 404",
    "archives/x/other, 404",
    "archives/x/samples?limit=1001, 400",
    "archives/x/samples?offset=-1, 400",
  })
  void whatIsNotThereIsNotFound(String path, int status) throws Exception {
    assertEquals(status, client.get(path).status());
  }
}
