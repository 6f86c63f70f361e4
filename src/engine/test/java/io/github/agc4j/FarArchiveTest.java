package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.file.CountingSource;
import io.github.agc4j.internal.file.http.RangeServer;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are elsewhere: what they give, and how often the way there is gone. */
class FarArchiveTest {
  private static final int WINDOW = 4000;
  private static final int SAMPLE = 17;
  private static final int COLD_REQUESTS_MAX = 8;
  private static final int NEXT_REQUESTS_MAX = 2;

  @TempDir private static Path folder;
  private static Path archive;
  private static byte[] bytes;

  @BeforeAll
  static void createArchive() throws IOException {
    archive = folder.resolve("x.agc");
    List<Path> files = new RandomCollection(new Random(8)).write(folder, 24, 500_000);
    CreateOptions options = CreateOptions.builder().parameters(21, 20, 20_000, 10).build();
    Fasta.create(archive, files, options);
    bytes = Files.readAllBytes(archive);
  }

  private static AgcReader open(CountingSource source) throws IOException {
    return AgcReader.open(ArchiveLocation.of(source.name(), () -> source), ReadOptions.DEFAULTS);
  }

  private static long longestContig(AgcReader reader) throws IOException {
    long longest = 0;
    for (long contig = 0; contig < reader.contigs(SAMPLE); contig++) {
      if (reader.contigLength(SAMPLE, contig) > reader.contigLength(SAMPLE, longest)) {
        longest = contig;
      }
    }
    return longest;
  }

  private static byte[] window(AgcReader reader, long contig, long from) throws IOException {
    byte[] letters = new byte[WINDOW];
    assertEquals(WINDOW, reader.fetchLetters(SAMPLE, contig, from, from + WINDOW, letters, 0));
    return letters;
  }

  @Test
  void aColdWindowAndTheNextTakeFewRequests() throws IOException {
    CountingSource source = new CountingSource(bytes);
    try (AgcReader near = AgcReader.open(archive, ReadOptions.DEFAULTS);
        AgcReader far = open(source)) {
      long contig = longestContig(near);
      assertArrayEquals(window(near, contig, 9000), window(far, contig, 9000));
      int cold = source.requests();
      assertTrue(cold <= COLD_REQUESTS_MAX, cold + " requests");
      long next = near.contigLength(SAMPLE, contig) - 2 * WINDOW;
      assertArrayEquals(window(near, contig, next), window(far, contig, next));
      int more = source.requests() - cold;
      assertTrue(more <= 2 * NEXT_REQUESTS_MAX, more + " requests of a window on two segments");
      assertTrue(source.fetched() < bytes.length / 2, source.fetched() + " of " + bytes.length);
      assertArrayEquals(window(near, contig, next), window(far, contig, next));
      assertEquals(cold + more, source.requests());
    }
  }

  @Test
  void manyRangesAreFetchedTogether() throws IOException {
    CountingSource source = new CountingSource(bytes);
    try (AgcReader near = AgcReader.open(archive, ReadOptions.DEFAULTS);
        AgcReader far = open(source)) {
      long contig = longestContig(near);
      List<ContigRange> ranges = new ArrayList<>();
      for (long from = 0; from < 200_000; from += 1000) {
        ranges.add(new ContigRange(SAMPLE, contig, from, from + 100, new byte[0]));
      }
      Map<Long, byte[]> expected = new TreeMap<>();
      RangeOptions options = RangeOptions.DEFAULTS;
      near.fetchAll(ranges, options, (index, codes) -> expected.put(index, copy(codes)));
      Map<Long, byte[]> found = new TreeMap<>();
      far.fetchAll(ranges, options, (index, codes) -> found.put(index, copy(codes)));
      assertEquals(200, found.size());
      expected.forEach((index, codes) -> assertArrayEquals(codes, found.get(index)));
      assertTrue(source.requests() < 30, source.requests() + " requests");
    }
  }

  private static byte[] copy(MemorySegment codes) {
    return codes.toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void anArchiveOfAServerReadsLikeAFile() throws IOException {
    Map<String, byte[]> expected = Fasta.extract(archive, 1);
    try (RangeServer server = new RangeServer(bytes)) {
      ArchiveLocation location = ArchiveLocation.of(server.address("/x.agc"));
      ReadOptions small = new ReadOptions(1 << 20, 1 << 20).withFetched(folder.resolve("kept"));
      for (int i = 0; i < 2; i++) {
        Map<String, byte[]> found = Fasta.extract(location, 2, (int) TextForm.AS_READ, small);
        expected.forEach((name, text) -> assertArrayEquals(text, found.get(name), name));
      }
      int second = server.ranges().lastIndexOf(server.ranges().getFirst());
      assertEquals(server.ranges().size() - 1, second, "only the end is fetched again");
      assertTrue(second > 3, second + " requests the first time");
    }
  }

  @Test
  void aFileThatChangesMeanwhileIsAnErrorAndNoOtherBases() throws IOException {
    try (RangeServer server = new RangeServer(bytes);
        AgcReader reader = AgcReader.open(server.address("/x.agc"), ReadOptions.DEFAULTS)) {
      assertFalse(reader.name().isEmpty());
      server.replace(bytes, "\"2\"");
      IOException told = assertThrows(IOException.class, () -> reader.contigs(SAMPLE));
      assertTrue(told.getMessage().contains("has changed"), told.getMessage());
    }
  }

  @Test
  void addressesAreToldFromFiles() {
    assertEquals(
        "http://a.org/x%20y.agc", ArchiveLocation.parse("http://a.org/x y.agc").toString());
    assertEquals(Path.of("a/b.agc"), ArchiveLocation.parse("a/b.agc").localFile());
    assertEquals(Path.of("/a/b.agc"), ArchiveLocation.parse("file:///a/b.agc").localFile());
    assertThrows(IllegalArgumentException.class, () -> ArchiveLocation.parse("s3://b/x.agc"));
    assertThrows(IllegalArgumentException.class, () -> ArchiveLocation.parse("https:///x.agc"));
    IllegalArgumentException told =
        assertThrows(
            IllegalArgumentException.class,
            () -> ArchiveLocation.parse("https://me:sec^ret@a.org/x.agc"));
    assertFalse(told.getMessage().contains("sec"), told.getMessage());
    assertThrows(IllegalArgumentException.class, () -> ArchiveLocation.of(URI.create("x.agc")));
  }
}
