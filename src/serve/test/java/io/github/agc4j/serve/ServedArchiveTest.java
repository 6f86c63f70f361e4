package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Digests;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are extended, replaced or damaged while they are served, and their digests. */
class ServedArchiveTest {
  private static final long PATIENCE_MS = 20_000;

  @TempDir private Path folder;

  private final Collection collection = new Collection(5);
  private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();
  private List<Collection.Contig> genome;
  private Path archive;

  @BeforeEach
  void create() throws IOException {
    genome = collection.genome(4);
    Path file = Collection.write(folder.resolve("s0.fa"), genome);
    archive = Collection.archive(folder.resolve("x.agc"), CreateOptions.DEFAULTS, file);
  }

  private AgcServer start() throws IOException {
    return AgcServer.start(List.of(archive), ServeOptions.DEFAULTS.telling(null, notes::add));
  }

  private static Client.Got getWhen(Client client, String path, int status) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    Client.Got got = client.get(path);
    while (got.status() != status && System.currentTimeMillis() < end) {
      got = client.get(path);
    }
    assertEquals(status, got.status(), path);
    return got;
  }

  @Test
  void whatIsAppendedIsServed() throws Exception {
    try (AgcServer server = start();
        Client client = new Client(server)) {
      assertEquals(404, client.get("fasta/x/s1.fa").status());
      List<Collection.Contig> more = collection.genome(3);
      Path file = Collection.write(folder.resolve("s1.fa"), more);
      try (AgcWriter writer = AgcWriter.appendInPlace(archive, CreateOptions.DEFAULTS)) {
        writer.add(file);
        writer.commit();
      }
      assertEquals(Collection.text(more), getWhen(client, "fasta/x/s1.fa", 200).body());
      assertEquals(Collection.text(genome), client.get("fasta/x/s0.fa").body());
      String id = more.getFirst().md5();
      assertEquals(more.getFirst().upper(), getWhen(client, "sequence/" + id, 200).body());
    }
  }

  @Test
  void whatCannotBeOpenedAnewStaysWhatItWas() throws Exception {
    try (AgcServer server = start();
        Client client = new Client(server)) {
      Path other = Files.writeString(folder.resolve("other"), "no archive");
      Files.move(other, archive, StandardCopyOption.REPLACE_EXISTING);
      long end = System.currentTimeMillis() + PATIENCE_MS;
      while (notes.stream().noneMatch(note -> note.contains("still what it was"))) {
        assertEquals(Collection.text(genome), client.get("fasta/x/s0.fa").body());
        assertTrue(System.currentTimeMillis() < end, notes.toString());
      }
      assertEquals(Collection.text(genome), client.get("fasta/x/s0.fa").body());
    }
  }

  @Test
  void damageIsAnErrorOfWhatItHitsAlone() throws Exception {
    byte[] bytes = Files.readAllBytes(archive);
    int damaged = 0;
    int whole = 0;
    for (int at = 40; at < bytes.length / 2; at += bytes.length / 12) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x55;
      Files.write(archive, changed);
      try (AgcServer server = start();
          Client client = new Client(server)) {
        for (Collection.Contig contig : genome) {
          Client.Got got = client.get("fasta/x/s0.fa");
          if (got.status() == 200) {
            whole++;
            assertEquals(Collection.text(genome), got.body());
          } else {
            damaged++;
            assertEquals(500, got.status(), contig.header());
          }
        }
        assertEquals(200, client.get("sequence/service-info").status());
      } catch (IOException e) {
        // Cut off in the middle: what was sent is no whole reply.
        damaged++;
      }
    }
    assertTrue(damaged > 0, "damaged=" + damaged + " whole=" + whole);
  }

  @Test
  void digestsAreKeptBesideTheArchive() throws Exception {
    Path beside = folder.resolve("x.agc.refget");
    start(2 * genome.size());
    byte[] kept = Files.readAllBytes(beside);
    assertTrue(notes.remove().contains("digests of contigs are known"));
    start(0);
    assertEquals(0, notes.size(), notes.toString());
    for (int at = 0; at < kept.length; at += 3) {
      byte[] changed = kept.clone();
      changed[at] ^= 1;
      Files.write(beside, changed);
      start(0);
      assertEquals(1, notes.size(), "byte " + at);
      notes.clear();
      assertEquals(-1, Files.mismatch(beside, Files.write(folder.resolve("kept"), kept)));
    }
  }

  /** Starts, asks for each sequence, and ends. */
  private void start(int digests) throws Exception {
    try (AgcServer server = start();
        Client client = new Client(server)) {
      server.awaitIndexes();
      for (Collection.Contig contig : genome) {
        assertEquals(contig.upper(), client.get("sequence/" + contig.md5()).body());
      }
    }
  }

  @Test
  void anArchiveWithoutDigestsIsDecodedForThem() throws Exception {
    CreateOptions none = CreateOptions.DEFAULTS.toBuilder().digests(Digests.NONE).build();
    archive = Collection.archive(folder.resolve("n.agc"), none, folder.resolve("s0.fa"));
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      assertEquals(List.of(), reader.md5s(0));
    }
    try (AgcServer server = start();
        Client client = new Client(server)) {
      server.awaitIndexes();
      for (Collection.Contig contig : genome) {
        assertEquals(contig.upper(), client.get("sequence/" + contig.refgetName()).body());
      }
    }
  }

  @Test
  void twoArchivesOfOneNameAreRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("f")).resolve("x.agc");
    Files.copy(archive, other);
    IOException refused =
        assertThrows(
            IOException.class,
            () -> AgcServer.start(List.of(archive, other), ServeOptions.DEFAULTS));
    assertTrue(refused.getMessage().contains("another archive is called x"), refused.toString());
  }

  @Test
  void metricsCountWhatWasAnswered() throws Exception {
    try (AgcServer server = start();
        Client client = new Client(server)) {
      client.get("fasta/x/s0.fa");
      client.get("fasta/x/none.fa");
      // A request is counted when its reply has gone out, which may be a little later.
      String counted = "agc4j_requests_total{status=\"404\"} 1\n";
      long end = System.currentTimeMillis() + PATIENCE_MS;
      String metrics = client.get("metrics").body();
      while (!metrics.contains(counted) && System.currentTimeMillis() < end) {
        metrics = client.get("metrics").body();
      }
      assertTrue(metrics.contains(counted), metrics);
      assertTrue(metrics.matches("(?s).*agc4j_requests_total\\{status=\"200\"} [1-9].*"), metrics);
      assertTrue(
          metrics.matches(
              "(?s).*agc4j_memory_bytes\\{archive=\"x\",component=\"part cache\"} \\d+\n.*"));
    }
  }
}
