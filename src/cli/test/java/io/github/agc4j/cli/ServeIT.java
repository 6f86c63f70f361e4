package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that serves until it is stopped. */
@Tag("slow")
class ServeIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void createArchive() throws Exception {
    new DemoCollection(1, 2, 100_000).write(folder);
    Agc4jProcess create =
        Agc4jProcess.run(folder, "create", "-o", "x.agc", "genome00.fa", "genome01.fa");
    assertEquals(0, create.status(), create.err());
  }

  private static String get(HttpClient client, String uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** A server of the archive, with the address that it prints. */
  private record Server(Process process, String address) implements AutoCloseable {
    static Server start(String... arguments) throws Exception {
      Process process =
          new ProcessBuilder(Agc4jProcess.command(arguments))
              .directory(folder.toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      String address = process.inputReader().readLine();
      assertTrue(address != null && address.matches("http://127\\.0\\.0\\.1:\\d+/"), address);
      return new Server(process, address);
    }

    @Override
    public void close() {
      process.destroy();
      try {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void itServesAtTheAddressThatItPrintsUntilItIsStopped() throws Exception {
    try (Server server = Server.start("serve", "--access-log", "access.log", "x.agc");
        HttpClient client = HttpClient.newHttpClient()) {
      String file = server.address + "fasta/x/genome01.fa";
      String part = get(client, file, "Range", "bytes=0-999");
      String range = DemoCollection.CONTIG + "@genome01:0-899";
      String text = Agc4jProcess.out(folder, "getctg", "-l", "60", "x.agc", range);
      String letters = text.substring(text.indexOf('\n') + 1);
      assertTrue(part.contains(letters), part);
      assertTrue(get(client, server.address + "metrics").contains("agc4j_requests_total"));
    }
    String log = Files.readString(folder.resolve("access.log"));
    assertTrue(log.contains("\"GET /fasta/x/genome01.fa HTTP/1.1\" 206 1000\n"), log);
    String errors = Files.readString(folder.resolve("err"));
    assertTrue(errors.matches("(agc4j: x\\.agc: \\d+ digests of contigs are known\n)?"), errors);
  }

  /** One thousand windows by an index that samtools fetches, and by name of its own. */
  @Test
  void samtoolsReadsRangesAsFromAFile() throws Exception {
    assumeSamtools();
    Random random = new Random(6);
    List<String> regions = new ArrayList<>();
    List<String> queries = new ArrayList<>(List.of("getctg", "-l", "60", "x.agc"));
    for (int i = 0; i < 1000; i++) {
      int from = random.nextInt(60_000);
      int to = from + random.nextInt(5000);
      regions.add(DemoCollection.CONTIG + ":" + (from + 1) + "-" + (to + 1));
      queries.add(DemoCollection.CONTIG + "@genome01:" + from + "-" + to);
    }
    Files.write(folder.resolve("regions"), regions);
    try (Server server = Server.start("serve", "x.agc")) {
      String file = server.address + "fasta/x/genome01.fa";
      Agc4jProcess faidx =
          Agc4jProcess.start(folder, List.of("samtools", "faidx", "-r", "regions", file));
      assertEquals(0, faidx.status(), faidx.err());
      String expected = Agc4jProcess.out(folder, queries.toArray(String[]::new));
      assertEquals(expected.replaceAll(">.*", ">"), faidx.out().replaceAll(">.*", ">"));
    }
  }

  /** What JBrowse 2 reads FASTA files with; skipped where npm cannot get it. */
  @Test
  void theReaderOfJBrowseReadsRangesAsGetctgDoes() throws Exception {
    Path home = Files.createDirectories(folder.resolve("js"));
    Agc4jProcess install =
        Agc4jProcess.start(
            home,
            List.of(
                "sh",
                "-c",
                "command -v node && timeout 60 npm install --no-audit --no-fund --silent"
                    + " @gmod/indexedfasta@5.0.2 generic-filehandle2@2.0.1"));
    assumeTrue(install.status() == 0, "no node, or npm gets nothing");
    Random random = new Random(8);
    StringBuilder script =
        new StringBuilder(
            """
        import { IndexedFasta } from '@gmod/indexedfasta';
        import { RemoteFile } from 'generic-filehandle2';
        const file = process.argv[2];
        const fasta = new IndexedFasta({
          fasta: new RemoteFile(file),
          fai: new RemoteFile(file + '.fai'),
        });
        console.log((await fasta.getSequenceNames()).join());
        """);
    List<String> queries = new ArrayList<>(List.of("getctg", "-l", "1000000", "x.agc"));
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(60_000);
      int to = from + 1 + random.nextInt(5000);
      script.append(
          "console.log(await fasta.getSequence('%s', %d, %d));\n"
              .formatted(DemoCollection.CONTIG, from, to));
      queries.add(DemoCollection.CONTIG + "@genome01:" + from + "-" + (to - 1));
    }
    Files.writeString(home.resolve("read.mjs"), script);
    try (Server server = Server.start("serve", "x.agc")) {
      String file = server.address + "fasta/x/genome01.fa";
      Agc4jProcess read = Agc4jProcess.start(home, List.of("node", "read.mjs", file));
      assertEquals(0, read.status(), read.err());
      String expected = Agc4jProcess.out(folder, queries.toArray(String[]::new));
      List<String> letters = expected.lines().filter(line -> !line.startsWith(">")).toList();
      assertEquals(letters, read.out().lines().skip(1).toList());
    }
  }

  /** CRAM without its reference: what is missing is asked for by its MD5. */
  @Test
  void samtoolsDecodesCramWithSequencesFromHere() throws Exception {
    assumeSamtools();
    List<String> lines = Files.readAllLines(folder.resolve("genome01.fa"));
    int end = 1;
    while (!lines.get(end).startsWith(">")) {
      end++;
    }
    String letters = String.join("", lines.subList(1, end));
    StringBuilder sam = new StringBuilder("@HD\tVN:1.6\tSO:coordinate\n");
    sam.append("@SQ\tSN:").append(DemoCollection.CONTIG).append("\tLN:");
    sam.append(letters.length()).append('\n');
    for (int at = 0; at + 100 < letters.length(); at += 500) {
      sam.append(
          "r%d\t0\t%s\t%d\t60\t100M\t*\t0\t0\t%s\t%s\n"
              .formatted(
                  at,
                  DemoCollection.CONTIG,
                  at + 1,
                  letters.substring(at, at + 100),
                  "I".repeat(100)));
    }
    Files.writeString(folder.resolve("reads.sam"), sam);
    Files.copy(folder.resolve("genome01.fa"), folder.resolve("ref.fa"));
    String plain = samtools("", "view -O cram,embed_ref=0 -T ref.fa -o reads.cram reads.sam");
    assertEquals("", plain);
    String expected = samtools("", "view -T ref.fa reads.cram");
    assertEquals(
        sam.toString().lines().filter(line -> line.startsWith("r")).count(),
        expected.lines().count());
    Files.delete(folder.resolve("ref.fa"));
    Files.deleteIfExists(folder.resolve("ref.fa.fai"));
    try (Server server = Server.start("serve", "x.agc")) {
      String path = "REF_CACHE= REF_PATH=" + server.address + "sequence/%s ";
      assertEquals(expected, samtools(path, "view reads.cram"));
    }
  }

  private static void assumeSamtools() throws Exception {
    assumeTrue(
        Agc4jProcess.start(folder, List.of("sh", "-c", "command -v samtools")).status() == 0,
        "samtools is not installed");
  }

  private static String samtools(String environment, String arguments) throws Exception {
    Agc4jProcess run =
        Agc4jProcess.start(folder, List.of("sh", "-c", environment + "samtools " + arguments));
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  @Test
  void whatCannotBeServedIsTold() throws Exception {
    Agc4jProcess none = Agc4jProcess.run(folder, "serve", "none.agc");
    assertEquals(1, none.status());
    assertTrue(none.err().startsWith("agc4j: none.agc: "), none.err());
    assertEquals(1, Agc4jProcess.run(folder, "serve", "genome00.fa").status());
    assertEquals(2, Agc4jProcess.run(folder, "serve").status());
    assertEquals(2, Agc4jProcess.run(folder, "serve", "--port", "70000", "x.agc").status());
    assertEquals(2, Agc4jProcess.run(folder, "serve", "--max-requests", "0", "x.agc").status());
    Agc4jProcess host = Agc4jProcess.run(folder, "serve", "--host", "192.0.2.1", "x.agc");
    assertEquals(1, host.status());
    assertTrue(host.err().contains("192.0.2.1"), host.err());
  }
}
