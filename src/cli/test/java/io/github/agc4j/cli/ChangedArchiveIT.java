package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others change the archive while a command waits for queries. */
@Timeout(120)
@Tag("slow")
class ChangedArchiveIT {
  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void createArchive() throws Exception {
    Random random = new Random(1);
    StringBuilder genome = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      genome.append("ACGT".charAt(random.nextInt(4)));
    }
    for (int sample = 0; sample < 4; sample++) {
      for (int i = 0; i < 3000; i++) {
        genome.setCharAt(random.nextInt(genome.length()), "ACGT".charAt(random.nextInt(4)));
      }
      Files.writeString(folder.resolve("s" + sample + ".fa"), ">chr1\n" + genome + "\n");
    }
    Agc4jProcess created =
        Agc4jProcess.run(folder, "create", "-o", "x.agc", "s0.fa", "s1.fa", "s2.fa", "s3.fa");
    assertEquals(0, created.status(), created.err());
    archive = folder.resolve("x.agc");
  }

  /** A change of the archive. */
  private interface Change {
    void make() throws IOException;
  }

  private Agc4jProcess queriesAfter(Change change) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(Agc4jProcess.command("getctg", "x.agc", "-R", "-"))
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    while (process.isAlive() && !hasMapped(process)) {
      Thread.onSpinWait();
    }
    change.make();
    try (Writer queries = process.outputWriter(StandardCharsets.US_ASCII)) {
      for (int i = 0; i < 3000; i++) {
        queries.write("chr1@s" + i % 4 + ":5000-5009\n");
      }
    } catch (IOException e) {
      // It ends before it has read all, and its status tells why.
      assertFalse(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0);
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "hangs");
    return new Agc4jProcess(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Whether the process has read something of the archive: until then it may be anything. */
  private boolean hasMapped(Process process) throws IOException {
    Path maps = Path.of("/proc", String.valueOf(process.pid()), "maps");
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.endsWith(archive.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4096})
  void aCutOneEndsInOneLine(long size) throws Exception {
    Agc4jProcess process =
        queriesAfter(
            () -> {
              try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
                file.setLength(size);
              }
            });
    assertEquals(1, process.status());
    assertTrue(process.err().matches("agc4j: x[.]agc: .*was cut meanwhile.*\n"), process.err());
    assertTrue(process.out().isEmpty() || process.out().startsWith(">chr1@s0"), process.out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(f -> f.toString().contains("hs_err")).count());
    }
  }

  @Test
  void ofAReplacedOneTheOldIsRead() throws Exception {
    Agc4jProcess expected = queriesAfter(() -> {});
    assertEquals(0, expected.status(), expected.err());
    Agc4jProcess process =
        queriesAfter(
            () -> {
              Path other = Files.writeString(folder.resolve("other"), "something else");
              Files.move(other, archive, StandardCopyOption.REPLACE_EXISTING);
            });
    assertEquals(0, process.status(), process.err());
    assertEquals(expected.out(), process.out());
  }
}
