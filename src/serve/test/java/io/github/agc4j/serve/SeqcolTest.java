package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GA4GH Sequence Collections 1.0 says. */
class SeqcolTest {
  @TempDir private static Path folder;

  private static AgcServer server;
  private static Client client;
  private static List<Collection.Contig> genome;

  /** The same contigs in another order, with one of another name. */
  private static List<Collection.Contig> turned;

  @BeforeAll
  static void start() throws Exception {
    Collection collection = new Collection(3);
    genome = collection.genome(5);
    turned = new ArrayList<>(genome);
    Collections.reverse(turned);
    turned.set(0, new Collection.Contig("other name", turned.getFirst().letters()));
    Path gaps = Files.writeString(folder.resolve("s3.fa"), ">g\nAC-GT\n");
    Path archive =
        Collection.archive(
            folder.resolve("x.agc"),
            CreateOptions.DEFAULTS,
            Collection.write(folder.resolve("s0.fa"), genome),
            Collection.write(folder.resolve("s1.fa"), turned),
            Collection.write(folder.resolve("s2.fa"), genome),
            gaps,
            Files.writeString(folder.resolve("s4.fa"), "> lead blank\nACGT\n"));
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS);
    server.awaitIndexes();
    client = new Client(server);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  private static String digest(String text) throws Exception {
    byte[] all = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(all, 24));
  }

  private static String array(List<String> elements) {
    return elements.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String names(List<Collection.Contig> contigs) {
    return array(contigs.stream().map(contig -> '"' + contig.shortName() + '"').toList());
  }

  private static String lengths(List<Collection.Contig> contigs) {
    return array(contigs.stream().map(each -> String.valueOf(each.letters().length())).toList());
  }

  private static List<String> sequences(List<Collection.Contig> contigs) throws Exception {
    List<String> sequences = new ArrayList<>();
    for (Collection.Contig contig : contigs) {
      sequences.add('"' + contig.refgetName() + '"');
    }
    return sequences;
  }

  private static String collection(List<Collection.Contig> contigs) throws Exception {
    return digest(
        "{\"names\":\""
            + digest(names(contigs))
            + "\",\"sequences\":\""
            + digest(array(sequences(contigs)))
            + "\"}");
  }

  private static String get(String path) throws Exception {
    Client.Got got = client.get(path);
    assertEquals(200, got.status(), path + ": " + got.body());
    assertEquals("application/json", got.header("Content-Type"));
    return got.body();
  }

  @Test
  void aCollectionIsToldAtBothLevels() throws Exception {
    String path = "collection/" + collection(genome);
    String attributes = get(path + "?level=1");
    for (String member :
        List.of(
            "\"names\":\"" + digest(names(genome)) + '"',
            "\"lengths\":\"" + digest(lengths(genome)) + '"',
            "\"sequences\":\"" + digest(array(sequences(genome))) + '"',
            "\"sorted_sequences\":\""
                + digest(array(sequences(genome).stream().sorted().toList()))
                + '"',
            "\"sorted_name_length_pairs\":\"")) {
      assertTrue(attributes.contains(member), attributes);
    }
    String whole = get(path);
    assertEquals(whole, get(path + "?level=2"));
    assertTrue(whole.contains("\"names\":" + names(genome) + ","), whole);
    assertTrue(whole.contains("\"lengths\":" + lengths(genome) + ","), whole);
    assertTrue(whole.contains("\"sequences\":" + array(sequences(genome)) + ","), whole);
    assertTrue(
        whole.contains(
            "\"name_length_pairs\":[{\"length\":"
                + genome.getFirst().letters().length()
                + ",\"name\":\"c0\"},"),
        whole);
    assertTrue(!whole.contains("sorted_"), whole);
  }

  @ParameterizedTest
  @CsvSource({
    "collection/00000000000000000000000000000000, 404",
    "collection/x, 404",
    "collection, 404",
    "list/sequence, 404",
    "list/collection?page=x, 400",
    "list/collection?page_size=100000, 400",
    "list/collection?topologies=x, 400",
    "list/attributes/topologies, 404",
    "attribute/collection/names/x, 404",
    "attribute/collection/topologies/x, 404",
    "attribute/sequence/names/x, 404",
    "attribute/collection/sorted_name_length_pairs/x, 404",
    "comparison/x/y, 404",
    "comparison/x, 405",
    "service-info/x, 404"
  })
  void whatIsNotThereIsRefused(String path, int status) throws Exception {
    assertEquals(status, client.get(path).status(), path);
  }

  @Test
  void levelsAreOneAndTwo() throws Exception {
    assertEquals(400, client.get("collection/" + collection(genome) + "?level=3").status());
    assertEquals(406, client.get("list/collection", "Accept", "text/html").status());
  }

  @Test
  void equalSamplesAreListedOnceAndThoseWithoutDigestsNot() throws Exception {
    String first = '"' + collection(genome) + '"';
    String second = '"' + collection(turned) + '"';
    assertEquals(
        "{\"results\":["
            + first
            + ","
            + second
            + ",\""
            + nameless()
            + "\"],\"pagination\":{\"page\":0,\"page_size\":100,\"total\":3}}",
        get("list/collection"));
    assertEquals(
        "{\"results\":[" + second + "],\"pagination\":{\"page\":1,\"page_size\":1,\"total\":3}}",
        get("list/collection?page=1&page_size=1"));
    assertTrue(get("list/collection?page=7").startsWith("{\"results\":[],"));
    String filtered =
        get(
            "list/collection?names="
                + digest(names(turned))
                + "&lengths="
                + digest(lengths(turned)));
    assertTrue(filtered.startsWith("{\"results\":[" + second + "],"), filtered);
    String none =
        get(
            "list/collection?names="
                + digest(names(turned))
                + "&lengths="
                + digest(lengths(genome)));
    assertTrue(none.contains("\"total\":0"), none);
    String sorted = digest(array(sequences(genome).stream().sorted().toList()));
    assertTrue(get("list/collection?sorted_sequences=" + sorted).contains("\"total\":2"));
    assertTrue(get("list/attributes/sorted_sequences").contains("\"total\":2"));
    assertTrue(get("list/attributes/names").contains("\"total\":3"));
  }

  /** The collection whose one contig has a header that begins with a blank. */
  private static String nameless() throws Exception {
    String sequence = new Collection.Contig("", "ACGT").refgetName();
    return digest(
        "{\"names\":\""
            + digest("[\"\"]")
            + "\",\"sequences\":\""
            + digest("[\"" + sequence + "\"]")
            + "\"}");
  }

  @Test
  void namesAreThoseThatWereDigested() throws Exception {
    assertTrue(get("collection/" + nameless()).contains("\"names\":[\"\"]"));
    assertEquals("[\"\"]", get("attribute/collection/names/" + digest("[\"\"]")));
  }

  @Test
  void aSampleLikeAnEarlierOneAddedNothing() throws Exception {
    String samples = get("archives/x/samples?sizes=true");
    String third = samples.substring(samples.indexOf("\"s2\""), samples.indexOf("\"s3\""));
    assertTrue(third.contains("\"new_segments\":0,\"new_bases\":0"), third);
    String first = samples.substring(0, samples.indexOf("\"s1\""));
    assertTrue(first.matches("(?s).*\"bases\":(\\d+),.*\"new_bases\":\\1}.*"), first);
  }

  @Test
  void anAttributeIsFoundByItsDigest() throws Exception {
    assertEquals(names(turned), get("attribute/collection/names/" + digest(names(turned))));
    assertEquals(lengths(genome), get("attribute/collection/lengths/" + digest(lengths(genome))));
    String sorted = digest(array(sequences(genome).stream().sorted().toList()));
    assertEquals(404, client.get("attribute/collection/sorted_sequences/" + sorted).status());
  }

  @Test
  void twoCollectionsAreCompared() throws Exception {
    String compared = get("comparison/" + collection(genome) + "/" + collection(turned));
    assertTrue(
        compared.startsWith(
            "{\"digests\":{\"a\":\""
                + collection(genome)
                + "\",\"b\":\""
                + collection(turned)
                + "\"},\"attributes\":{\"a_only\":[],\"b_only\":[],\"a_and_b\":[\"lengths\","),
        compared);
    assertTrue(
        compared.contains(
            "\"a_and_b_count\":{\"lengths\":5,\"name_length_pairs\":4,\"names\":4,\"sequences\":5}"),
        compared);
    assertTrue(
        compared.endsWith(
            "\"a_and_b_same_order\":{\"lengths\":false,\"name_length_pairs\":false,\"names\":false,\"sequences\":false}}}"),
        compared);
    String same = get("comparison/" + collection(genome) + "/" + collection(genome));
    assertTrue(same.contains("\"sequences\":true"), same);
  }

  private static String posted(String body) throws Exception {
    Client.Got got = client.post("comparison/" + collection(genome), body);
    assertEquals(200, got.status(), got.body());
    return got.body();
  }

  @Test
  void aCollectionIsComparedWithOneThatIsSent() throws Exception {
    String body =
        "{\"names\":[\"c0\",\"c0\",\"new\"],\"lengths\":[1,2,3],\"sequences\":[\"SQ.a\",\"SQ.b\",\"SQ.c\"],"
            + "\"name_length_pairs\":[{\"name\":\"c0\",\"length\":"
            + genome.getFirst().letters().length()
            + "}],\"topologies\":[\"linear\",\"linear\",\"linear\"],\"sorted_name_length_pairs\":[\"x\"]}";
    String compared = posted(body);
    assertTrue(compared.contains("\"b\":null"), compared);
    assertTrue(compared.contains("\"a_only\":[\"sorted_sequences\"]"), compared);
    assertTrue(compared.contains("\"b_only\":[\"topologies\"]"), compared);
    assertTrue(
        compared.contains(
            "\"a_and_b_count\":{\"lengths\":0,\"name_length_pairs\":1,\"names\":1,\"sequences\":0}"),
        compared);
    assertTrue(
        compared.endsWith(
            "\"a_and_b_same_order\":{\"lengths\":null,\"name_length_pairs\":null,\"names\":null,\"sequences\":null}}}"),
        compared);
    String level2 = get("collection/" + collection(genome));
    assertTrue(posted(level2).contains("\"names\":true,\"sequences\":true"));
  }

  @Test
  void whatHasNoElementsIsOnlyListed() throws Exception {
    String compared =
        posted("{\"names\":[\"c0\"],\"lengths\":[1],\"author\":\"me\",\"parts\":[{\"a\":[1]}]}");
    assertTrue(compared.contains("\"b_only\":[\"author\",\"parts\"]"), compared);
    assertTrue(compared.contains("\"b_count\":{\"lengths\":1,\"names\":1}"), compared);
  }

  @Test
  void whatIsSentIsBounded() throws Exception {
    StringBuilder attributes = new StringBuilder("{\"names\":[]");
    for (int i = 0; i < 100; i++) {
      attributes.append(",\"a").append(i).append("\":[]");
    }
    String path = "comparison/" + collection(genome);
    assertEquals(413, client.post(path, attributes + "}").status());
    String names = "{\"names\":[" + "1,".repeat(200_000) + "1]}";
    assertEquals(413, client.post(path, names).status());
    assertEquals(400, client.post(path, "{\"names\":[" + "1".repeat(1100) + "e9999]}").status());
    assertEquals(404, client.post("comparison/x", "no JSON").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"names\":{},\"lengths\":[],\"sequences\":[]}",
        "{\"names\":[[1]],\"lengths\":[],\"sequences\":[]}",
        "{\"names\":[],\"lengths\":[],\"sequences\":[]} x",
        "{\"names\":[],\"lengths\":[],\"sequences\":[],\"name_length_pairs\":[{\"length\":[]}]}",
        "{\"names\":[],\"lengths\":[],\"sequences\":[],\"name_length_pairs\":[{\"length\":\"1\"}]}"
      })
  void whatIsSentMustBeACollection(String body) throws Exception {
    Client.Got got = client.post("comparison/" + collection(genome), body);
    assertEquals(400, got.status(), got.body());
  }

  @Test
  void theServiceTellsItsSchema() throws Exception {
    String told = get("service-info");
    assertTrue(told.contains("\"artifact\":\"refget-seqcol\",\"version\":\"1.0.0\""), told);
    assertTrue(told.contains("\"inherent\":[\"names\",\"sequences\"]"), told);
    assertTrue(
        told.contains("\"transient\":[\"sorted_sequences\",\"sorted_name_length_pairs\"]"), told);
  }
}
