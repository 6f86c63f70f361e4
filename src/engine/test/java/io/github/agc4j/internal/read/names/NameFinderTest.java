package io.github.agc4j.internal.read.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.QueryException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.StrandMark;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.GoldenCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameFinderTest {
  @TempDir private static Path folder;
  private static Path archive;

  @BeforeAll
  static void createArchive() throws IOException {
    archive = folder.resolve("a.agc");
    List<Path> inputs = new ArrayList<>();
    inputs.add(sample("ref", ">c1\nACGTACGT\n>c2\nCCCC\n"));
    inputs.add(sample("HG1", ">c1 d\nACGTACG\n"));
    inputs.add(sample("NA1", ">c1\nACGT\n>only\nGG\n"));
    inputs.add(sample("HG2", ">c2\nCCCCCC\n>c1\nACGTAC\n"));
    inputs.add(sample("HG*", ">c3\nTTTT\n"));
    Fasta.create(archive, inputs, CreateOptions.builder().parameters(21, 18, 500, 2).build());
  }

  private static Path sample(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".fa"), text);
  }

  private static List<String> resolved(ArchiveReader reader, String query) throws IOException {
    List<String> ranges = new ArrayList<>();
    new NameFinder(Members.of(reader), HeaderStyle.AT, StrandMark.RC)
        .resolve(ContigQuery.parse(query), range -> ranges.add(shown(range)));
    return ranges;
  }

  private static String shown(ContigRange range) {
    return ArchiveReader.text(range.header()) + " " + range.from() + "," + range.to();
  }

  @Test
  void patternsStandForSamplesInTheArchivesOrder() throws Exception {
    try (ArchiveReader reader =
        ArchiveReader.open(ArchiveLocation.of(archive), ReadOptions.DEFAULTS)) {
      NameFinder finder = new NameFinder(Members.of(reader));
      assertEquals(SampleIndexes.of(1, 3, 4), finder.samples("HG?"));
      assertEquals(SampleIndexes.of(1, 2), finder.samples("??1"));
      assertEquals(SampleIndexes.of(0, 1, 2, 3, 4), finder.samples("*"));
      assertEquals(SampleIndexes.of(2), finder.samples("NA1"));
      assertThrows(UnknownNameException.class, () -> finder.samples("XX*"));
      assertThrows(IllegalArgumentException.class, () -> finder.samples("HG[1"));
    }
  }

  @Test
  void theExactNameWinsOverThePattern() throws Exception {
    try (ArchiveReader reader =
        ArchiveReader.open(ArchiveLocation.of(archive), ReadOptions.DEFAULTS)) {
      assertEquals(SampleIndexes.of(4), new NameFinder(Members.of(reader)).samples("HG*"));
      assertEquals(List.of("c3@HG* 0,4"), resolved(reader, "c3@HG*"));
    }
  }

  @Test
  void aContigOfMatchingSamplesIsTakenFromThoseThatHaveIt() throws Exception {
    try (ArchiveReader reader =
        ArchiveReader.open(ArchiveLocation.of(archive), ReadOptions.DEFAULTS)) {
      assertEquals(List.of("c2@ref 0,4", "c2@HG2 0,6"), resolved(reader, "c2@*"));
      assertEquals(
          List.of("c1@HG1:2-5 d 2,6", "c1@HG2:2-5 2,6"), resolved(reader, "c1@HG[0-9]:2-5"));
      QueryException e = assertThrows(QueryException.class, () -> resolved(reader, "only@HG?"));
      assertEquals("no contig only@HG? in the archive", e.getMessage());
      e = assertThrows(QueryException.class, () -> resolved(reader, "c2@*:5-9"));
      assertTrue(e.getMessage().contains("lies outside contig c2 of sample ref"), e.getMessage());
    }
  }

  @Test
  void everyNameAnswersAndTwoReadingsAreToldApart(@TempDir Path names) throws Exception {
    Path odd = names.resolve("odd.agc");
    List<Path> inputs =
        List.of(
            write(
                names,
                "s0",
                ">HG1#1#h1-01:860-900\nACGTACGTAC\n>c1 a\nAC\n>c1 b\nGG\n> chr1 x\nTT\n"),
            write(names, "SK1", ">chrI\nACGTACGT\n"),
            write(names, "x#2", ">chrI\nTTTT\n"),
            write(names, "HG.1", ">chrI\nGGGG\n"),
            write(names, "t", ">chr1@weird\nAAAA\n>c\nACGTACGT\n>c@t:1-2\nGGG\n"),
            write(names, "u", ">c\nCCCC\n"),
            write(names, "u:1-2", ">c\nCCCC\n"));
    Fasta.create(odd, inputs, CreateOptions.DEFAULTS);
    try (ArchiveReader reader = ArchiveReader.open(ArchiveLocation.of(odd), ReadOptions.DEFAULTS)) {
      assertEquals(List.of("HG1#1#h1-01:860-900@s0 0,10"), resolved(reader, "HG1#1#h1-01:860-900"));
      assertEquals(
          List.of("HG1#1#h1-01:860-900@s0:2-5 2,6"), resolved(reader, "HG1#1#h1-01:860-900:2-5"));
      assertEquals(
          List.of("HG1#1#h1-01:860-900@s0:2-5 2,6"),
          resolved(reader, "HG1#1#h1-01:860-900@s0:2-5"));
      assertEquals(List.of("chr1@weird@t 0,4"), resolved(reader, "chr1@weird"));
      assertEquals(List.of("chrI@SK1 0,8"), resolved(reader, "SK1#0#chrI"));
      assertEquals(List.of("chrI@SK1:1-3 1,4"), resolved(reader, "SK1#0#chrI:1-3"));
      assertEquals(List.of("chrI@x#2 0,4"), resolved(reader, "x#2#chrI"));
      assertEquals(List.of("chrI@HG.1 0,4"), resolved(reader, "HG#1#chrI"));
      assertEquals(List.of("chr1@s0 x 0,2"), resolved(reader, "chr1@s0"));
      assertEquals(List.of("c1@s0 b 0,2"), resolved(reader, "c1 b"));
      assertEquals(List.of("c@t:1-2@t 0,3"), resolved(reader, "c@t:1-2"));
      refused(reader, "c1", "may be 'c1 a' or 'c1 b'");
      refused(reader, "c1@s0:0-1", "may be 'c1 a' or 'c1 b'");
      refused(
          reader,
          "c@u:1-2",
          "may be contig 'c' of sample 'u:1-2' or contig 'c' of sample 'u', range 1-2");
      refused(reader, "chrI", "in several samples");
      refused(reader, "none@t", "no contig none@t");
      refused(reader, "c@none", "no sample none");
      refused(reader, "c@t:5-3", "the first not after the last");
    }
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".fa"), text);
  }

  private static void refused(ArchiveReader reader, String query, String message) {
    QueryException e = assertThrows(QueryException.class, () -> resolved(reader, query), query);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void rangesEndWhereTheContigEndsAndSoDoTheirHeaders() throws Exception {
    try (ArchiveReader reader =
        ArchiveReader.open(ArchiveLocation.of(archive), ReadOptions.DEFAULTS)) {
      NameFinder finder = new NameFinder(Members.of(reader), HeaderStyle.PLAIN, StrandMark.RC);
      List<String> ranges = new ArrayList<>();
      for (String query : List.of("only:1-1", "only:0", "c3:1-")) {
        finder.resolve(ContigQuery.parse(query), range -> ranges.add(shown(range)));
      }
      assertEquals(List.of("only:1-1 1,2", "only:0-1 0,2", "c3:1-3 1,4"), ranges);
      assertNull(finder.firstCut());
      finder.resolve(ContigQuery.parse("only:1-99"), range -> ranges.add(shown(range)));
      assertEquals("only:1-1 1,2", ranges.getLast());
      assertTrue(finder.firstCut().contains("1-99 of contig only"), finder.firstCut());
    }
  }

  @Test
  void contigsAreLookedForWithinSomeSamples() throws Exception {
    try (ArchiveReader reader =
        ArchiveReader.open(ArchiveLocation.of(archive), ReadOptions.DEFAULTS)) {
      NameFinder finder = new NameFinder(Members.of(reader), HeaderStyle.AT, StrandMark.RC);
      finder.within("HG?");
      List<String> ranges = new ArrayList<>();
      for (String query : List.of("c1", "c1:1-2", "c2@ref")) {
        finder.resolve(ContigQuery.parse(query), range -> ranges.add(shown(range)));
      }
      assertEquals(
          List.of("c1@HG1 d 0,7", "c1@HG2 0,6", "c1@HG1:1-2 d 1,3", "c1@HG2:1-2 1,3", "c2@ref 0,4"),
          ranges);
      assertThrows(
          QueryException.class, () -> finder.resolve(ContigQuery.parse("only"), range -> {}));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.agc4j.testing.GoldenCase#all")
  void lengthsByMetadataAreThoseOfTheContigs(GoldenCase golden) throws Exception {
    for (Path file : golden.archives()) {
      Map<String, byte[]> texts = Fasta.extract(file, 1, 1 << 30, ReadOptions.DEFAULTS);
      try (ArchiveReader reader =
          ArchiveReader.open(ArchiveLocation.of(file), ReadOptions.DEFAULTS)) {
        for (long sample = 0; sample < reader.samples(); sample++) {
          List<String> byMetadata = new ArrayList<>();
          reader.forEachContig(sample, (name, length) -> byMetadata.add(name + " " + length.get()));
          assertEquals(lengths(texts.get(reader.sampleName(sample))), byMetadata, file.toString());
        }
      }
    }
  }

  private static List<String> lengths(byte[] text) {
    List<String> lengths = new ArrayList<>();
    for (String record : new String(text, StandardCharsets.UTF_8).split("(?m)^>")) {
      if (!record.isEmpty()) {
        String[] lines = record.split("\n");
        lengths.add(lines[0] + " " + (lines.length > 1 ? lines[1].length() : 0));
      }
    }
    return lengths;
  }
}
