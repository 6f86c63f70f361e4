package io.github.agc4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import io.github.agc4j.testing.GoldenCase;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 3).threads(2).build();

  @TempDir private Path folder;
  private final Findings findings = new Findings();
  private List<Path> inputs;
  private Path archive;

  @BeforeEach
  void createArchive() throws IOException {
    inputs = new RandomCollection(new Random(21)).write(folder, 8, 12_000);
    archive = folder.resolve("a.agc");
    Fasta.create(archive, inputs, OPTIONS);
  }

  private VerifySummary verify(Path path, VerifyPlan plan) throws IOException {
    Verifier verifier = new Verifier(plan, findings);
    VerifySummary summary = verifier.verify(path);
    assertEquals(0, verifier.memory().currentBytes());
    return summary;
  }

  @Test
  void wholeArchivesAreWhole() throws IOException {
    VerifySummary quick = verify(archive, VerifyPlan.QUICK);
    assertTrue(quick.isWhole() && quick.checksums());
    assertEquals(8, quick.samples());
    assertEquals(0, quick.contigs());
    VerifySummary full = verify(archive, VerifyPlan.full(3));
    assertTrue(full.isWhole());
    assertEquals(0, full.undigested());
    assertTrue(full.contigs() >= 8);
    assertEquals(16, findings.whole().size());
    assertEquals(findings.whole().subList(0, 8), findings.whole().subList(8, 16));
  }

  @Test
  void archivesOfOtherProgramsAreDecodedWithoutDigests() throws IOException {
    for (String name : List.of("v1.1-append", "v2.1-append", "v3.2.2-no-splitters")) {
      VerifySummary summary = verify(GoldenCase.named(name).created(), VerifyPlan.full(2));
      assertTrue(summary.isWhole(), name);
      assertFalse(summary.checksums(), name);
      assertEquals(summary.samples(), summary.undigested(), name);
    }
  }

  /** The contigs that cannot be read, found by reading them. */
  private static Set<String> unreadable(Path path) throws IOException {
    Set<String> unreadable = new TreeSet<>();
    byte[] letters = new byte[1 << 20];
    try (AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        List<String> names = reader.contigNames(sample);
        for (int contig = 0; contig < names.size(); contig++) {
          try {
            reader.fetchLetters(sample, contig, 0, letters.length, letters, 0);
          } catch (CorruptArchiveException e) {
            unreadable.add(reader.sampleName(sample) + "/" + names.get(contig));
          }
        }
      }
    }
    return unreadable;
  }

  @Test
  void tellsExactlyTheContigsThatADamagedPartHits() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    int hits = 0;
    List<Place> places = places(archive);
    for (int i = 0; i < places.size(); i += 10) {
      Place place = places.get(i);
      byte[] bytes = whole.clone();
      bytes[(int) place.middle()] ^= 4;
      Path damaged = folder.resolve("damaged.agc");
      Files.write(damaged, bytes);
      Findings found = new Findings();
      new Verifier(VerifyPlan.QUICK, found).verify(damaged);
      assertEquals(List.of(place.name()), found.parts());
      if (found.unreadable().isEmpty() && found.lost().isEmpty()) {
        assertEquals(unreadable(damaged), found.contigs(), place.name());
        hits += found.contigs().size();
      }
    }
    assertTrue(hits > 10, "only " + hits + " contigs were hit");
  }

  private record Place(String name, long middle) {}

  /** Every part that is not empty. */
  private static List<Place> places(Path path) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile file = ArchiveFile.open(path, budget, budget)) {
      StreamDirectory directory = file.directory();
      List<Place> places = new java.util.ArrayList<>();
      for (int stream = 0; stream < directory.streams() - 1; stream++) {
        for (long part = 0; part < directory.parts(stream); part++) {
          if (directory.size(stream, part) > 0) {
            long middle = directory.offset(stream, part) + 1 + directory.size(stream, part) / 2;
            places.add(new Place(directory.name(stream) + "/" + part, middle));
          }
        }
      }
      return places;
    }
  }

  @Test
  void samplesAreCheckedWithWhatTheyNeedAlone() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    Findings all = new Findings();
    Place pack =
        places(archive).stream().filter(p -> p.name().matches("x.d/[1-9]")).findFirst().get();
    bytes[(int) pack.middle()] ^= 1;
    Files.write(archive, bytes);
    new Verifier(VerifyPlan.QUICK, all).verify(archive);
    Set<String> hit = new TreeSet<>();
    all.contigs().forEach(contig -> hit.add(contig.substring(0, contig.indexOf('/'))));
    assertTrue(!hit.isEmpty() && hit.size() < 8, "hit: " + hit);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < 8; sample++) {
        for (boolean full : new boolean[] {false, true}) {
          VerifyPlan plan = new VerifyPlan(full, SampleIndexes.of(sample), 1, 0, 1, Long.MAX_VALUE);
          VerifySummary one = verify(archive, plan);
          assertEquals(1, one.samples());
          assertEquals(!hit.contains(reader.sampleName(sample)), one.isWhole());
        }
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSameShare() throws IOException {
    VerifySummary all = verify(archive, VerifyPlan.full(1));
    VerifySummary some = verify(archive, new VerifyPlan(true, null, 0.3, 5, 1, Long.MAX_VALUE));
    assertEquals(some, verify(archive, new VerifyPlan(true, null, 0.3, 5, 2, Long.MAX_VALUE)));
    assertTrue(some.parts() > 0 && some.parts() < all.parts() * 0.6, "" + some);
    assertTrue(some.contigs() < all.contigs(), "" + some);
  }

  /** An archive whose checksums are right but whose content is not what was read. */
  @Test
  void digestsTellContentThatIsWholeButWrong() throws IOException {
    Path other = folder.resolve("b.agc");
    Fasta.create(other, new RandomCollection(new Random(22)).write(folder, 8, 12_000), OPTIONS);
    Path mixed = folder.resolve("mixed.agc");
    mix(archive, other, mixed);
    assertTrue(verify(mixed, VerifyPlan.QUICK).isWhole());
    VerifySummary full = verify(mixed, VerifyPlan.full(2));
    assertFalse(full.isWhole());
    assertEquals(0, full.damagedParts());
    assertEquals(8, full.damagedSamples());
  }

  private List<Path> viruses(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      StringBuilder text = new StringBuilder(">genome\n");
      random.ints(4000, 0, 4).forEach(code -> text.append("ACGT".charAt(code)));
      files.add(Files.writeString(folder.resolve("virus" + i + ".fa"), text.append('\n')));
    }
    return files;
  }

  /** They are computed when they are asked for, and prove the letters all the same. */
  @Test
  void ofShortGenomesOnlyChecksAreKept() throws IOException, NoSuchAlgorithmException {
    Path own = folder.resolve("own.agc");
    Path other = folder.resolve("other.agc");
    Path mixed = folder.resolve("mixed.agc");
    Fasta.create(other, viruses(7), OPTIONS);
    List<Path> files = viruses(8);
    Fasta.create(own, files, OPTIONS);
    String letters = Files.readAllLines(files.get(1)).get(1);
    byte[] md5 = MessageDigest.getInstance("MD5").digest(letters.getBytes(US_ASCII));
    try (AgcReader reader = AgcReader.open(own, ReadOptions.DEFAULTS)) {
      List<String> sums = new ArrayList<>();
      reader.digests(
          SampleIndexes.of(1), 1, (sample, digests) -> sums.add(digests.contig(0).md5()));
      assertEquals(List.of(HexFormat.of().formatHex(md5)), sums);
    }
    assertTrue(verify(own, VerifyPlan.full(1)).isWhole());
    mix(own, other, mixed);
    assertEquals(3, verify(mixed, VerifyPlan.full(1)).damagedContigs());
    try (AgcReader reader = AgcReader.open(mixed, ReadOptions.DEFAULTS)) {
      assertThrows(
          CorruptArchiveException.class,
          () -> reader.digests(SampleIndexes.of(1), 1, (sample, digests) -> {}));
    }
  }

  /** Two genomes of two short contigs each, which are called as said. */
  private List<Path> pairs(String first, String second) throws IOException {
    Random random = new Random(9);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      StringBuilder text = new StringBuilder();
      for (String name : List.of(first, second)) {
        text.append('>').append(name).append('\n');
        random.ints(3000, 0, 4).forEach(code -> text.append("ACGT".charAt(code)));
        text.append('\n');
      }
      files.add(Files.writeString(folder.resolve("pair" + i + ".fa"), text));
    }
    return files;
  }

  @Test
  void exchangedNamesOfShortContigsAreFoundOnceAllAreDecoded() throws IOException {
    Path own = folder.resolve("own.agc");
    Path other = folder.resolve("other.agc");
    Path mixed = folder.resolve("mixed.agc");
    Fasta.create(own, pairs("one", "two"), OPTIONS);
    Fasta.create(other, pairs("two", "one"), OPTIONS);
    mix(own, other, mixed);
    assertTrue(verify(own, VerifyPlan.full(1)).isWhole());
    assertTrue(verify(mixed, VerifyPlan.QUICK).isWhole());
    VerifySummary full = verify(mixed, VerifyPlan.full(1));
    assertEquals(2, full.damagedSamples());
    assertEquals(0, full.damagedContigs());
  }

  /** Copies an archive but for the digests, which are {@code other}'s. */
  private static void mix(Path source, Path other, Path target) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile from = ArchiveFile.open(source, budget, budget);
        ArchiveFile digests = ArchiveFile.open(other, budget, budget);
        ArchiveFileWriter to = ArchiveFileWriter.create(target, false, budget, budget)) {
      for (int stream = 0; stream < from.directory().streams() - 1; stream++) {
        String name = from.directory().name(stream);
        int added = to.addStream(name);
        ArchiveFile chosen = name.equals(StreamNames.DIGESTS) ? digests : from;
        int index = name.equals(StreamNames.DIGESTS) ? 3 : stream;
        for (long part = 0; part < chosen.directory().parts(index); part++) {
          to.keep(added, chosen, index, part);
        }
      }
      to.finish();
    }
  }

  @Test
  void aListenerThatFailsEndsItAndNothingIsKept() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    for (Place place : places(archive)) {
      bytes[(int) place.middle()] ^= place.name().startsWith("x") ? (byte) 8 : 0;
    }
    Files.write(archive, bytes);
    VerifyListener failing =
        new VerifyListener() {
          @Override
          public void damagedContig(String sample, String contig, String reason)
              throws IOException {
            throw new IOException("enough");
          }
        };
    Verifier verifier = new Verifier(VerifyPlan.full(3), failing);
    assertThrows(IOException.class, () -> verifier.verify(archive));
    assertEquals(0, verifier.memory().currentBytes());
  }

  @Test
  void filesThatAreNoArchivesAreUnreadable() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no archive at all, just text");
    assertTrue(verify(text, VerifyPlan.QUICK).unreadable());
    assertEquals(1, findings.unreadable().size());
    assertThrows(IOException.class, () -> verify(folder.resolve("nothing"), VerifyPlan.QUICK));
  }

  /** What a disk that writes other bytes than it was given would do. */
  private static void spoil(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
      channel.read(one, 2000);
      one.put(0, (byte) (one.get(0) ^ 8)).flip();
      channel.write(one, 2000);
    }
  }

  @Test
  void anArchiveThatDoesNotReadBackDoesNotTakeItsName() throws IOException {
    Path target = folder.resolve("new.agc");
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.inspectWith(
          (file, end) -> {
            spoil(file);
            Verifier.whole(2).inspect(file, end);
          });
      CorruptArchiveException e =
          assertThrows(
              CorruptArchiveException.class,
              () -> writer.create(target, writer.files(inputs), done -> {}));
      assertTrue(e.getMessage().contains("read back"), e::getMessage);
    }
    assertFalse(Files.exists(target));
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.inspectWith(Verifier.whole(2));
      writer.create(target, writer.files(inputs), done -> {});
    }
    assertEquals(-1, Files.mismatch(archive, target));
  }

  @Test
  void anAppendThatDoesNotReadBackLeavesTheArchive() throws IOException {
    Path more = new RandomCollection(new Random(23)).write(folder, 9, 12_000).getLast();
    byte[] before = Files.readAllBytes(archive);
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.inspectWith(
          (file, end) -> {
            assertTrue(end < Files.size(file), "the guard is still there");
            Verifier.whole(1).inspect(file, end);
            throw new IOException("refused");
          });
      assertThrows(
          IOException.class,
          () -> writer.appendInPlace(archive, writer.files(List.of(more)), done -> {}));
    }
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(archive)));
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.inspectWith(Verifier.whole(1));
      writer.appendInPlace(archive, writer.files(List.of(more)), done -> {});
    }
    assertEquals(9, verify(archive, VerifyPlan.full(1)).samples());
  }

  /** What another process does that gets the lock while this one reads its file back. */
  private static void extendBehindTheBack(Path file, long oldEnd) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      java.nio.ByteBuffer guard = java.nio.ByteBuffer.allocate(Long.BYTES);
      channel.read(guard, size - Long.BYTES);
      channel.truncate(oldEnd);
      channel.write(guard.flip(), size - Long.BYTES);
    }
  }

  @Test
  void whatAnotherProcessOverwroteDuringReadingBackDoesNotCount() throws IOException {
    Path more = new RandomCollection(new Random(23)).write(folder, 9, 12_000).getLast();
    long oldEnd = Files.size(archive);
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.inspectWith((file, end) -> extendBehindTheBack(file, oldEnd));
      IOException e =
          assertThrows(
              IOException.class,
              () -> writer.appendInPlace(archive, writer.files(List.of(more)), done -> {}));
      assertTrue(e.getMessage().endsWith("was changed meanwhile"), e::getMessage);
    }
    assertEquals(8, verify(archive, VerifyPlan.full(1)).samples());
  }

  @Test
  void theListenerIsToldByOneThreadAtATime() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    for (Place place : places(archive)) {
      if (place.name().matches("x.*[dr]/[0-9]+")) {
        bytes[(int) place.middle()] ^= 1;
      }
    }
    Files.write(archive, bytes);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    VerifyListener slow =
        (VerifyListener)
            java.lang.reflect.Proxy.newProxyInstance(
                VerifyListener.class.getClassLoader(),
                new Class<?>[] {VerifyListener.class},
                (proxy, method, arguments) -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  for (long end = System.nanoTime() + 2_000_000; System.nanoTime() < end; ) {
                    Thread.onSpinWait();
                  }
                  inside.decrementAndGet();
                  return null;
                });
    SampleIndexes samples = SampleIndexes.range(0, 8);
    new Verifier(new VerifyPlan(false, samples, 1, 0, 4, Long.MAX_VALUE), slow).verify(archive);
    assertEquals(1, most.get());
  }
}
