package io.github.agc4j;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.verify.ContentCheck;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import io.github.agc4j.testing.GoldenCase;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 3).threads(2).build();

  @TempDir private Path folder;
  private List<Path> inputs;
  private Path archive;
  private Path target;

  @BeforeEach
  void createArchive() throws IOException {
    inputs = new RandomCollection(new Random(31)).write(folder, 8, 12_000);
    archive = folder.resolve("a.agc");
    target = folder.resolve("salvaged.agc");
    Fasta.create(archive, inputs, OPTIONS);
  }

  private Findings salvage(boolean replace) throws IOException {
    Findings findings = new Findings();
    new Salvage(OPTIONS.toBuilder().replace(replace).build(), findings)
        .run(archive, target, done -> {});
    return findings;
  }

  /** Contigs by sample and name, as MD5 of what they decode to. */
  private static Map<String, String> contigs(Path path) throws IOException {
    Map<String, String> contigs = new TreeMap<>();
    try (AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS)) {
      ContentCheck content = new ContentCheck(reader.inner(), true);
      for (long sample = 0; sample < reader.samples(); sample++) {
        List<String> names = reader.contigNames(sample);
        for (int contig = 0; contig < names.size(); contig++) {
          contigs.put(
              reader.sampleName(sample) + "/" + names.get(contig),
              content.digest(sample, contig).md5());
        }
      }
    }
    return contigs;
  }

  @Test
  void whatIsNotListedAsLostIsThereAsItWas() throws IOException {
    Map<String, String> truth = contigs(archive);
    byte[] whole = Files.readAllBytes(archive);
    long seed = Long.getLong("agc4j.corruption.seed", 1);
    Random random = new Random(seed);
    int lost = 0;
    int runs = Math.min(200, Integer.getInteger("agc4j.corruption.runs", 3000) / 60);
    for (int run = 0; run < runs; run++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(archive, bytes);
      Findings findings;
      try {
        findings = salvage(true);
      } catch (CorruptArchiveException e) {
        continue;
      }
      assertArrayEquals(bytes, Files.readAllBytes(archive), "the damaged file was changed");
      Map<String, String> expected = new TreeMap<>(truth);
      expected.keySet().removeAll(findings.contigs());
      expected
          .keySet()
          .removeIf(name -> findings.lost().contains(name.substring(0, name.indexOf('/'))));
      assertEquals(expected, contigs(target), "seed " + seed + " run " + run);
      lost += truth.size() - expected.size();
    }
    assertTrue(lost > 0, "nothing was ever lost");
  }

  @Test
  void aCutArchiveIsItsLastStateThatIsWhole() throws IOException {
    Map<String, String> before = contigs(archive);
    Path more = new RandomCollection(new Random(32)).write(folder, 9, 12_000).getLast();
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.appendInPlace(archive, writer.files(List.of(more)), done -> {});
    }
    Files.write(
        archive, Arrays.copyOf(Files.readAllBytes(archive), (int) Files.size(archive) - 99));
    Findings findings = salvage(false);
    assertEquals(1, findings.unreadable().size());
    assertEquals(8, findings.whole().size());
    assertEquals(before, contigs(target));
    assertTrue(new Verifier(VerifyPlan.full(1), new Findings()).verify(target).isWhole());
  }

  /** A damaged table costs what it no longer tells, not all that was added since the last state. */
  @Test
  void aDamagedTableIsBetterThanAnOlderState() throws IOException {
    Path more = new RandomCollection(new Random(32)).write(folder, 9, 12_000).getLast();
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.appendInPlace(archive, writer.files(List.of(more)), done -> {});
    }
    Map<String, String> truth = contigs(archive);
    byte[] bytes = Files.readAllBytes(archive);
    int group =
        new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("xGr\0");
    bytes[group] = 'y';
    Files.write(archive, bytes);
    Findings findings = salvage(false);
    assertEquals(1, findings.unreadable().size());
    Map<String, String> saved = contigs(target);
    assertTrue(saved.size() > truth.size() / 2, saved.size() + " of " + truth.size());
    assertTrue(truth.entrySet().containsAll(saved.entrySet()));
    assertTrue(saved.keySet().stream().anyMatch(contig -> contig.startsWith("s008/")));
  }

  /** Where a part of {@code stream} is in the file: its offset, and its bytes. */
  private long[] place(String stream) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile file = ArchiveFile.open(archive, budget, budget)) {
      int number = file.directory().stream(stream);
      return new long[] {file.directory().offset(number, 0), file.directory().size(number, 0)};
    }
  }

  /** Neither is proven: the names, which are plain text in so small a frame, are only believed. */
  @Test
  void namesThatNoChecksumProvesAreTold() throws IOException {
    Files.delete(archive);
    Fasta.create(archive, List.of(genome("one", "aaa", "bbb"), genome("two", "ccc")), OPTIONS);
    byte[] bytes = Files.readAllBytes(archive);
    Set<String> truth = contigs(archive).keySet();
    bytes[(int) place(StreamNames.CHECKSUMS)[0] + 1] ^= 1;
    Files.write(archive, bytes);
    Findings first = salvage(false);
    assertEquals(truth, contigs(target).keySet());
    assertFalse(first.unproven().contains(StreamNames.SAMPLES), first.unproven().toString());
    assertTrue(first.unproven().contains(StreamNames.CHECKSUMS));
    int name = new String(bytes, ISO_8859_1).lastIndexOf("two");
    bytes[name] = 'x';
    Files.write(archive, bytes);
    Findings findings = salvage(true);
    assertFalse(contigs(target).keySet().containsAll(truth));
    assertTrue(findings.unproven().contains(StreamNames.SAMPLES), findings.unproven().toString());
    assertFalse(findings.unproven().contains(StreamNames.CONTIGS));
  }

  @Test
  void archivesWithoutDigestsAreSalvagedByWhatDecodes() throws IOException {
    GoldenCase golden = GoldenCase.named("v3.2.2-k17-s300-l15");
    Files.copy(golden.created(), archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTrue(salvage(false).contigs().isEmpty());
    assertEquals(contigs(archive), contigs(target));
    try (AgcReader reader = AgcReader.open(target, ReadOptions.DEFAULTS)) {
      assertEquals(300, reader.parameters().segmentSize());
      assertEquals(17, reader.parameters().kmerLength());
    }
  }

  @Test
  void whatWasFoundByAnchorsIsFoundByThemAgain() throws IOException {
    Files.delete(archive);
    Fasta.create(archive, inputs, Profile.BACTERIA.over(OPTIONS));
    assertTrue(salvage(false).contigs().isEmpty());
    assertEquals(contigs(archive), contigs(target));
    assertEquals(Files.size(archive), Files.size(target));
  }

  @Test
  void nothingReadableMeansNoArchive() throws IOException {
    Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 5000));
    assertThrows(CorruptArchiveException.class, () -> salvage(false));
    assertFalse(Files.exists(target));
    Files.writeString(archive, "not an archive");
    assertThrows(CorruptArchiveException.class, () -> salvage(false));
    assertFalse(Files.exists(target));
  }

  @Test
  void anExistingTargetIsKept() throws IOException {
    Files.writeString(target, "mine");
    assertThrows(java.nio.file.FileAlreadyExistsException.class, () -> salvage(false));
    assertEquals("mine", Files.readString(target));
  }

  /** Copies an archive but for some bytes of its names. */
  private static void rename(Path source, Path target, Map<String, String> changes)
      throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile from = ArchiveFile.open(source, budget, budget);
        ArchiveFileWriter to = ArchiveFileWriter.create(target, true, budget, budget)) {
      for (int stream = 0; stream < from.directory().streams() - 1; stream++) {
        String name = from.directory().name(stream);
        int added = to.addStream(name);
        for (long part = 0; part < from.directory().parts(stream); part++) {
          if (name.equals(StreamNames.CONTIGS) || name.equals(StreamNames.SAMPLES)) {
            try (PartCopy lease = from.part(stream, part)) {
              byte[] frame = lease.data().toArray(ValueLayout.JAVA_BYTE);
              String text = new String(Zstd.decompress(frame, (int) lease.metadata()), ISO_8859_1);
              for (Map.Entry<String, String> change : changes.entrySet()) {
                text = text.replace(change.getKey(), change.getValue());
              }
              byte[] changed = Zstd.compress(text.getBytes(ISO_8859_1));
              to.write(added, text.length(), MemorySegment.ofArray(changed));
            }
          } else {
            to.keep(added, from, stream, part);
          }
        }
      }
      to.finish();
    }
  }

  private Path genome(String sample, String... contigs) throws IOException {
    Random random = new Random(sample.hashCode());
    StringBuilder text = new StringBuilder();
    for (String contig : contigs) {
      text.append('>').append(contig).append('\n');
      random.ints(3000, 0, 4).forEach(code -> text.append("ACGT".charAt(code)));
      text.append('\n');
    }
    return Files.write(folder.resolve(sample + ".fa"), text.toString().getBytes(ISO_8859_1));
  }

  @Test
  void aNameThatCannotBeStoredTakesNothingElseWithIt() throws IOException {
    Path named = folder.resolve("named.agc");
    List<Path> genomes =
        List.of(
            genome("one", "aaa", "bbb", "ccc", "ddd"),
            genome("two", "n\u00e9", "m x\u00ea"),
            genome("six", "aaa"));
    Fasta.create(named, genomes, OPTIONS);
    rename(named, archive, Map.of("bbb", "aaa", "ccc", "c\rc", "six", "s\rx"));
    Findings findings = salvage(false);
    assertEquals(Set.of("one/aaa", "one/c\rc"), findings.contigs());
    assertEquals(Set.of("s\rx"), findings.lost());
    assertEquals(List.of("two"), findings.whole());
    try (AgcReader reader = AgcReader.open(target, ReadOptions.DEFAULTS)) {
      assertEquals(2, reader.samples());
      assertEquals(List.of("aaa", "ddd"), reader.contigNames(0));
      List<String> names = new ArrayList<>();
      reader.contigNameBytes(1).forEach(name -> names.add(new String(name, ISO_8859_1)));
      assertEquals(List.of("n\u00e9", "m x\u00ea"), names);
    }
  }
}
