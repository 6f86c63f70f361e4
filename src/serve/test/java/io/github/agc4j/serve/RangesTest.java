package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many ranges by one request. */
class RangesTest {
  @TempDir private static Path folder;

  private static AgcServer server;
  private static Client client;
  private static List<List<Collection.Contig>> genomes;

  @BeforeAll
  static void start() throws Exception {
    Collection collection = new Collection(5);
    genomes = List.of(collection.genome(4), collection.genome(4));
    Path archive =
        Collection.archive(
            folder.resolve("x.agc"),
            CreateOptions.DEFAULTS,
            Collection.write(folder.resolve("s0.fa"), genomes.getFirst()),
            Collection.write(folder.resolve("s1.fa"), genomes.getLast()));
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS);
    client = new Client(server);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void rangesComeInTheOrderOfTheLines() throws Exception {
    Random random = new Random(1);
    StringBuilder body = new StringBuilder("# a comment\n\n");
    StringBuilder fasta = new StringBuilder();
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 300; i++) {
      int sample = random.nextInt(2);
      Collection.Contig contig = genomes.get(sample).get(random.nextInt(4));
      int from = random.nextInt(contig.letters().length());
      int to = Math.min(contig.letters().length(), from + 1 + random.nextInt(20_000));
      String where = contig.shortName() + "@s" + sample;
      body.append(
          i % 2 == 0
              ? where + ":" + from + "-" + (to - 1) + "\n"
              : where + "\t" + from + "\t" + to + "\tname\n");
      String header = contig.header() + ":" + from + "-" + (to - 1);
      String letters = contig.letters().substring(from, to);
      fasta.append(new Collection.Contig(header, letters).text());
      json.append(i == 0 ? "" : ",")
          .append("{\"sample\":\"s%d\",\"header\":\"%s\",".formatted(sample, header))
          .append("\"start\":%d,\"end\":%d,".formatted(from, to))
          .append("\"sequence\":\"" + letters + "\"}");
    }
    Client.Got got = client.post("ranges/x", body.toString());
    assertEquals(200, got.status(), got.body());
    assertEquals(fasta.toString(), got.body());
    assertEquals(String.valueOf(fasta.length()), got.header("Content-Length"));
    got = client.post("ranges/x", body.toString(), "Accept", "application/json");
    assertEquals(json + "]", got.body());
  }

  @Test
  void wholeContigsAndNoneAreRangesToo() throws Exception {
    Collection.Contig contig = genomes.getFirst().getFirst();
    Client.Got got = client.post("ranges/x", "c0@s0");
    assertEquals(contig.text(), got.body());
    assertEquals(">c1\n", client.post("ranges/x", "c1@s?\n").body().substring(0, 4));
    assertEquals("", client.post("ranges/x", "").body());
    assertEquals("[]", client.post("ranges/x", "", "Accept", "application/json").body());
  }

  @ParameterizedTest
  @CsvSource({
    "none@s0, 404, body: line 2",
    "c0@none, 404, body: line 2",
    "c0@s0:99999999-999999999, 400, lies outside",
    "c0@s0:9-5, 400, body: line 2",
    "c0, 400, names no sample",
    "c1:5-6, 400, names no sample",
    "c0@s0\t5\tx, 400, BED"
  })
  void aLineThatCannotBeReadIsTold(String line, int status, String told) throws Exception {
    Client.Got got = client.post("ranges/x", "c0@s1:1-2\n" + line + "\n");
    assertEquals(status, got.status(), got.body());
    assertTrue(got.body().contains(told), got.body());
  }

  @Test
  void oneRangeIsGotByAnAddress() throws Exception {
    Collection.Contig contig = genomes.getFirst().getFirst();
    Client.Got got = client.get("ranges/x?q=c0@s0");
    assertEquals(contig.text(), got.body());
    assertEquals(null, got.header("Content-Disposition"));
    got = client.get("ranges/x?q=c0@s0:0-0&download");
    assertTrue(got.body().endsWith("\n" + contig.letters().charAt(0) + "\n"), got.body());
    assertEquals("attachment; filename=\"range.fa\"", got.header("Content-Disposition"));
    assertEquals(404, client.get("ranges/x?q=none@s0").status());
    assertEquals(400, client.get("ranges/x?q=").status());
    assertEquals(404, client.get("ranges/x?q=%23none@s0").status());
  }

  @Test
  void requestsHaveLimits() throws Exception {
    assertEquals(405, client.get("ranges/x").status());
    assertEquals(404, client.post("ranges/none", "").status());
    assertEquals(404, client.post("ranges/x/y", "").status());
    assertEquals(406, client.post("ranges/x", "", "Accept", "image/png").status());
    assertEquals(413, client.post("ranges/x", "#".repeat(300_000)).status());
    assertEquals(413, client.post("ranges/x", "c0@s1:1-2\n".repeat(20_000)).status());
  }
}
