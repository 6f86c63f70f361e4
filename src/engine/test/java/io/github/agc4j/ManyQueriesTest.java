package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.QueryException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.Strand;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many queries in one extraction: short ones are read together, long ones one after the other. */
@Tag("slow")
class ManyQueriesTest {
  private static final int SAMPLES = 6;
  private static final int LENGTH = 300_000;

  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void create() throws IOException {
    archive = folder.resolve("x.agc");
    List<Path> inputs = new RandomCollection(new Random(5)).write(folder, SAMPLES, LENGTH);
    Fasta.create(archive, inputs, CreateOptions.builder().parameters(21, 20, 1000, 3).build());
  }

  private static List<ContigQuery> queries(AgcReader reader, int count) throws IOException {
    Random random = new Random(6);
    List<ContigQuery> queries = new ArrayList<>();
    while (queries.size() < count) {
      long sample = random.nextInt(SAMPLES);
      long contig = random.nextLong(reader.contigs(sample));
      long length = reader.contigLength(sample, contig);
      if (length == 0) {
        continue;
      }
      long from = random.nextLong(length);
      long size = random.nextInt(count / 8) == 0 ? LENGTH : random.nextInt(300);
      String name = AgcReader.shortName(reader.contigNames(sample).get((int) contig));
      ContigQuery query =
          random.nextInt(100) == 0
              ? new ContigQuery(name, reader.sampleName(sample), -1, -1)
              : new ContigQuery(name, reader.sampleName(sample), from, from + size);
      queries.add(query.on(Strand.of(random.nextInt(4) == 0)));
    }
    return queries;
  }

  private static byte[] text(
      AgcReader reader, List<ContigQuery> queries, TextForm form, int threads) throws IOException {
    Fasta.Texts texts = new Fasta.Texts();
    try (FastaExtractor extractor = new FastaExtractor(reader, form, threads)) {
      extractor.contigs(queries, texts);
    }
    return texts.text().getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 500", "3, 1200"})
  void giveTheTextsThatEachGivesAlone(int threads, int count) throws IOException {
    AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
    try (reader) {
      List<ContigQuery> queries = queries(reader, count);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (ContigQuery query : queries) {
        expected.write(text(reader, List.of(query), TextForm.plain(80), 1));
      }
      byte[] together = text(reader, queries, TextForm.plain(80), threads);
      assertArrayEquals(expected.toByteArray(), together);
      byte[] compressed = text(reader, queries, new TextForm(80, 1, HeaderStyle.PLAIN), threads);
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
        assertArrayEquals(together, in.readAllBytes());
      }
    }
    assertEquals(0, reader.memory().currentBytes(), "bytes left after");
  }

  @Test
  void whatIsAskedBehindAContigsEndIsRefusedBeforeAnythingIsWritten() throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      List<ContigQuery> queries = queries(reader, 100);
      queries.add(
          new ContigQuery(queries.get(0).contig(), queries.get(0).sample(), 1L << 40, 1L << 41));
      Fasta.Texts texts = new Fasta.Texts();
      try (FastaExtractor extractor = new FastaExtractor(reader, 80, 2)) {
        QueryException e =
            assertThrows(QueryException.class, () -> extractor.contigs(queries, texts));
        assertTrue(e.getMessage().contains("lies outside contig"), e.getMessage());
      }
      assertEquals("", texts.text());
    }
  }
}
