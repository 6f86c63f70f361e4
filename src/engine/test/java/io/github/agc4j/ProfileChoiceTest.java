package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Packed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What inputs are, found by looking at them. */
class ProfileChoiceTest {
  private static final int GENOMES = 6;

  private final Random random = new Random(17);
  @TempDir private Path folder;

  private Path file(String name, String... contigs) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < contigs.length; i++) {
      text.append(">")
          .append(name)
          .append(".")
          .append(i)
          .append("\n")
          .append(contigs[i])
          .append("\n");
    }
    return Files.writeString(folder.resolve(name + ".fa"), text);
  }

  private List<Path> genomes(int length, boolean areAlike) throws IOException {
    String ancestor = Packed.letters(random, length);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < GENOMES; i++) {
      files.add(file("g" + i, areAlike ? ancestor : Packed.letters(random, length)));
    }
    return files;
  }

  private static Profile chosen(List<Path> inputs, boolean concatenated) throws IOException {
    try (ProfileChoice choice = new ProfileChoice(inputs, concatenated)) {
      assertFalse(choice.reason().isEmpty());
      return choice.profile();
    }
  }

  @Test
  void theSizeOfTheFirstGenomeDecides() throws IOException {
    assertEquals(Profile.VIRUS, chosen(genomes(30_000, true), false));
    assertEquals(Profile.BACTERIA, chosen(genomes(600_000, true), false));
    Path large = file("large", "ACGTTGCA".repeat(1_500_000));
    assertEquals(Profile.EUKARYOTE, chosen(List.of(large), false));
    Path many = file("many", "ACGTTGCA".repeat(300), Packed.letters(random, 2000));
    assertEquals(Profile.VIRUS, chosen(List.of(many), true));
  }

  @Test
  void whatGenomesHaveInCommonDecidesWhereTheyMayBePlastids() throws IOException {
    assertEquals(Profile.VIRUS, chosen(genomes(80_000, true), false));
    List<Path> unlike = genomes(80_000, false);
    assertEquals(Profile.DIVERSE, chosen(unlike, false));
    assertEquals(Profile.VIRUS, chosen(unlike.subList(0, 3), false));
    StringBuilder all = new StringBuilder();
    for (Path genome : unlike) {
      all.append(Files.readString(genome));
    }
    Path one = Files.writeString(folder.resolve("all.fa"), all);
    assertEquals(Profile.BACTERIA, chosen(List.of(one), true));
  }

  private Path tar(List<Path> files) throws IOException {
    Path tar = folder.resolve("all.tar");
    try (OutputStream out = Files.newOutputStream(tar);
        TarArchiveOutputStream members = new TarArchiveOutputStream(out)) {
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        TarArchiveEntry entry = new TarArchiveEntry(file.getFileName().toString());
        entry.setSize(content.length);
        members.putArchiveEntry(entry);
        members.write(content);
        members.closeArchiveEntry();
      }
    }
    return tar;
  }

  @Test
  void membersOfTarArchivesAreLookedAtAndThenWritten() throws IOException {
    Path tar = tar(genomes(80_000, false));
    assertTrue(InputFiles.isTar(tar));
    assertFalse(InputFiles.canReadTwice(tar));
    Path target = folder.resolve("x.agc");
    try (ProfileChoice choice = new ProfileChoice(List.of(tar), false)) {
      assertEquals(Profile.DIVERSE, choice.profile());
      try (ArchiveWriter writer =
          new ArchiveWriter(choice.profile().over(CreateOptions.DEFAULTS))) {
        writer.beginWith(choice.readOnce());
        writer.create(target, writer.files(List.of(tar)), done -> {});
      }
    }
    try (AgcReader reader = AgcReader.open(target, ReadOptions.DEFAULTS)) {
      assertEquals(GENOMES, reader.samples());
      assertEquals(80_000, reader.contigLength(GENOMES - 1, 0));
    }
  }

  private List<Path> inFolder() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private void write(Path target, ProfileChoice choice, List<Path> inputs) throws IOException {
    try (AgcWriter writer =
        AgcWriter.create(target, Profile.DIVERSE.over(CreateOptions.DEFAULTS))) {
      writer.beginWith(choice);
      writer.orderWith(choice.orderBySimilarity(inputs, 2));
      for (Path input : inputs) {
        writer.add(input);
      }
      writer.commit();
    }
  }

  @Test
  void whatIsReadOnceIsOrderedLikeFilesWhenItIsKept() throws IOException {
    List<Path> files = genomes(40_000, false);
    Path fromFiles = folder.resolve("files.agc");
    try (ProfileChoice choice = new ProfileChoice(files, false)) {
      write(fromFiles, choice, files);
    }
    Path tar = tar(files.subList(0, GENOMES - 1));
    Path fromTar = folder.resolve("tar.agc");
    List<Path> before = inFolder();
    try (ProfileChoice choice = new ProfileChoice(List.of(tar, files.getLast()), false)) {
      List<Path> all = choice.keepAll(folder);
      assertEquals(tar.resolve("g0.fa"), all.getFirst());
      assertEquals(files.getLast(), all.getLast());
      assertEquals(before, inFolder());
      write(fromTar, choice, all);
    }
    assertEquals(-1, Files.mismatch(fromFiles, fromTar));
  }

  @Test
  void whatIsDubiousAboutInputsThatAreKeptIsTold() throws IOException {
    List<Path> files = new ArrayList<>(genomes(40_000, false));
    files.add(Files.writeString(folder.resolve("README"), "hello"));
    Path tar = tar(files);
    try (ProfileChoice choice = new ProfileChoice(List.of(tar), false);
        AgcWriter writer = AgcWriter.create(folder.resolve("x.agc"), CreateOptions.DEFAULTS)) {
      List<Path> all = choice.keepAll(folder);
      assertEquals(GENOMES, all.size());
      List<String> told = new ArrayList<>();
      writer.beginWith(choice);
      writer.warnWith(told::add);
      for (Path input : all) {
        writer.add(input);
      }
      writer.commit();
      assertEquals(List.of(tar + "/README: is not FASTA, left out"), told);
    }
  }

  @Test
  void whatIsReadOnceAndCutIsRefused() throws IOException {
    Path whole = file("whole", Packed.letters(random, 40_000));
    Path tar = tar(List.of(whole, whole));
    Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 60_000));
    try (ProfileChoice choice = new ProfileChoice(List.of(tar), false)) {
      Path nowhere = folder.resolve("nowhere");
      IOException refused = assertThrows(IOException.class, () -> choice.keepAll(nowhere));
      assertTrue(refused.getMessage().startsWith(nowhere + ": inputs cannot"), "" + refused);
    }
    try (ProfileChoice choice = new ProfileChoice(List.of(tar), false)) {
      assertThrows(IOException.class, () -> choice.keepAll(folder));
    }
    assertEquals(List.of(tar, whole), inFolder());
  }

  @Test
  void whatIsNoFastaIsRefused() throws IOException {
    Path page = Files.write(folder.resolve("p.fa"), "<html>".getBytes(StandardCharsets.US_ASCII));
    assertThrows(FastaFormatException.class, () -> chosen(List.of(page), false));
    assertThrows(IOException.class, () -> chosen(List.of(folder.resolve("none.fa")), false));
  }

  @Test
  void genomesAreOrderedByWhatTheyHaveInCommon() throws IOException {
    String one = Packed.letters(random, 50_000);
    String half = one.substring(0, 25_000) + Packed.letters(random, 25_000);
    List<Path> files =
        List.of(file("far", Packed.letters(random, 50_000)), file("one", one), file("half", half));
    int[] order = InputFiles.orderBySimilarity(files, 2);
    assertEquals(0, order[2]);
    assertArrayEquals(order, InputFiles.orderBySimilarity(files, 1));
  }
}
