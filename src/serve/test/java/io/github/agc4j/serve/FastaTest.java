package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A sample as a file that is read by ranges. */
class FastaTest {
  private static final long SEED = 2;
  private static final int RANGES = 300;

  @TempDir private static Path folder;

  private static List<Collection.Contig> genome;
  private static String text;
  private static AgcServer server;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    Collection collection = new Collection(SEED);
    genome = collection.genome(9);
    genome.add(collection.contig("long", 100_000));
    genome.add(new Collection.Contig("empty", ""));
    genome.add(collection.contig("lines", 10 * Collection.WIDTH));
    text = Collection.text(genome);
    Path first = Collection.write(folder.resolve("s0.fa"), genome);
    Path odd = Collection.write(folder.resolve("ä b+c#1.fa"), collection.genome(2));
    Path archive = Collection.archive(folder.resolve("x.agc"), CreateOptions.DEFAULTS, first, odd);
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS.forAll(true));
    client = new Client(server);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void theWholeIsTheTextInLinesOfOneWidth() throws Exception {
    Client.Got got = client.get("fasta/x/s0.fa");
    assertEquals(200, got.status());
    assertEquals(text, got.body());
    assertEquals(String.valueOf(text.length()), got.header("Content-Length"));
    assertEquals("bytes", got.header("Accept-Ranges"));
    Client.Got head = client.send("HEAD", "fasta/x/s0.fa");
    assertEquals(got.header("Content-Length"), head.header("Content-Length"));
    assertEquals("", head.body());
  }

  @Test
  void anyRangeIsThatPartOfTheText() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < RANGES; i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + 1 + random.nextInt(i % 10 == 0 ? 100_000 : 200));
      Client.Got got = client.get("fasta/x/s0.fa", "Range", "bytes=" + from + "-" + (to - 1));
      assertEquals(206, got.status());
      assertEquals(text.substring(from, to), got.body(), "seed " + SEED + ", " + from + "-" + to);
      assertEquals(
          "bytes " + from + "-" + (to - 1) + "/" + text.length(), got.header("Content-Range"));
    }
  }

  @Test
  void rangesMayLackOneEnd() throws Exception {
    int end = text.length();
    assertEquals(text.substring(end - 9), client.get("fasta/x/s0.fa", "Range", "bytes=-9").body());
    assertEquals(
        text.substring(end - 9),
        client.get("fasta/x/s0.fa", "Range", "bytes=" + (end - 9) + "-").body());
    assertEquals(416, client.get("fasta/x/s0.fa", "Range", "bytes=" + end + "-").status());
    assertEquals(200, client.get("fasta/x/s0.fa", "Range", "bytes=0-1,5-6").status());
  }

  @Test
  void theIndexLeadsToEachLine() throws Exception {
    List<String> lines = client.get("fasta/x/s0.fa.fai").body().lines().toList();
    assertEquals(genome.size(), lines.size());
    for (int i = 0; i < genome.size(); i++) {
      String[] fields = lines.get(i).split("\t");
      Collection.Contig contig = genome.get(i);
      assertEquals(contig.shortName(), fields[0]);
      assertEquals(String.valueOf(contig.letters().length()), fields[1]);
      int offset = Integer.parseInt(fields[2]);
      int shown = Math.min(Collection.WIDTH, contig.letters().length());
      assertEquals(contig.letters().substring(0, shown), text.substring(offset, offset + shown));
      assertEquals(List.of("60", "61"), List.of(fields[3], fields[4]));
    }
  }

  @Test
  void theDictionaryHasTheDigests() throws Exception {
    String dictionary = client.get("fasta/x/s0.dict").body();
    assertTrue(dictionary.startsWith("@HD\tVN:1.6\n"), dictionary);
    for (Collection.Contig contig : genome) {
      boolean isThere =
          dictionary.contains(
              "@SQ\tSN:"
                  + contig.shortName()
                  + "\tLN:"
                  + contig.letters().length()
                  + "\tM5:"
                  + contig.md5()
                  + "\n");
      assertEquals(!contig.letters().isEmpty(), isThere, contig.shortName());
    }
  }

  @Test
  void whatIsTheSameIsNotSentAgain() throws Exception {
    String tag = client.get("fasta/x/s0.fa").header("ETag");
    assertEquals(304, client.get("fasta/x/s0.fa", "If-None-Match", tag).status());
    assertEquals(200, client.get("fasta/x/s0.fa", "If-None-Match", "\"other\"").status());
    String range = "bytes=0-9";
    assertEquals(206, client.get("fasta/x/s0.fa", "Range", range, "If-Range", tag).status());
    assertEquals(200, client.get("fasta/x/s0.fa", "Range", range, "If-Range", "\"o\"").status());
    assertNotEquals(tag, client.get("fasta/x/%C3%A4%20b+c%231.fa").header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fasta/x/none.fa",
        "fasta/y/s0.fa",
        "fasta/x/s0",
        "fasta/x",
        "fasta",
        "fasta/x/none.fa.gz"
      })
  void whatIsNotThereIsNotFound(String path) throws Exception {
    assertEquals(404, client.get(path).status());
  }

  @ParameterizedTest
  @CsvSource({"GET, 200", "OPTIONS, 204", "HEAD, 200"})
  void pagesOfOtherOriginsMayReadIfThatIsAllowed(String method, int status) throws Exception {
    Client.Got got = client.send(method, "fasta/x/s0.fa.fai", "Origin", "http://example.org");
    assertEquals(status, got.status());
    assertEquals("*", got.header("Access-Control-Allow-Origin"));
  }
}
