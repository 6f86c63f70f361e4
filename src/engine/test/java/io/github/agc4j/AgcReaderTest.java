package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.internal.read.names.NameFinder;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.GoldenCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AgcReaderTest {
  private static final Path ARCHIVE = GoldenCase.named("v3.2.2-b3-12samples").created();

  @Test
  @Timeout(60)
  void closingEndsOtherThreadsQueriesWithAClearException() throws Exception {
    for (int round = 0; round < 20; round++) {
      AgcReader reader = AgcReader.open(ARCHIVE, new ReadOptions(1 << 16, 1));
      ConcurrentLinkedQueue<Throwable> ends = new ConcurrentLinkedQueue<>();
      AtomicLong answered = new AtomicLong();
      CountDownLatch busy = new CountDownLatch(4);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(round * 10 + i);
        threads.add(Thread.ofPlatform().start(() -> query(reader, random, busy, answered, ends)));
      }
      busy.await();
      reader.close();
      long atClose = answered.get();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(4, ends.size());
      for (Throwable end : ends) {
        assertTrue(
            end instanceof IllegalStateException && end.getMessage().contains("closed"),
            end.toString());
      }
      assertTrue(answered.get() >= atClose);
      assertEquals(0, reader.memory().currentBytes());
    }
  }

  private static void query(
      AgcReader reader,
      Random random,
      CountDownLatch busy,
      AtomicLong answered,
      ConcurrentLinkedQueue<Throwable> ends) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(1 << 16);
      while (true) {
        long sample = random.nextLong(12);
        long from = random.nextInt(2000);
        reader.fetch(sample, 0, from, from + 5000, target);
        answered.incrementAndGet();
        busy.countDown();
      }
    } catch (IOException | RuntimeException e) {
      ends.add(e);
    }
  }

  @Test
  void extractsWithFewPiecesInMemoryWhenTheConsumerIsSlow() throws Exception {
    AgcReader reader = AgcReader.open(ARCHIVE, ReadOptions.DEFAULTS);
    try (reader;
        FastaExtractor extractor = new FastaExtractor(reader, 80, 2)) {
      extractor.samples(
          SampleIndexes.of(0, 1, 2),
          new FastaOutput() {
            @Override
            public void startSample(String name) {}

            @Override
            public void write(ByteBuffer text) {
              java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
              text.position(text.limit());
            }

            @Override
            public void endSample() {}
          });
    }
    assertTrue(reader.inner().outputBudget().peakBytes() < 8 << 20);
  }

  @Test
  void namesTheNearestSampleAndContig() throws Exception {
    try (AgcReader reader = AgcReader.open(ARCHIVE, ReadOptions.DEFAULTS)) {
      String sample = reader.sampleName(1);
      UnknownNameException e =
          assertThrows(UnknownNameException.class, () -> reader.sampleIndex(sample + "x"));
      assertTrue(e.getMessage().contains(sample), e.getMessage());
      String contig = reader.contigNames(1).get(0).split(" ")[0];
      e =
          assertThrows(
              UnknownNameException.class,
              () ->
                  new NameFinder(reader.members())
                      .resolve(new ContigQuery(contig + "x", sample, -1, -1), range -> {}));
      assertTrue(e.getMessage().contains(contig), e.getMessage());
    }
  }

  @Test
  void refusesRangesOutsideTheContig() throws Exception {
    try (AgcReader reader = AgcReader.open(ARCHIVE, ReadOptions.DEFAULTS)) {
      String contig = reader.contigNames(0).get(0).split(" ")[0];
      long length = reader.contigLength(0, 0);
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  new NameFinder(reader.members())
                      .resolve(
                          new ContigQuery(contig, reader.sampleName(0), length, length + 3),
                          range -> {}));
      assertTrue(e.getMessage().contains("outside"), e.getMessage());
    }
  }

  @Test
  void fetchCopiesTheAskedCodes() throws Exception {
    try (AgcReader reader = AgcReader.open(ARCHIVE, ReadOptions.DEFAULTS);
        Arena arena = Arena.ofConfined()) {
      String text =
          Fasta.shown(
              Fasta.extract(ARCHIVE, 1, 1 << 20, ReadOptions.DEFAULTS).get(reader.sampleName(2)));
      String contig = text.lines().skip(1).findFirst().orElseThrow();
      MemorySegment target = arena.allocate(contig.length());
      assertEquals(100, reader.fetch(2, 0, 50, 150, target));
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        letters.append(
            (char)
                io.github.agc4j.internal.dna.Nucleotides.letterOf(
                    target.get(java.lang.foreign.ValueLayout.JAVA_BYTE, i)));
      }
      assertEquals(contig.substring(50, 150), letters.toString());
      assertEquals(contig.length() - 10, reader.fetch(2, 0, 10, Long.MAX_VALUE, target));
    }
  }

  @Test
  void aClosedReaderSaysSoToEveryQuestion() throws Exception {
    AgcReader reader = AgcReader.open(ARCHIVE, ReadOptions.DEFAULTS);
    FastaExtractor extractor = new FastaExtractor(reader, 80, 2);
    reader.close();
    for (org.junit.jupiter.api.function.Executable question :
        List.<org.junit.jupiter.api.function.Executable>of(
            reader::samples,
            () -> reader.sampleName(0),
            () -> reader.sampleIndex("ref"),
            () -> reader.contigNames(0),
            () -> reader.contigLength(0, 0),
            () -> extractor.samples(SampleIndexes.of(0), new Fasta.Texts()))) {
      IllegalStateException e = assertThrows(IllegalStateException.class, question);
      assertTrue(e.getMessage().contains("closed"), e.getMessage());
    }
    extractor.close();
  }

  @Test
  void refusesIndexesThatAreNotThere() throws Exception {
    try (AgcReader reader = AgcReader.open(ARCHIVE, ReadOptions.DEFAULTS);
        Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(10);
      long contigs = reader.contigs(0);
      assertThrows(IndexOutOfBoundsException.class, () -> reader.fetch(0, contigs, 0, 5, target));
      assertThrows(
          IndexOutOfBoundsException.class, () -> reader.fetch(reader.samples(), 0, 0, 5, target));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.fetch(0, 0, 5, 3, target));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.contigs(-1));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.sampleName(reader.samples()));
    }
  }

  @Test
  void anInterruptedQueryDoesNotBreakTheOthers() throws Exception {
    try (AgcReader reader = AgcReader.open(ARCHIVE, new ReadOptions(1, 1));
        Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(1000);
      Thread.currentThread().interrupt();
      assertEquals(100, reader.fetch(1, 0, 0, 100, target));
      assertTrue(Thread.interrupted());
      assertEquals(100, reader.fetch(2, 0, 0, 100, target));
    }
  }

  @Test
  void namesNeedNoSequencesAndLengthsOfAReferenceNoDecompression() throws Exception {
    Path file = GoldenCase.named("v3.2.2-default").created();
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS)) {
      MemoryUse cache =
          reader.memory().children().stream()
              .map(MemoryUse.class::cast)
              .filter(child -> child.name().equals("part cache"))
              .findFirst()
              .orElseThrow();
      for (long sample = 0; sample < reader.samples(); sample++) {
        assertTrue(!reader.contigNames(sample).isEmpty());
      }
      assertTrue(reader.contigLength(0, 0) > 0);
      assertEquals(0, cache.peakBytes());
    }
  }

  @Test
  void compressedTextIsTheSameForEveryNumberOfThreads() throws Exception {
    Path file = GoldenCase.named("v3.2.2-b3-12samples").created();
    byte[] plain = extracted(file, TextForm.PLAIN, 1);
    byte[] first = extracted(file, 6, 1);
    assertArrayEquals(first, extracted(file, 6, 3));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(first))) {
      assertArrayEquals(plain, in.readAllBytes());
    }
  }

  private static byte[] extracted(Path file, int level, int threads) throws IOException {
    Fasta.Texts texts = new Fasta.Texts();
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS);
        FastaExtractor extractor =
            new FastaExtractor(reader, new TextForm(70, level, HeaderStyle.PLAIN), threads)) {
      extractor.samples(SampleIndexes.of(1), texts);
      return texts.text().getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
