package io.github.agc4j.spark.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
  @TempDir private Path folder;

  /** What a program does that borrows a file of its machine. */
  static final class Borrower {
    private Borrower() {}

    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(new ArchivePlaces(new HadoopSettings(new Configuration())));
      if (!copies.hereForAll(args[0]).equals(Path.of(args[0]))) {
        throw new IOException("copied");
      }
    }
  }

  @Test
  void filesOfTheMachineStayWhenTheProgramEnds() throws Exception {
    Path file = Files.writeString(folder.resolve("my.agc"), "all there is");
    Process borrower =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Borrower.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    assertEquals(0, borrower.waitFor());
    assertEquals("all there is", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void namesAreShownWithoutSecrets() {
    String signed = ArchivePlaces.shown("https://me:word@host/a.agc?signature=abc");
    assertEquals("https://host/a.agc", signed);
    assertEquals("s3a://bucket/a.agc", ArchivePlaces.shown("s3a://key:word@bucket/a.agc"));
    assertTrue(ArchivePlaces.shown("/data/a b.agc").endsWith("a b.agc"));
  }
}
