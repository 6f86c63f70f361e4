package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive of which the end is lost gives back what was complete in front of it. */
@Tag("slow")
class LostEndTest {
  private static final int SAMPLES = 64;
  private static final int BASES = 60_000;
  private static final int CARDINALITY = 8;
  private static final byte[] MAGIC = "agc4jWP1".getBytes(StandardCharsets.US_ASCII);
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 20_000, CARDINALITY).threads(2).build();

  @TempDir private Path folder;
  private final List<Path> inputs = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private Path archive;
  private byte[] whole;

  /** Genomes of which every fourth is unlike all others, so that the archive grows all the time. */
  @BeforeEach
  void createArchive() throws IOException {
    Random random = new Random(51);
    byte[] ancestor = random(random);
    for (int i = 0; i < SAMPLES; i++) {
      byte[] genome = i % 4 == 3 ? random(random) : ancestor.clone();
      for (int change = 0; change < BASES / 5; change++) {
        genome[random.nextInt(BASES)] = (byte) "ACGT".charAt(random.nextInt(4));
      }
      String text =
          ">c1\n"
              + new String(genome, 0, BASES / 2, StandardCharsets.US_ASCII)
              + "\n>c2 x\n"
              + new String(genome, BASES / 2, BASES / 2, StandardCharsets.US_ASCII)
              + "\n";
      String name = String.format("sample%02d", i);
      inputs.add(Files.writeString(folder.resolve(name + ".fa"), text));
      texts.put(name, text);
    }
    archive = folder.resolve("a.agc");
    Fasta.create(archive, inputs, OPTIONS);
    whole = Files.readAllBytes(archive);
  }

  private static byte[] random(Random random) {
    byte[] genome = new byte[BASES];
    for (int i = 0; i < BASES; i++) {
      genome[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
    return genome;
  }

  /** Where waypoints end, and how many bytes they have together, last. */
  private List<Integer> waypoints() {
    List<Integer> ends = new ArrayList<>();
    int all = 0;
    for (int at = 0; at < whole.length - 24; at++) {
      if (Arrays.equals(whole, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        int body = Integer.reverseBytes(ByteBuffer.wrap(whole).getInt(at + 16));
        ends.add(at + 24 + body);
        all += 24 + body;
      }
    }
    ends.add(all);
    return ends;
  }

  /** The samples of which everything lies in front of {@code end}. */
  private List<String> complete(long end) throws IOException {
    List<String> complete = new ArrayList<>();
    Files.write(archive, whole);
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveReader reader = ArchiveReader.open(archive, ReadOptions.DEFAULTS, budget)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        if (isComplete(reader, sample, end)) {
          complete.add(reader.sampleName(sample));
        }
      }
    }
    return complete;
  }

  private static boolean isComplete(ArchiveReader reader, long sample, long end)
      throws IOException {
    StreamDirectory directory = reader.archive().directory();
    long batch = sample / CARDINALITY;
    for (String name : List.of("collection-contigs", "collection-details")) {
      if (!liesBefore(directory, directory.stream(name), batch, end)) {
        return false;
      }
    }
    try (SampleQuery query = reader.query(sample)) {
      for (long contig = 0; contig < query.contigs(); contig++) {
        for (long i = 0; i < query.segments(contig); i++) {
          SegmentPlacement segment = query.placement(contig, i);
          boolean isRaw = segment.group() < 16;
          long pack = (segment.id() - (isRaw ? 0 : 1)) / CARDINALITY;
          boolean isThere =
              (isRaw || liesBefore(directory, directory.referenceStream(segment.group()), 0, end))
                  && (!isRaw && segment.id() == 0
                      || liesBefore(directory, directory.deltaStream(segment.group()), pack, end));
          if (!isThere) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean liesBefore(StreamDirectory directory, int stream, long part, long end) {
    return directory.offset(stream, part) + directory.size(stream, part) < end;
  }

  private static String sequences(String text) {
    return Fasta.shown(Fasta.relined(text.getBytes(StandardCharsets.US_ASCII), 80));
  }

  private Findings salvage(byte[] bytes) throws IOException {
    Files.write(archive, bytes);
    Findings findings = new Findings();
    new Salvage(OPTIONS.toBuilder().replace(true).build(), findings)
        .run(archive, folder.resolve("saved.agc"), done -> {});
    return findings;
  }

  private Map<String, String> saved() throws IOException {
    Map<String, String> saved = new LinkedHashMap<>();
    Fasta.extract(folder.resolve("saved.agc"), 1)
        .forEach((name, text) -> saved.put(name, Fasta.shown(text)));
    return saved;
  }

  @Test
  void everySampleThatWasCompleteBeforeTheCutComesBack() throws IOException {
    List<Integer> ends = waypoints();
    int bytes = ends.removeLast();
    assertTrue(ends.size() > 1, "waypoints=" + ends.size());
    assertTrue(bytes * 1000L <= whole.length, bytes + " of " + whole.length);
    int before = -1;
    int returned = 0;
    for (int end : ends) {
      Findings findings = salvage(Arrays.copyOf(whole, end + 30));
      List<String> complete = complete(end);
      assertTrue(findings.whole().containsAll(complete), complete + " " + findings.whole());
      Map<String, String> saved = saved();
      for (String name : findings.whole()) {
        // Lines are told later than letters.
        assertTrue(
            sequences(texts.get(name)).equals(sequences(saved.get(name))),
            name + " of a cut at " + end);
      }
      assertTrue(complete.size() >= before);
      before = complete.size();
      returned = findings.whole().size();
    }
    assertEquals(SAMPLES, returned);
  }

  @Test
  void aLostStreamTableLosesNothing() throws IOException {
    byte[] bytes = whole.clone();
    Arrays.fill(bytes, bytes.length - 400, bytes.length, (byte) 0);
    Findings findings = salvage(bytes);
    assertEquals(List.copyOf(texts.keySet()), findings.whole());
    assertTrue(texts.equals(saved()));
  }

  @Test
  void aDamagedBlockAnywhereLosesContigsAndNamesThem() throws IOException {
    Random random = new Random(52);
    for (int run = 0; run < 3; run++) {
      byte[] bytes = whole.clone();
      int at = run == 0 ? 0 : random.nextInt(bytes.length - 4096);
      Arrays.fill(bytes, at, at + 4096, (byte) 0x55);
      Findings findings = salvage(bytes);
      Map<String, String> saved = saved();
      for (String name : findings.whole()) {
        assertTrue(texts.get(name).equals(saved.get(name)), name + ", damaged at " + at);
      }
      assertEquals(SAMPLES, findings.whole().size() + lostOrDamaged(findings), "damaged at " + at);
    }
  }

  private long lostOrDamaged(Findings findings) {
    return texts.keySet().stream()
        .filter(
            name ->
                findings.lost().contains(name)
                    || findings.contigs().stream().anyMatch(c -> c.startsWith(name + "/")))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"params", "file_type_info", "collection-samples"})
  void whatAnArchiveHasOnceMayBeDamaged(String stream) throws IOException {
    byte[] bytes = whole.clone();
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile file = ArchiveFile.open(archive, budget, budget)) {
      StreamDirectory directory = file.directory();
      int offset = (int) directory.offset(directory.stream(stream), 0);
      int size = (int) directory.size(directory.stream(stream), 0);
      Arrays.fill(bytes, offset, offset + size, (byte) 0x55);
    }
    Findings findings = salvage(bytes);
    assertEquals(List.copyOf(texts.keySet()), findings.whole());
    assertTrue(texts.equals(saved()));
  }

  @Test
  void samplesOfWhichNothingCanBeReadKeepTheirNames() throws IOException {
    byte[] bytes = whole.clone();
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile file = ArchiveFile.open(archive, budget, budget)) {
      StreamDirectory directory = file.directory();
      int stream = directory.stream("collection-contigs");
      int offset = (int) directory.offset(stream, 1);
      Arrays.fill(bytes, offset, offset + (int) directory.size(stream, 1), (byte) 0x55);
    }
    Findings findings = salvage(bytes);
    List<String> names = List.copyOf(texts.keySet());
    List<String> lost = names.subList(CARDINALITY, 2 * CARDINALITY);
    assertEquals(lost, List.copyOf(findings.lost()));
    Map<String, String> saved = saved();
    assertEquals(names, List.copyOf(saved.keySet()));
    for (String name : names) {
      assertTrue(saved.get(name).equals(lost.contains(name) ? "" : texts.get(name)), name);
    }
  }

  @Test
  void whatIsExtendedInPlaceAndCutIsTheStateBefore() throws IOException {
    Files.write(archive, whole);
    try (AgcWriter writer = AgcWriter.appendInPlace(archive, OPTIONS)) {
      writer.add(Files.writeString(folder.resolve("more.fa"), ">c\nGATTACA\n"));
      writer.commit();
    }
    byte[] extended = Files.readAllBytes(archive);
    salvage(Arrays.copyOf(extended, extended.length - 40));
    assertTrue(texts.equals(saved()));
  }

  @Test
  void anArchiveOfManySamplesInSeveralStatesIsReadByItsLastWaypoints() throws IOException {
    Path half = folder.resolve("half.agc");
    Fasta.create(half, inputs.subList(0, SAMPLES / 4), OPTIONS);
    try (AgcWriter writer = AgcWriter.appendInPlace(half, OPTIONS)) {
      for (Path input : inputs.subList(SAMPLES / 4, SAMPLES)) {
        writer.add(input);
      }
      writer.commit();
    }
    byte[] bytes = Files.readAllBytes(half);
    // Both stream tables go: what is left are the waypoints of the second state.
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile file = ArchiveFile.open(half, budget, budget)) {
      Arrays.fill(bytes, (int) file.footerEnd() - 200, bytes.length, (byte) 0);
    }
    for (int at = 0; at < bytes.length - 8; at++) {
      if (new String(bytes, at, 8, StandardCharsets.US_ASCII).equals("agc4jSL1")) {
        bytes[at] = 'x';
      }
    }
    Findings findings = salvage(bytes);
    assertEquals(List.copyOf(texts.keySet()), findings.whole());
    assertTrue(texts.equals(saved()));
  }

  @Test
  void damagedWaypointsAreNoneAndAnArchiveWithoutIsRefused() throws IOException {
    byte[] bytes = Arrays.copyOf(whole, whole.length - 400);
    for (int at = 0; at < bytes.length - 24; at++) {
      if (Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        bytes[at + 30] ^= 1;
      }
    }
    CorruptArchiveException refused =
        assertThrows(CorruptArchiveException.class, () -> salvage(bytes));
    assertTrue(refused.getMessage().contains("waypoint"), refused.getMessage());
  }
}
