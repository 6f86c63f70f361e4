package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.input.Contig;
import io.github.agc4j.internal.file.http.RangeServer;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/library.md: what stands between the markers here stands there. */
class LibraryExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("// example: ([a-z ]+)\n(.*?)\n *// end\n", Pattern.DOTALL);

  @TempDir private Path folder;
  private List<Path> genomes;
  private Path archive;

  @BeforeEach
  void writeGenomes() throws IOException {
    genomes = new RandomCollection(new Random(1)).write(folder, 4, 20_000);
    archive = folder.resolve("my.agc");
  }

  @Test
  void examplesWork() throws Exception {
    create();
    extend();
    read();
    readElsewhere();
    readTexts();
    readMany();
    write();
    give();
    verify();
    change();
  }

  private void change() throws IOException {
    Path given = folder.resolve("given.agc");
    Path merged = folder.resolve("merged.agc");
    List<String> names = new ArrayList<>();
    // example: change
    ArchiveChanges changes =
        ArchiveChanges.NONE
            .drop(SampleIndexes.of(0))
            .rename(name -> "2024-" + name)
            .annotate(
                new Annotations(Map.of("release", "2"), name -> Map.of("species", "S. demo")));
    try (AgcWriter writer = AgcWriter.changeInPlace(archive, changes, CreateOptions.DEFAULTS)) {
      writer.commit();
    }
    try (AgcWriter writer =
        AgcWriter.merge(List.of(archive, given), false, merged, CreateOptions.DEFAULTS)) {
      writer.noteWith(System.err::println);
      writer.commit();
    }
    try (AgcReader reader = AgcReader.open(merged, ReadOptions.DEFAULTS)) {
      SampleIndexes found =
          reader.annotations().where(pairs -> "S. demo".equals(pairs.get("species")));
      found.forEach(sample -> names.add(reader.sampleName(sample)));
    }
    // end
    assertEquals(3, names.size());
    assertTrue(names.stream().allMatch(name -> name.startsWith("2024-")), "" + names);
  }

  private void give() throws IOException {
    Path given = folder.resolve("given.agc");
    List<byte[]> sequences = List.of("GATTACA".getBytes(StandardCharsets.US_ASCII));
    // example: given samples
    try (AgcWriter writer = AgcWriter.create(given, CreateOptions.DEFAULTS)) {
      writer.inspectWith(Verifier.whole(1)); // read back before the archive takes its name
      writer.add(genomes.get(0));
      writer.add("mine", List.of(Contig.of("c1", sequences.get(0)), Contig.of("c2", "ACGTN")));
      writer.commit();
    }
    // end
    assertEquals(">c1\nGATTACA\n>c2\nACGTN\n", Fasta.shown(Fasta.extract(given, 1).get("mine")));
  }

  private void verify() throws IOException {
    List<String> sums = new ArrayList<>();
    Findings listener = new Findings();
    // example: verify
    VerifySummary summary = new Verifier(VerifyPlan.full(2), listener).verify(archive);
    if (summary.isWhole()) {
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        reader.digests(
            SampleIndexes.of(0), 2, (sample, digests) -> sums.add(digests.contig(0).md5()));
      }
    }
    // end
    assertEquals(1, sums.size());
  }

  private void create() throws IOException {
    // example: create
    CreateOptions options =
        Profile.BACTERIA // or COMPAT, VIRUS, EUKARYOTE, HUMAN; Profile.ofGenome(symbols)
            .over(CreateOptions.DEFAULTS)
            .toBuilder()
            .threads(4)
            .memoryBytes(512L << 20) // off-heap; what does not fit goes to a file
            .build();
    try (AgcWriter writer = AgcWriter.create(archive, options)) {
      writer.progressWith(samples -> System.err.println(samples));
      writer.add(genomes.get(0));
      writer.add(genomes.get(1));
      writer.commit();
    }
    // end
    assertEquals(2, Fasta.extract(archive, 1).size());
  }

  private void extend() throws IOException {
    // example: extend
    try (AgcWriter writer = AgcWriter.appendInPlace(archive, CreateOptions.DEFAULTS)) {
      for (Path genome : genomes.subList(2, 4)) {
        writer.add(genome);
      }
      writer.commit();
    }
    // end
    assertEquals(4, Fasta.extract(archive, 1).size());
  }

  private void read() throws IOException {
    // example: read
    try (AgcReader reader = AgcReader.open(archive, new ReadOptions(64L << 20, 16L << 20));
        Arena arena = Arena.ofConfined()) {
      long sample = reader.sampleIndex("s001");
      for (String name : reader.contigNames(sample)) {
        long contig = reader.contigIndex(sample, AgcReader.shortName(name));
        long length = reader.contigLength(sample, contig);

        // Letters on the heap, or codes in memory of the caller's.
        byte[] letters = new byte[(int) Math.min(length, 1000)];
        reader.fetchLetters(sample, contig, 0, letters.length, letters, 0);
        MemorySegment codes = arena.allocate(letters.length + 1);
        long copied = reader.fetch(sample, contig, 0, letters.length, codes);
        // end
        assertEquals(letters.length, copied);
        assertEquals(length, reader.contigLength(sample, contig));
        byte[] whole = new byte[(int) length + 7];
        assertEquals(length, reader.fetchLetters(sample, contig, 0, length, whole, 7));
        assertEquals(
            new String(letters, StandardCharsets.US_ASCII),
            new String(whole, 7, letters.length, StandardCharsets.US_ASCII));
        for (int i = 0; i < copied; i++) {
          assertEquals(
              "ACGTNRYSWKMBDHVU".charAt(codes.get(ValueLayout.JAVA_BYTE, i)),
              Character.toUpperCase((char) letters[i]));
        }
      }
    }
  }

  private void readElsewhere() throws IOException {
    byte[] expected = new byte[100];
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      reader.fetchLetters(reader.sampleIndex("s001"), 0, 0, 100, expected, 0);
    }
    byte[] letters = new byte[100];
    try (RangeServer server = new RangeServer(Files.readAllBytes(archive))) {
      URI address = server.address("/my.agc");
      // example: elsewhere
      try (AgcReader reader = AgcReader.open(address, ReadOptions.DEFAULTS)) {
        long sample = reader.sampleIndex("s001");
        reader.fetchLetters(sample, 0, 0, 100, letters, 0);
      }
      // end
    }
    assertArrayEquals(expected, letters);
  }

  private void readTexts() throws Exception {
    long[] masked = {0};
    List<String> sums = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      long sample = reader.sampleIndex("s000");
      long contig = 0;
      byte[] letters = new byte[(int) reader.contigLength(sample, contig)];
      reader.fetchLetters(sample, contig, 0, letters.length, letters, 0);
      // example: texts
      reader.mask(sample, contig, 0, Long.MAX_VALUE, (from, to) -> masked[0] += to - from);
      reader.fileDigests(SampleIndexes.of(sample), 2, (first, last, sha256) -> sums.add(sha256));
      // end
      int lower = 0;
      for (byte letter : letters) {
        lower += letter >= 'a' ? 1 : 0;
      }
      assertEquals(lower, masked[0]);
    }
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(genomes.get(0)));
    assertEquals(List.of(HexFormat.of().formatHex(sha256)), sums);
  }

  private void readMany() throws IOException {
    long[] symbols = {0};
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      // example: many ranges
      List<ContigRange> ranges =
          LongStream.range(0, reader.samples())
              .mapToObj(sample -> new ContigRange(sample, 0, 100, 200))
              .toList();
      RangeOptions inOrder = new RangeOptions(2, 64L << 20, true); // threads, bytes that wait
      reader.fetchAll(ranges, inOrder, (index, codes) -> symbols[0] += codes.byteSize());
      // end
      long expected = 0;
      for (long sample = 0; sample < reader.samples(); sample++) {
        long length = reader.contigLength(sample, 0);
        expected += Math.max(0, Math.min(200, length) - 100);
      }
      assertEquals(expected, symbols[0]);
    }
  }

  private void write() throws IOException {
    Path file = folder.resolve("letters");
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      long sample = reader.sampleIndex("s000");
      long contig = 0;
      // example: whole contig
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, out);
      }
      // end
      byte[] expected = new byte[(int) reader.contigLength(sample, contig)];
      reader.fetchLetters(sample, contig, 0, Long.MAX_VALUE, expected, 0);
      assertArrayEquals(expected, Files.readAllBytes(file));
    }
  }

  @Test
  void documentationHasTheseExamples() throws IOException {
    String documentation = Files.readString(Path.of("../../docs/library.md"));
    String source = Files.readString(Path.of("test/java/io/github/agc4j/LibraryExamplesTest.java"));
    Matcher examples = EXAMPLE.matcher(source);
    int count = 0;
    for (; examples.find(); count++) {
      String example = examples.group(2).stripIndent();
      assertTrue(documentation.contains(example), examples.group(1) + ":\n" + example);
    }
    assertEquals(10, count);
  }
}
