package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void itServesAtTheAddressThatItPrintsUntilItIsStopped() throws Exception {
    Process process =
        new ProcessBuilder(Agc4jProcess.command("serve", "--access-log", "access.log", "x.agc"))
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try (BufferedReader out = process.inputReader();
        HttpClient client = HttpClient.newHttpClient()) {
      String address = out.readLine();
      assertTrue(address.matches("http://127\\.0\\.0\\.1:\\d+/"), address);
      String part = get(client, address + "fasta/x/genome01.fa", "Range", "bytes=0-999");
      String range = DemoCollection.CONTIG + "@genome01:0-899";
      String text = Agc4jProcess.out(folder, "getctg", "-l", "60", "x.agc", range);
      String letters = text.substring(text.indexOf('\n') + 1);
      assertTrue(part.contains(letters), part);
      assertTrue(get(client, address + "metrics").contains("agc4j_requests_total"));
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(null, out.readLine());
    } finally {
      process.destroyForcibly();
    }
    String log = Files.readString(folder.resolve("access.log"));
    assertTrue(log.contains("\"GET /fasta/x/genome01.fa HTTP/1.1\" 206 1000\n"), log);
    String errors = Files.readString(folder.resolve("err"));
    assertTrue(errors.matches("agc4j: x\\.agc: \\d+ digests of contigs are known\n"), errors);
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
