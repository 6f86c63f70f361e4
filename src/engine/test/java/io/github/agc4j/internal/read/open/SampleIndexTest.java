package io.github.agc4j.internal.read.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import io.github.agc4j.testing.RawArchive;
import io.github.agc4j.testing.RawArchive.Bytes;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is found through the index is what is found by looking at everything. */
@ExtendWith(EmptyBudget.class)
@Tag("slow")
class SampleIndexTest {
  /** So many that some names have the same hash: 2 or 3 pairs are to be expected. */
  private static final int CONTIGS = 150_000;

  @TempDir private Path folder;

  @Test
  void everyNameLeadsToItsContig(MemoryBudget budget) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CONTIGS; i++) {
      text.append(i % 3 == 0 ? ">x" + i + " len 1 part " + i % 7 : ">ctg" + i).append("\nA\n");
    }
    try (OpenArchive archive = archive(text.toString(), budget);
        SampleQuery query = archive.query(0)) {
      query.find(bytes("")); // the first search goes without the index
      long before = budget.currentBytes();
      for (int i = 0; i < CONTIGS; i++) {
        assertEquals(i, query.find(bytes(i % 3 == 0 ? "x" + i : "ctg" + i)).contig());
      }
      long bytes = budget.currentBytes() - before;
      assertTrue(bytes > CONTIGS && bytes < 26L * CONTIGS, "bytes=" + bytes);
      assertEquals(6, query.find(bytes("x6 len 1 part 6")).contig());
      for (String absent : List.of("x1", "x6 len 1", "x6 ", "ctg", "", "ctg1 ")) {
        assertNull(query.find(bytes(absent)), absent);
      }
    }
  }

  @Test
  void ofSeveralWithOneShortNameAnotherIsTold(MemoryBudget budget) throws IOException {
    String names =
        ">a one\nA\n>b\nC\n>d\nG\n>a two\nT\n>a two\tthree\nA\n> lead x\nA\n>d more\nA\n";
    try (OpenArchive archive = archive(names, budget);
        SampleQuery query = archive.query(0)) {
      for (int round = 0; round < 3; round++) {
        assertEquals(0, query.find(bytes("a")).contig());
        assertNotNull(query.find(bytes("a")).other());
        assertEquals(2, query.find(bytes("d")).contig());
        assertNull(query.find(bytes("d")).other());
        assertEquals(5, query.find(bytes("lead")).contig());
        assertEquals(5, query.find(bytes(" lead x")).contig());
        assertEquals(1, query.find(bytes("b")).contig());
        assertEquals(3, query.find(bytes("a two")).contig());
        assertEquals(4, query.find(bytes("a two\tthree")).contig());
        assertArrayEquals(bytes("a one"), query.find(bytes("a one")).name());
        assertNull(query.find(bytes("c")));
      }
    }
  }

  @Test
  void namesInFrontOfADamagedOneAreFoundAgainAndAgain(MemoryBudget budget) throws IOException {
    RawArchive damaged = new RawArchive();
    put(damaged, "collection-samples", new Bytes().numbers(1).text("s").bytes());
    byte[] longerThanTheOneBefore = {(byte) 0x80, 0};
    put(
        damaged,
        "collection-contigs",
        new Bytes().numbers(1, 2).text("a").raw(longerThanTheOneBefore).bytes());
    Bytes details = new Bytes();
    byte[][] frames = {new Bytes().numbers(1, 2, 0, 0).bytes(), {}, {}, {}, {}};
    for (byte[] each : frames) {
      details.numbers(each.length, RawArchive.frame(each).length);
    }
    for (byte[] each : frames) {
      details.raw(RawArchive.frame(each));
    }
    damaged.part("collection-details", 0, details.bytes());
    damaged.part("params", 0, new byte[] {21, 0, 0, 0, 20, 0, 0, 0, 5, 0, 0, 0, 100, 0, 0, 0});
    damaged.part(
        "file_type_info",
        2,
        new Bytes()
            .text("file_version_major")
            .text("3")
            .text("file_version_minor")
            .text("0")
            .bytes());
    Path path = Files.write(folder.resolve("x.agc"), damaged.bytes());
    try (OpenArchive archive =
            new OpenArchive(ArchiveLocation.of(path), new ReadOptions(1 << 20, 1 << 20), budget);
        SampleQuery query = archive.query(0)) {
      for (int round = 0; round < 3; round++) {
        assertEquals(0, query.find(bytes("a")).contig());
        assertThrows(CorruptArchiveException.class, () -> query.find(bytes("b")));
      }
    }
  }

  private static void put(RawArchive archive, String stream, byte[] content) {
    archive.part(stream, content.length, RawArchive.frame(content));
  }

  @Test
  void segmentsAreFoundWhereverTheRangeBegins(MemoryBudget budget) throws IOException {
    List<Path> inputs = new RandomCollection(new Random(3)).write(folder, 3, 60_000);
    Path path = folder.resolve("x.agc");
    Fasta.create(path, inputs, CreateOptions.builder().parameters(21, 20, 400, 5).build());
    Random random = new Random(4);
    long most = 0;
    try (OpenArchive archive =
        new OpenArchive(ArchiveLocation.of(path), new ReadOptions(1 << 20, 1 << 20), budget)) {
      for (long sample = 0; sample < 3; sample++) {
        try (SampleQuery query = archive.query(sample)) {
          for (long contig = 0; contig < query.contigs(); contig++) {
            most = Math.max(most, query.segments(contig));
            byte[] whole = codes(query, contig, 0, Long.MAX_VALUE);
            assertEquals(whole.length, query.length(contig));
            for (int round = 0; round < 200; round++) {
              int from = random.nextInt(whole.length + 1);
              int to = Math.min(whole.length, from + random.nextInt(1500));
              byte[] expected = java.util.Arrays.copyOfRange(whole, from, to);
              assertArrayEquals(expected, codes(query, contig, from, to));
              long end = query.segmentEnd(contig, to);
              assertTrue(end >= to && end <= whole.length, end + " for " + to);
            }
          }
        }
      }
    }
    assertTrue(most > 20, "segments=" + most);
  }

  private static byte[] codes(SampleQuery query, long contig, long from, long to)
      throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    query.decode(
        contig,
        from,
        to,
        (codes, offset, length) ->
            pieces.add(codes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)));
    byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  private OpenArchive archive(String text, MemoryBudget budget) throws IOException {
    Path input = Files.writeString(folder.resolve("s.fa"), text);
    Path path = folder.resolve("x.agc");
    Fasta.create(path, List.of(input), CreateOptions.DEFAULTS);
    return new OpenArchive(ArchiveLocation.of(path), new ReadOptions(1 << 20, 1 << 20), budget);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
