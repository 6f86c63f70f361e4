package io.github.agc4j.engine.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.option.ReadOptions;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is found through the index is what is found by looking at everything. */
@ExtendWith(EmptyBudget.class)
class SampleIndexTest {
  /** So many that some names have the same hash: 10 pairs are to be expected. */
  private static final int CONTIGS = 300_000;

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
  void theFirstOfSeveralWithOneShortNameIsMeant(MemoryBudget budget) throws IOException {
    String names = ">a one\nA\n>b\nC\n>a\nG\n>a two\nT\n>a two\tthree\nA\n> lead\nA\n";
    try (OpenArchive archive = archive(names, budget);
        SampleQuery query = archive.query(0)) {
      for (int round = 0; round < 3; round++) {
        assertEquals(0, query.find(bytes("a")).contig());
        assertEquals(1, query.find(bytes("b")).contig());
        assertEquals(3, query.find(bytes("a two")).contig());
        assertEquals(4, query.find(bytes("a two\tthree")).contig());
        assertArrayEquals(bytes("a one"), query.find(bytes("a one")).name());
        assertNull(query.find(bytes("c")));
      }
    }
  }

  @Test
  void segmentsAreFoundWhereverTheRangeBegins(MemoryBudget budget) throws IOException {
    List<Path> inputs = new RandomCollection(new Random(3)).write(folder, 3, 60_000);
    Path path = folder.resolve("x.agc");
    Fasta.create(path, inputs, CreateOptions.DEFAULTS.withParameters(21, 20, 400, 5));
    Random random = new Random(4);
    long most = 0;
    try (OpenArchive archive = new OpenArchive(path, new ReadOptions(1 << 20, 1 << 20), budget)) {
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
    return new OpenArchive(path, new ReadOptions(1 << 20, 1 << 20), budget);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
