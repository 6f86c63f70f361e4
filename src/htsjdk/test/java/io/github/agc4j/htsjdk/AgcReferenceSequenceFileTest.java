package io.github.agc4j.htsjdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import htsjdk.samtools.reference.ReferenceSequence;
import htsjdk.samtools.reference.ReferenceSequenceFile;
import htsjdk.samtools.reference.ReferenceSequenceFileWalker;
import htsjdk.samtools.util.Interval;
import htsjdk.samtools.util.SequenceUtil;
import htsjdk.samtools.util.StringUtil;
import io.github.agc4j.AgcReader;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgcReferenceSequenceFileTest {
  private static final int CONTIGS = 6;

  @TempDir private static Path folder;
  private static TestArchive collection;

  @BeforeAll
  static void createArchive() throws IOException {
    collection = TestArchive.create(folder, 7, 4, CONTIGS);
  }

  private static void assertSameBases(ReferenceSequence expected, ReferenceSequence actual) {
    assertEquals(expected.getName(), actual.getName());
    assertEquals(expected.getContigIndex(), actual.getContigIndex());
    assertEquals(expected.getBaseString(), actual.getBaseString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void answersRandomQueriesAsTheIndexedFastaDoes(long seed, @TempDir Path own) throws IOException {
    Random random = new Random(seed);
    TestArchive archive = TestArchive.create(own, seed, 3, 1 + random.nextInt(8));
    for (String sample : archive.samples()) {
      try (IndexedFastaSequenceFile fasta = archive.fasta(sample);
          AgcReferenceSequenceFile agc = archive.open(sample)) {
        for (int i = 0; i < 300; i++) {
          askBoth(fasta, agc, random);
        }
      }
    }
  }

  private static void askBoth(
      ReferenceSequenceFile fasta, AgcReferenceSequenceFile agc, Random random) {
    List<Contig> contigs = agc.bases().contigs();
    Contig contig = contigs.get(random.nextInt(contigs.size()));
    long start = 1 + random.nextLong(contig.length());
    long stop = start - 1 + random.nextLong(contig.length() - start + 2);
    assertSameBases(
        fasta.getSubsequenceAt(contig.name(), start, stop),
        agc.getSubsequenceAt(contig.name(), start, stop));
  }

  @Test
  void iteratesAsTheIndexedFastaDoes() throws IOException {
    for (String sample : collection.samples()) {
      try (IndexedFastaSequenceFile fasta = collection.fasta(sample);
          AgcReferenceSequenceFile agc = collection.open(sample)) {
        for (int round = 0; round < 2; round++) {
          for (int i = 0; i < CONTIGS; i++) {
            ReferenceSequence expected = fasta.nextSequence();
            assertSameBases(expected, agc.nextSequence());
            assertSameBases(expected, agc.getSequence(expected.getName()));
          }
          assertNull(agc.nextSequence());
          assertNull(agc.nextSequence());
          fasta.reset();
          agc.reset();
        }
        assertTrue(agc.isIndexed());
      }
    }
  }

  @Test
  void takesALocatable() throws IOException {
    try (AgcReferenceSequenceFile agc = collection.open("ref")) {
      assertSameBases(
          agc.getSubsequenceAt("chr1", 1, 7), agc.getSubsequenceAt(new Interval("chr1", 1, 7)));
    }
  }

  @Test
  void dictionaryHasTheSumsOfTheFasta() throws IOException {
    for (String sample : collection.samples()) {
      try (IndexedFastaSequenceFile fasta = collection.fasta(sample);
          AgcReferenceSequenceFile agc = collection.open(sample)) {
        assertEquals(CONTIGS, agc.getSequenceDictionary().size());
        for (SAMSequenceRecord actual : agc.getSequenceDictionary().getSequences()) {
          ReferenceSequence expected = fasta.nextSequence();
          assertEquals(expected.getName(), actual.getSequenceName());
          assertEquals(expected.getContigIndex(), actual.getSequenceIndex());
          assertEquals(expected.length(), actual.getSequenceLength());
          byte[] upper = expected.getBases().clone();
          StringUtil.toUpperCase(upper);
          assertEquals(SequenceUtil.calculateMD5String(upper), actual.getMd5());
        }
        assertSame(agc.getSequenceDictionary(), agc.getSequenceDictionary());
      }
    }
  }

  @Test
  void dictionarySumsOfLongContigsAreTheArchives(@TempDir Path own) throws IOException {
    StringBuilder text = new StringBuilder(">long\n");
    Random random = new Random(4);
    while (text.length() < 1 << 17) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    for (String further : new String[] {"\n", "\n>short\nACGT\n"}) {
      TestArchive archive = TestArchive.of(own, text + further);
      try (AgcReader reader = AgcReader.open(archive.archive(), ReadOptions.DEFAULTS);
          AgcReferenceSequenceFile agc = AgcReferenceSequenceFile.borrowing(reader, "ref")) {
        SAMSequenceRecord sequence = agc.getSequenceDictionary().getSequence(0);
        assertEquals(further.length() > 1, reader.decoded().parts() > 0);
        byte[] bases = agc.getSequence("long").getBases();
        assertEquals(SequenceUtil.calculateMD5String(bases), sequence.getMd5());
      }
    }
  }

  @Test
  void dictionarySumsGoOverManyPieces(@TempDir Path own) throws IOException {
    StringBuilder text = new StringBuilder(">long\n");
    Random random = new Random(3);
    for (int i = 0; i < (5 << 19) + 77; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    TestArchive archive = TestArchive.withoutDigests(own, text + "\n>short\nACGT\n");
    try (AgcReferenceSequenceFile agc = archive.open("ref")) {
      for (SAMSequenceRecord sequence : agc.getSequenceDictionary().getSequences()) {
        byte[] bases = agc.getSequence(sequence.getSequenceName()).getBases();
        assertEquals(SequenceUtil.calculateMD5String(bases), sequence.getMd5());
      }
      String whole = agc.getSequence("long").getBaseString();
      assertEquals(text.substring(6), whole);
    }
  }

  @Test
  void dictionaryRefusesNamesThatSamDoesNotAllowButTheBasesAreThere(@TempDir Path own)
      throws IOException {
    try (AgcReferenceSequenceFile agc = TestArchive.of(own, ">a,b\nACGT\n").open("ref")) {
      assertThrows(SAMException.class, agc::getSequenceDictionary);
      assertEquals("CG", agc.getSubsequenceAt("a,b", 2, 3).getBaseString());
    }
  }

  @Test
  void namesEndAtTheFirstBlank(@TempDir Path own) throws IOException {
    String text = ">one first of all\nAC\n>two\tsecond\nGG\n>three\nTTT\n";
    try (AgcReferenceSequenceFile agc = TestArchive.of(own, text).open("ref")) {
      assertEquals("AC", agc.getSequence("one").getBaseString());
      assertEquals("GG", agc.getSequence("two").getBaseString());
      assertEquals("TTT", agc.getSequence("three").getBaseString());
      assertEquals("two", agc.getSequenceDictionary().getSequence(1).getSequenceName());
      assertThrows(SAMException.class, () -> agc.getSequence("one first of all"));
    }
  }

  @Test
  void refusesSamplesWithTwoContigsOfOneName(@TempDir Path own) throws IOException {
    TestArchive archive = TestArchive.of(own, ">a first\nACGT\n>a second\nGGTT\n");
    SAMException e = assertThrows(SAMException.class, () -> archive.open("ref"));
    assertTrue(e.getMessage().contains("called a"), e.getMessage());
  }

  @Test
  void emptyContigsAndRangesHaveNoBases(@TempDir Path own) throws IOException {
    try (AgcReferenceSequenceFile agc = TestArchive.of(own, ">a\nACGT\n>none\n\n").open("ref")) {
      assertEquals(0, agc.getSequence("none").length());
      assertEquals(0, agc.getSubsequenceAt("none", 1, 0).length());
      assertEquals(0, agc.getSubsequenceAt("a", 1, 0).length());
      assertEquals(0, agc.getSubsequenceAt("a", 5, 4).length());
      assertEquals(
          "d41d8cd98f00b204e9800998ecf8427e",
          agc.getSequenceDictionary().getSequence("none").getMd5());
    }
  }

  @Test
  void refusesWhatTheIndexedFastaRefuses() throws IOException {
    try (IndexedFastaSequenceFile fasta = collection.fasta("ref");
        AgcReferenceSequenceFile agc = collection.open("ref")) {
      long length = agc.getSequence("chr0").length();
      for (ReferenceSequenceFile file : List.of(fasta, agc)) {
        assertThrows(SAMException.class, () -> file.getSequence("chr99"));
        assertThrows(SAMException.class, () -> file.getSubsequenceAt("chr99", 1, 2));
        assertThrows(SAMException.class, () -> file.getSubsequenceAt("chr0", 1, length + 1));
        assertThrows(SAMException.class, () -> file.getSubsequenceAt("chr0", 5, 3));
      }
      for (long start : new long[] {0, -1, Long.MIN_VALUE}) {
        assertThrows(SAMException.class, () -> agc.getSubsequenceAt("chr0", start, 1));
      }
      assertThrows(SAMException.class, () -> agc.getSubsequenceAt("chr0", length + 2, length + 1));
      assertThrows(SAMException.class, () -> agc.getSubsequenceAt("chr0", 1, Long.MAX_VALUE));
      assertThrows(
          SAMException.class, () -> agc.getSubsequenceAt("chr0", Long.MAX_VALUE, Long.MAX_VALUE));
    }
  }

  @Test
  void refusesUnknownSamplesAndLeavesNothingOpen() throws IOException {
    assertThrows(UnknownNameException.class, () -> collection.open("absent"));
    try (AgcReader reader = AgcReader.open(collection.archive(), ReadOptions.DEFAULTS)) {
      assertThrows(
          UnknownNameException.class, () -> AgcReferenceSequenceFile.borrowing(reader, "absent"));
      assertEquals(4, reader.samples());
    }
  }

  @Test
  void opensTheReferenceSampleUnlessAnotherIsNamed() throws IOException {
    try (AgcReferenceSequenceFile first = AgcReferenceSequenceFile.open(collection.archive());
        AgcReferenceSequenceFile ref = collection.open("ref");
        AgcReferenceSequenceFile other = collection.open("HG#2")) {
      assertEquals(collection.archive() + "#ref", first.toString());
      assertEquals(collection.archive() + "#HG#2", other.toString());
      assertEquals(ref.getSequenceDictionary(), first.getSequenceDictionary());
    }
  }

  @Test
  void aClosedFileSaysSoAndABorrowedReaderStaysOpen() throws IOException {
    AgcReader reader = AgcReader.open(collection.archive(), ReadOptions.DEFAULTS);
    AgcReferenceSequenceFile borrowing = AgcReferenceSequenceFile.borrowing(reader, "HG#1");
    AgcReferenceSequenceFile other = AgcReferenceSequenceFile.borrowing(reader, "HG#2");
    AgcReferenceSequenceFile owning = collection.open("HG#1");
    for (AgcReferenceSequenceFile file : List.of(borrowing, owning)) {
      file.nextSequence();
      file.close();
      file.close();
      for (Executable question :
          List.<Executable>of(
              file::nextSequence,
              file::getSequenceDictionary,
              () -> file.getSequence("chr0"),
              () -> file.getSubsequenceAt("chr0", 1, 1))) {
        IllegalStateException e = assertThrows(IllegalStateException.class, question);
        assertTrue(e.getMessage().contains("closed"), e.getMessage());
      }
    }
    assertTrue(other.getSequence("chr0").length() > 0);
    reader.close();
    assertThrows(IllegalStateException.class, () -> other.getSequence("chr0"));
  }

  @Test
  void damageIsNotTakenForAnUnknownContig(@TempDir Path own) throws IOException {
    TestArchive archive = TestArchive.create(own, 5, 2, 3);
    byte[] whole = Files.readAllBytes(archive.archive());
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      byte[] damaged = whole.clone();
      for (int at = i * whole.length / 40; at < (i + 1) * whole.length / 40; at++) {
        damaged[at] ^= 0x5a;
      }
      Files.write(archive.archive(), damaged);
      refused += refusesToRead(archive) ? 1 : 0;
    }
    assertTrue(refused > 5, refused + " times");
  }

  private static boolean refusesToRead(TestArchive archive) {
    try (AgcReferenceSequenceFile agc = archive.open("ref")) {
      for (Contig contig : agc.bases().contigs()) {
        agc.getSequence(contig.name());
      }
      return false;
    } catch (UncheckedIOException e) {
      return true;
    } catch (IOException e) {
      // Damage of the metadata is found when the archive is opened.
      return false;
    }
  }

  @Test
  @Timeout(60)
  void threadsShareOneFile() throws Exception {
    try (IndexedFastaSequenceFile fasta = collection.fasta("HG#3");
        AgcReferenceSequenceFile agc = collection.open("HG#3")) {
      ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
      Set<String> iterated = java.util.Collections.synchronizedSet(new HashSet<>());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(i);
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        ReferenceSequence next = agc.nextSequence();
                        assertTrue(next == null || iterated.add(next.getName()));
                        agc.getSequenceDictionary();
                        for (int query = 0; query < 200; query++) {
                          askBoth(fasta, agc, random);
                        }
                      } catch (RuntimeException | AssertionError e) {
                        failures.add(e);
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), List.copyOf(failures));
      assertEquals(4, iterated.size());
    }
  }

  @Test
  void servesTheReferenceWalker() throws IOException {
    try (IndexedFastaSequenceFile fasta = collection.fasta("HG#1");
        ReferenceSequenceFileWalker walker =
            new ReferenceSequenceFileWalker(collection.open("HG#1"))) {
      for (int i = 0; i < CONTIGS; i++) {
        assertArrayEquals(fasta.nextSequence().getBases(), walker.get(i).getBases());
      }
    }
  }
}
