package io.github.agc4j.htsjdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.samtools.cram.ref.ReferenceSource;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgcReferenceSourceTest {
  @TempDir private Path folder;
  private AgcReferenceSequenceFile file;
  private AgcReferenceSource source;

  @BeforeEach
  void open() throws IOException {
    file =
        TestArchive.of(folder, ">chr1 first\nACGTRacgt\n>2\nGGGG\n>MT\nTTTT\n>chrx\nCC\n")
            .open("ref");
    source = new AgcReferenceSource(file);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private static SAMSequenceRecord named(String name) {
    return new SAMSequenceRecord(name, 4);
  }

  private static String text(byte[] bases) {
    return bases == null ? null : new String(bases, StandardCharsets.US_ASCII);
  }

  @Test
  void givesUpperCaseBasesWithAmbiguityCodes() {
    assertEquals("ACGTRACGT", text(source.getReferenceBases(named("chr1"), false)));
  }

  @ParameterizedTest
  @CsvSource({
    "chr1, chr1",
    "1, chr1",
    "2, 2",
    "chr2, 2",
    "CHR2, 2",
    "M, MT",
    "chrM, MT",
    "chrMT, MT",
    "x, chrx",
    "chr3,",
    "X,",
    "MTx,"
  })
  void findsVariantsOfNames(String asked, String found) {
    byte[] expected = found == null ? null : source.getReferenceBases(named(found), false);
    assertArrayEquals(expected, source.getReferenceBases(named(asked), true));
    if (found == null) {
      assertNull(source.getReferenceBasesByRegion(named(asked), 0, 2));
    } else {
      assertArrayEquals(expected, source.getReferenceBasesByRegion(named(asked), 0, 100));
    }
    if (!asked.equals(found)) {
      assertNull(source.getReferenceBases(named(asked), false));
    }
  }

  @ParameterizedTest
  @CsvSource({"chr1", "1", "2", "chr2", "CHR2", "M", "chrM", "chrMT", "x", "chr3", "X"})
  void findsWhatTheSourceOfHtsjdkFinds(String name) {
    ReferenceSource theirs = new ReferenceSource(file);
    assertEquals(
        text(theirs.getReferenceBases(named(name), true)),
        text(source.getReferenceBases(named(name), true)));
  }

  @Test
  void findsAlternativeNames() {
    SAMSequenceRecord sequence = named("CM000663.2");
    assertNull(source.getReferenceBases(sequence, true));
    sequence.setAlternativeSequenceName(List.of("NC_1", "chr1"));
    assertEquals("ACGTRACGT", text(source.getReferenceBases(sequence, true)));
    assertNull(source.getReferenceBases(sequence, false));
  }

  @Test
  void cutsRegionsAtTheEndAndRefusesThoseBehindIt() {
    assertEquals("TRA", text(source.getReferenceBasesByRegion(named("chr1"), 3, 3)));
    assertEquals("GT", text(source.getReferenceBasesByRegion(named("chr1"), 7, 3)));
    assertEquals("T", text(source.getReferenceBasesByRegion(named("chr1"), 8, Integer.MAX_VALUE)));
    assertEquals("", text(source.getReferenceBasesByRegion(named("chr1"), 8, 0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> source.getReferenceBasesByRegion(named("chr1"), 9, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> source.getReferenceBasesByRegion(named("chr1"), -1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> source.getReferenceBasesByRegion(named("chr1"), 0, -1));
  }

  @Test
  void regionsEqualThoseOfTheFasta(@TempDir Path own) throws IOException {
    TestArchive archive = TestArchive.create(own, 11, 2, 3);
    Random random = new Random(1);
    try (IndexedFastaSequenceFile fasta = archive.fasta("HG#1");
        AgcReferenceSequenceFile agc = archive.open("HG#1")) {
      ReferenceSource theirs = new ReferenceSource(fasta);
      AgcReferenceSource ours = new AgcReferenceSource(agc);
      for (int i = 0; i < 300; i++) {
        Contig contig = agc.bases().contigs().get(random.nextInt(3));
        SAMSequenceRecord sequence = agc.getSequenceDictionary().getSequence(contig.index());
        int start = random.nextInt((int) contig.length());
        int length = random.nextInt(3000);
        assertArrayEquals(
            theirs.getReferenceBasesByRegion(sequence, start, length),
            ours.getReferenceBasesByRegion(sequence, start, length));
      }
    }
  }

  @Test
  void sharesAWholeContigWhileItIsKept() {
    assertSame(
        source.getReferenceBases(named("chr1"), false), source.getReferenceBases(named("1"), true));
  }

  @Test
  void keepsTheLatestContigsWithinItsLimit() {
    KeptContigs kept = new KeptContigs(100);
    kept.put(0, new byte[40]);
    kept.put(1, new byte[40]);
    kept.get(0);
    kept.put(2, new byte[60]);
    assertEquals(List.of(0, 2), kept.strong());
    kept.put(3, new byte[101]);
    assertEquals(List.of(0, 2), kept.strong());
    kept.put(4, new byte[100]);
    assertEquals(List.of(4), kept.strong());
  }

  @Test
  void keepsNoContigOfItsOwnWithoutALimitForIt() {
    KeptContigs kept = new KeptContigs(0);
    byte[] bases = new byte[10];
    kept.put(0, bases);
    assertEquals(List.of(), kept.strong());
    assertSame(bases, kept.get(0));
    assertNull(kept.get(1));
    assertThrows(IllegalArgumentException.class, () -> new AgcReferenceSource(file, -1));
  }

  @Test
  void aClosedFileSaysSo() throws IOException {
    file.close();
    assertThrows(IllegalStateException.class, () -> source.getReferenceBases(named("chr1"), false));
    assertThrows(
        IllegalStateException.class, () -> source.getReferenceBasesByRegion(named("chr1"), 0, 1));
  }
}
