package io.github.agc4j.htsjdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.beta.codecs.reads.cram.CRAMDecoderOptions;
import htsjdk.beta.plugin.reads.ReadsDecoder;
import htsjdk.beta.plugin.reads.ReadsDecoderOptions;
import htsjdk.beta.plugin.registry.HtsDefaultRegistry;
import htsjdk.io.HtsPath;
import htsjdk.samtools.CRAMFileWriter;
import htsjdk.samtools.QueryInterval;
import htsjdk.samtools.SAMFileHeader;
import htsjdk.samtools.SAMRecord;
import htsjdk.samtools.SAMRecordIterator;
import htsjdk.samtools.SAMTag;
import htsjdk.samtools.SamInputResource;
import htsjdk.samtools.SamReader;
import htsjdk.samtools.SamReaderFactory;
import htsjdk.samtools.cram.ref.CRAMReferenceSource;
import htsjdk.samtools.cram.ref.ReferenceSource;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import htsjdk.samtools.util.SequenceUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** htsjdk writes and reads CRAM against an archive. */
class CramTest {
  private static final String SAMPLE = "HG#1";
  private static final int CONTIGS = 4;

  /** Enough for slices of one contig, for which htsjdk asks for regions. */
  private static final int READS = 8000;

  private static final String[] CIGARS = {"50M", "20M2D30M", "10M3I37M", "5S40M5S", "25M400N25M"};

  @TempDir private static Path folder;
  private static TestArchive collection;
  private static AgcReferenceSequenceFile agc;
  private static IndexedFastaSequenceFile fasta;
  private static final List<byte[]> BASES = new ArrayList<>();

  @BeforeAll
  static void createArchive() throws IOException {
    collection = TestArchive.create(folder, 31, 3, CONTIGS);
    agc = collection.open(SAMPLE);
    fasta = collection.fasta(SAMPLE);
    for (int i = 0; i < CONTIGS; i++) {
      BASES.add(fasta.nextSequence().getBases());
    }
  }

  @AfterAll
  static void close() throws IOException {
    agc.close();
    fasta.close();
  }

  private static SAMFileHeader header(SAMFileHeader.SortOrder order) {
    SAMFileHeader header = new SAMFileHeader(agc.getSequenceDictionary());
    header.setSortOrder(order);
    return header;
  }

  /** Reads of all contigs with mismatches, in the header's order. */
  private static List<SAMRecord> reads(SAMFileHeader header) {
    Random random = new Random(5);
    List<SAMRecord> reads = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      SAMRecord read = new SAMRecord(header);
      read.setReadName("read" + i);
      read.setReferenceIndex(random.nextInt(header.getSequenceDictionary().size()));
      int length = header.getSequence(read.getReferenceIndex()).getSequenceLength();
      read.setAlignmentStart(1 + random.nextInt(length));
      read.setCigarString(CIGARS[random.nextInt(CIGARS.length)]);
      read.setReadNegativeStrandFlag(random.nextBoolean());
      read.setMappingQuality(random.nextInt(60));
      if (read.getAlignmentEnd() <= length) {
        setBases(read, random);
        reads.add(read);
      }
    }
    if (header.getSortOrder() == SAMFileHeader.SortOrder.unsorted) {
      Collections.shuffle(reads, random);
    } else {
      reads.sort(header.getSortOrder().getComparatorInstance());
    }
    return reads;
  }

  private static void setBases(SAMRecord read, Random random) {
    byte[] reference = BASES.get(read.getReferenceIndex());
    byte[] bases = new byte[read.getCigar().getReadLength()];
    byte[] qualities = new byte[bases.length];
    for (int i = 0; i < bases.length; i++) {
      int position = read.getReferencePositionAtReadPosition(i + 1);
      boolean isOther = position == 0 || random.nextInt(30) == 0;
      byte base = isOther ? (byte) "ACGTN".charAt(random.nextInt(5)) : reference[position - 1];
      // CRAM knows no case: what reads have of a reference is in upper case.
      bases[i] = SequenceUtil.isValidBase(base) ? SequenceUtil.upperCase(base) : (byte) 'N';
      qualities[i] = (byte) random.nextInt(40);
    }
    read.setReadBases(bases);
    read.setBaseQualities(qualities);
  }

  private static byte[] written(SAMFileHeader header, CRAMReferenceSource source, Path index)
      throws IOException {
    ByteArrayOutputStream cram = new ByteArrayOutputStream();
    try (java.io.OutputStream indexOut = index == null ? null : Files.newOutputStream(index);
        CRAMFileWriter writer =
            new CRAMFileWriter(cram, indexOut, true, source, header, "reads.cram")) {
      reads(header).forEach(writer::addAlignment);
    }
    return cram.toByteArray();
  }

  private static SamReader reader(Path cram, CRAMReferenceSource source) {
    return SamReaderFactory.makeDefault().referenceSource(source).open(SamInputResource.of(cram));
  }

  /** Later releases of htsjdk compute MD and NM, which the reads had not, when they decode. */
  private static void assertSameReads(List<SAMRecord> expected, Iterator<SAMRecord> actual) {
    for (SAMRecord read : expected) {
      SAMRecord next = actual.next();
      next.setAttribute(SAMTag.MD, null);
      next.setAttribute(SAMTag.NM, null);
      assertEquals(read.getReadString(), next.getReadString(), read.getReadName());
      assertEquals(read.getSAMString(), next.getSAMString());
    }
    assertEquals(false, actual.hasNext());
  }

  @ParameterizedTest
  @EnumSource(
      value = SAMFileHeader.SortOrder.class,
      names = {"coordinate", "unsorted"})
  void readsComeBack(SAMFileHeader.SortOrder order, @TempDir Path own) throws IOException {
    SAMFileHeader header = header(order);
    List<SAMRecord> reads = reads(header);
    assertTrue(reads.size() > READS / 2);
    Path cram =
        Files.write(own.resolve("reads.cram"), written(header, new AgcReferenceSource(agc), null));
    for (CRAMReferenceSource source :
        List.of(
            new AgcReferenceSource(agc),
            new AgcReferenceSource(agc, 0),
            new ReferenceSource(agc),
            new ReferenceSource(fasta))) {
      try (SamReader reader = reader(cram, source);
          SAMRecordIterator actual = reader.iterator()) {
        assertSameReads(reads, actual);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SAMFileHeader.SortOrder.class,
      names = {"coordinate", "unsorted"})
  void theFileIsTheSameAsAgainstTheFasta(SAMFileHeader.SortOrder order) throws IOException {
    SAMFileHeader header = header(order);
    byte[] expected = written(header, new ReferenceSource(fasta), null);
    assertArrayEquals(expected, written(header, new AgcReferenceSource(agc), null));
    assertArrayEquals(expected, written(header, new ReferenceSource(agc), null));
  }

  @Test
  void regionsOfAnIndexedFileComeBack(@TempDir Path own) throws IOException {
    SAMFileHeader header = header(SAMFileHeader.SortOrder.coordinate);
    AgcReferenceSource source = new AgcReferenceSource(agc);
    Path cram = own.resolve("reads.cram");
    Files.write(cram, written(header, source, own.resolve("reads.cram.bai")));
    List<SAMRecord> reads = reads(header);
    Random random = new Random(9);
    try (SamReader reader = reader(cram, source)) {
      assertTrue(reader.hasIndex());
      for (int i = 0; i < 20; i++) {
        int contig = random.nextInt(CONTIGS);
        int start = 1 + random.nextInt(header.getSequence(contig).getSequenceLength());
        int end = start + 300;
        List<SAMRecord> expected =
            reads.stream()
                .filter(read -> read.getReferenceIndex() == contig)
                .filter(read -> read.getAlignmentStart() <= end && read.getAlignmentEnd() >= start)
                .toList();
        QueryInterval[] interval = {new QueryInterval(contig, start, end)};
        try (SAMRecordIterator actual = reader.query(interval, false)) {
          assertSameReads(expected, actual);
        }
      }
    }
  }

  @Test
  void anotherSampleIsNotTakenForTheReference(@TempDir Path own) throws IOException {
    SAMFileHeader header = header(SAMFileHeader.SortOrder.coordinate);
    Path cram =
        Files.write(own.resolve("reads.cram"), written(header, new AgcReferenceSource(agc), null));
    try (AgcReferenceSequenceFile other = collection.open("HG#2");
        SamReader reader = reader(cram, new AgcReferenceSource(other));
        SAMRecordIterator reads = reader.iterator()) {
      RuntimeException e =
          assertThrows(RuntimeException.class, () -> reads.forEachRemaining(read -> {}));
      assertTrue(e.getMessage().contains("MD5"), e.getMessage());
    }
  }

  @Test
  void thePluginsReadAgainstAPathOfTheArchive(@TempDir Path own) throws IOException {
    SAMFileHeader header = header(SAMFileHeader.SortOrder.coordinate);
    Path cram =
        Files.write(own.resolve("reads.cram"), written(header, new AgcReferenceSource(agc), null));
    ReadsDecoderOptions options =
        new ReadsDecoderOptions()
            .setCRAMDecoderOptions(
                new CRAMDecoderOptions()
                    .setReferencePath(new HtsPath(collection.archive() + "#" + SAMPLE + ".fa")));
    try (ReadsDecoder decoder =
        HtsDefaultRegistry.getReadsResolver()
            .getReadsDecoder(new HtsPath(cram.toString()), options)) {
      assertSameReads(reads(header), decoder.iterator());
    }
  }

  @Test
  @Timeout(60)
  void threadsShareOneSource(@TempDir Path own) throws Exception {
    SAMFileHeader header = header(SAMFileHeader.SortOrder.unsorted);
    AgcReferenceSource source = new AgcReferenceSource(agc, 20_000);
    Path cram = Files.write(own.resolve("reads.cram"), written(header, source, null));
    List<SAMRecord> expected = reads(header);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (SamReader reader = reader(cram, source);
                        SAMRecordIterator actual = reader.iterator()) {
                      assertSameReads(expected, actual);
                    } catch (IOException | RuntimeException | AssertionError e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
  }
}
