package io.github.agc4j.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.Profile;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What anchors are for: assemblies in many contigs, of which splitters find little. */
@Tag("slow")
class AnchorCuttingTest {
  private static final CreateOptions OPTIONS =
      Profile.BACTERIA.over(CreateOptions.builder().threads(2).build());

  private final Random random = new Random(20);

  private String letters(int length) {
    return Packed.letters(random, length);
  }

  /** {@code text} with one substitution in so many symbols. */
  private String changed(String text, int distance) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = text.length() / distance; i > 0; i--) {
      changed.setCharAt(random.nextInt(text.length()), "ACGT".charAt(random.nextInt(4)));
    }
    return changed.toString();
  }

  /** A genome with one substitution in 200 symbols, in shuffled contigs on either strand. */
  private String draft(String genome) {
    String changed = changed(genome, 200);
    List<String> contigs = new ArrayList<>();
    for (int from = 0; from < changed.length(); ) {
      int to = Math.min(changed.length(), from + 500 + random.nextInt(8000));
      String contig = changed.substring(from, to);
      contigs.add(random.nextBoolean() ? contig : Packed.complement(contig));
      from = to;
    }
    Collections.shuffle(contigs, random);
    StringBuilder fasta = new StringBuilder();
    for (int i = 0; i < contigs.size(); i++) {
      fasta.append('>').append(i).append('\n').append(contigs.get(i)).append('\n');
    }
    return fasta.toString();
  }

  private EngineCounter.Counts create(Path archive, CreateOptions options, List<Path> inputs)
      throws IOException {
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.create(archive, writer.files(inputs), done -> {});
      return writer.counts();
    }
  }

  private static void assertHolds(Path archive, List<Path> inputs) throws IOException {
    Map<String, byte[]> held = Fasta.extract(archive, 2);
    assertEquals(inputs.size(), held.size());
    for (Path input : inputs) {
      String name = input.getFileName().toString().replace(".fa", "");
      assertEquals(Fasta.shown(Fasta.text(input)), Fasta.shown(held.get(name)), name);
    }
  }

  @Test
  void whatIsNewFoundsGroupsThatTheNextSampleFinds(@TempDir Path folder) throws IOException {
    String genome = letters(200_000);
    String island = letters(5_000);
    Path reference = Files.writeString(folder.resolve("r.fa"), ">r\n" + genome + "\n");
    String with = genome.substring(0, 90_000) + island + genome.substring(90_000);
    Path first = Files.writeString(folder.resolve("a.fa"), draft(with));
    Path second = Files.writeString(folder.resolve("b.fa"), draft(with));
    long alone =
        create(folder.resolve("1.agc"), OPTIONS, List.of(reference)).get(EngineCounter.GROUPS);
    long two =
        create(folder.resolve("2.agc"), OPTIONS, List.of(reference, first))
            .get(EngineCounter.GROUPS);
    Path archive = folder.resolve("3.agc");
    List<Path> all = List.of(reference, first, second);
    EngineCounter.Counts counts = create(archive, OPTIONS, all);
    assertTrue(two > alone, "the island founds no group");
    assertEquals(two, counts.get(EngineCounter.GROUPS), "the island is not found again");
    assertHolds(archive, all);
    long growth = Files.size(archive) - Files.size(folder.resolve("2.agc"));
    assertTrue(growth < 10_000, growth + " bytes for the second draft");
  }

  @Test
  void draftsTakeFarFewerBytesThanWithSplitters(@TempDir Path folder) throws IOException {
    String genome = letters(150_000);
    List<Path> inputs = new ArrayList<>();
    inputs.add(Files.writeString(folder.resolve("r.fa"), ">r\n" + genome + "\n"));
    for (int i = 0; i < 8; i++) {
      inputs.add(Files.writeString(folder.resolve(i + ".fa"), draft(genome)));
    }
    Path anchors = folder.resolve("anchors.agc");
    Path splitters = folder.resolve("splitters.agc");
    create(anchors, OPTIONS, inputs);
    create(splitters, CreateOptions.DEFAULTS, inputs);
    assertHolds(anchors, inputs);
    assertTrue(
        Files.size(anchors) * 2 < Files.size(splitters),
        Files.size(anchors) + " against " + Files.size(splitters) + " bytes");
  }

  @Test
  void oddContigsComeBack(@TempDir Path folder) throws IOException {
    String genome = letters(3_000);
    String odd =
        ">empty\n>one\nA\n>short\n"
            + genome.substring(0, 20)
            + "\n>unknown\n"
            + "N".repeat(70_000)
            + "\n>masked\n"
            + "N".repeat(500)
            + genome
            + "N".repeat(500)
            + "\n>twice\n"
            + genome
            + genome
            + "\n>turned\n"
            + Packed.complement(genome)
            + genome
            + "\n>repeat\n"
            + "ACG".repeat(3_000)
            + "\n>codes\n"
            + "RYKM".repeat(200)
            + genome.substring(500)
            + "\n";
    List<Path> inputs = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      inputs.add(Files.writeString(folder.resolve(name + ".fa"), odd));
    }
    Path archive = folder.resolve("odd.agc");
    for (Profile profile : Profile.values()) {
      CreateOptions options =
          profile.over(CreateOptions.builder().replace(true).build()).toBuilder()
              .keptText(KeptText.ALL)
              .threads(3)
              .build();
      create(archive, options, inputs);
      assertHolds(archive, inputs);
    }
  }

  @Test
  void longContigsArePlacedInPieces(@TempDir Path folder) throws IOException {
    // Longer than what is placed at once.
    String genome = letters(4_500_000);
    String other = genome.substring(0, 4_190_000) + letters(40) + genome.substring(4_190_050);
    List<Path> inputs =
        List.of(
            Files.writeString(folder.resolve("a.fa"), ">a\n" + genome + "\n"),
            Files.writeString(folder.resolve("b.fa"), ">b\n" + Packed.complement(other) + "\n"));
    Path archive = folder.resolve("long.agc");
    Path again = folder.resolve("again.agc");
    create(archive, OPTIONS, inputs);
    create(again, OPTIONS.toBuilder().threads(1).build(), inputs);
    assertEquals(-1, Files.mismatch(archive, again));
    assertHolds(archive, inputs);
    long one = Files.size(inputs.get(0)) / 4;
    assertTrue(Files.size(archive) < one + one / 50, Files.size(archive) + " bytes");
  }

  @Test
  void tandemRepeatsAreNotCutAtEachCopy(@TempDir Path folder) throws IOException {
    String monomer = letters(171);
    StringBuilder array = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      array.append(changed(monomer, 7));
    }
    String satellite = changed(array.toString().repeat(250), 100);
    List<Path> inputs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int turn = random.nextInt(satellite.length());
      String turned = satellite.substring(turn) + satellite.substring(0, turn);
      inputs.add(
          Files.writeString(folder.resolve(i + ".fa"), ">c\n" + changed(turned, 200) + "\n"));
    }
    Path archive = folder.resolve("satellite.agc");
    long segments = create(archive, OPTIONS, inputs).get(EngineCounter.SEGMENTS);
    assertHolds(archive, inputs);
    assertTrue(segments < 200, segments + " segments of 1.5 million symbols");
  }

  @Test
  void anchorsAndSplittersAreNotMixed() {
    Anchors anchors = new Anchors(21, 16, false);
    Modes adaptive = new Modes(true, false, 0);
    assertThrows(IllegalArgumentException.class, () -> adaptive.withAnchors(anchors));
    assertThrows(IllegalArgumentException.class, () -> new Anchors(20, 16, false));
    assertThrows(IllegalArgumentException.class, () -> new Anchors(21, 3, false));
    assertThrows(IllegalArgumentException.class, () -> new Anchors(33, 16, false));
    assertEquals(anchors, Anchors.parse(anchors.text()).orElseThrow());
    for (String text : List.of("", "21", "21,16", "20,16,0", "21,16,0,1", "x,16,0")) {
      assertTrue(Anchors.parse(text).isEmpty(), text);
    }
  }
}
