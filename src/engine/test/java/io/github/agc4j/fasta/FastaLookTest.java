package io.github.agc4j.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastaLookTest {
  @TempDir private Path folder;

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  private static byte[] genome(int contigs, int symbols) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int contig = 0; contig < contigs; contig++) {
      text.append(">contig ").append(contig).append(" of many\r\n");
      for (int i = 0; i < symbols; i++) {
        text.append("ACGT".charAt(random.nextInt(4))).append(i % 80 == 79 ? "\r\n" : "");
      }
      text.append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void smallFilesAreCounted() throws IOException {
    byte[] text = genome(3, 1000);
    assertEquals(
        new FastaLook(3000, 1000), FastaLook.at(Files.write(folder.resolve("a.fa"), text)));
    assertEquals(
        new FastaLook(3000, 1000),
        FastaLook.at(Files.write(folder.resolve("a.fa.gz"), gzip(text))));
  }

  @Test
  void largeFilesAreEstimated() throws IOException {
    byte[] text = genome(10, 400_000);
    FastaLook plain = FastaLook.at(Files.write(folder.resolve("a.fa"), text));
    assertEquals(4_000_000, plain.symbols(), 50_000);
    FastaLook packed = FastaLook.at(Files.write(folder.resolve("a.gz"), gzip(text)));
    assertEquals(4_000_000, packed.symbols(), 1_000_000);
    assertTrue(packed.contigSymbols() > 200_000, packed.toString());
  }

  @Test
  void headersMayHaveMarksOfHeaders() throws IOException {
    Path file = Files.writeString(folder.resolve("a.fa"), ">c1 A>G>T\nACGT\n>c2 a->b\nAC\n");
    assertEquals(new FastaLook(6, 3), FastaLook.at(file));
  }

  @Test
  void filesWithoutSymbolsAreNotTakenForUnknown() throws IOException {
    FastaLook look = FastaLook.at(Files.writeString(folder.resolve("a.fa"), ">empty\n"));
    assertEquals(new FastaLook(1, 0), look);
  }

  @Test
  void whatCanBeReadOnlyOnceIsLeftAlone() throws IOException {
    assertEquals(new FastaLook(0, 0), FastaLook.at(FastaReader.STANDARD_INPUT));
    assertEquals(new FastaLook(0, 0), FastaLook.at(folder));
    Path missing = folder.resolve("missing.fa");
    assertThrows(IOException.class, () -> FastaLook.at(missing));
  }
}
