package io.github.agc4j.internal.fasta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.fasta.source.ReadAhead;
import io.github.agc4j.internal.fasta.source.TextSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenomeLookTest {
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
        new GenomeLook(3000, 1000), GenomeLook.at(Files.write(folder.resolve("a.fa"), text)));
    assertEquals(
        new GenomeLook(3000, 1000),
        GenomeLook.at(Files.write(folder.resolve("a.fa.gz"), gzip(text))));
  }

  @Test
  void largeFilesAreEstimated() throws IOException {
    byte[] text = genome(10, 400_000);
    GenomeLook plain = GenomeLook.at(Files.write(folder.resolve("a.fa"), text));
    assertEquals(4_000_000, plain.symbols(), 50_000);
    GenomeLook packed = GenomeLook.at(Files.write(folder.resolve("a.gz"), gzip(text)));
    assertEquals(4_000_000, packed.symbols(), 1_000_000);
    assertTrue(packed.contigSymbols() > 200_000, packed.toString());
  }

  @Test
  void headersMayHaveMarksOfHeaders() throws IOException {
    Path file = Files.writeString(folder.resolve("a.fa"), ">c1 A>G>T\nACGT\n>c2 a->b\nAC\n");
    assertEquals(new GenomeLook(6, 3), GenomeLook.at(file));
  }

  @Test
  void filesWithoutSymbolsAreNotTakenForUnknown() throws IOException {
    GenomeLook look = GenomeLook.at(Files.writeString(folder.resolve("a.fa"), ">empty\n"));
    assertEquals(new GenomeLook(1, 0), look);
  }

  @Test
  void filesThatAreMissingAreReported() {
    assertThrows(IOException.class, () -> GenomeLook.at(folder));
    Path missing = folder.resolve("missing.fa");
    assertThrows(IOException.class, () -> GenomeLook.at(missing));
  }

  /** Looks at the first {@code bytesMax} bytes, then reads all of the file. */
  private GenomeLook ahead(byte[] content, int bytesMax) throws IOException {
    Path file = Files.write(folder.resolve("ahead"), content);
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ReadAhead start = new ReadAhead(file, bytesMax, budget)) {
      GenomeLook look = GenomeLook.at(start);
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      try (TextSource source = TextSource.open(start, budget, bytes -> {})) {
        byte[] piece = new byte[TextSource.PIECE_BYTES];
        for (int size = source.read(piece); size > 0; size = source.read(piece)) {
          read.write(piece, 0, size);
        }
      }
      assertArrayEquals(plain(content), read.toByteArray());
      return look;
    } finally {
      assertEquals(0, budget.currentBytes());
    }
  }

  private static byte[] plain(byte[] content) throws IOException {
    boolean isGzip = content[0] == 0x1f;
    return isGzip ? new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes() : content;
  }

  @Test
  void whatFitsIsCountedAsAFileIs() throws IOException {
    byte[] text = genome(3, 100_000);
    GenomeLook whole = new GenomeLook(300_000, 100_000);
    assertEquals(whole, ahead(text, 1 << 20));
    assertEquals(whole, ahead(gzip(text), 1 << 20));
    // One byte more could have been there.
    assertEquals(whole, ahead(text, text.length + 1));
  }

  @Test
  void ofWhatIsCutAllThatWasSeenCounts() throws IOException {
    GenomeLook many = ahead(genome(100, 10_000), 500_000);
    assertEquals(485_000, many.symbols(), 5_000);
    assertEquals(10_000, many.contigSymbols(), 1_000);
    GenomeLook packed = ahead(gzip(genome(100, 10_000)), 150_000);
    assertEquals(450_000, packed.symbols(), 100_000);
  }

  @Test
  void aContigThatGoesOnIsTakenForALongOne() throws IOException {
    assertEquals(Long.MAX_VALUE, ahead(genome(1, 1_000_000), 500_000).symbols());
  }
}
