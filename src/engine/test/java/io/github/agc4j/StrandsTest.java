package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.Strand;
import io.github.agc4j.query.StrandMark;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both strands of contigs and ranges of any length. */
@Tag("slow")
class StrandsTest {
  private static final String LETTERS = "ACGTNRYSWKMBDHVU";
  private static final String COMPLEMENTS = "TGCANYRSWMKVHDBA";
  private static final int LONGEST = 1_600_000;

  @TempDir private static Path folder;
  private static Path archive;
  private static String chromosome;

  @BeforeAll
  static void create() throws IOException {
    Random random = new Random(8);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LONGEST; i++) {
      text.append(LETTERS.charAt(random.nextInt(random.nextInt(50) == 0 ? 16 : 4)));
    }
    chromosome = text.toString();
    archive = folder.resolve("x.agc");
    Path genome = folder.resolve("s.fa");
    Files.writeString(genome, ">c of\n" + chromosome + "\n>none\n>palindrome\nGAATTC\n");
    CreateOptions options = CreateOptions.builder().parameters(21, 20, 40_000, 3).build();
    Fasta.create(archive, List.of(genome), options);
  }

  private static String otherStrand(String text) {
    StringBuilder other = new StringBuilder(text).reverse();
    for (int i = 0; i < other.length(); i++) {
      other.setCharAt(i, COMPLEMENTS.charAt(LETTERS.indexOf(other.charAt(i))));
    }
    return other.toString();
  }

  private static String text(List<ContigQuery> queries, StrandMark mark, int threads)
      throws IOException {
    TextForm form = new TextForm(Integer.MAX_VALUE, TextForm.PLAIN, HeaderStyle.PLAIN, mark);
    Fasta.Texts texts = new Fasta.Texts();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, form, threads)) {
      extractor.contigs(queries, texts);
    }
    return texts.text();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rangesOfAnyLengthComeInTheirOrder(int threads) throws IOException {
    Random random = new Random(9);
    int[] lengths = {1, 30, 1000, 66_000, 262_144, 700_000, LONGEST};
    List<ContigQuery> queries = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      int length = lengths[random.nextInt(lengths.length)];
      int from = random.nextInt(LONGEST - length + 1);
      boolean isReversed = random.nextBoolean();
      queries.add(new ContigQuery("c", "s", from, from + length - 1L).on(Strand.of(isReversed)));
      String part = chromosome.substring(from, from + length);
      expected.append(">c of:").append(from).append('-').append(from + length - 1);
      expected.append(isReversed ? "/rc\n" + otherStrand(part) : "\n" + part).append('\n');
    }
    assertEquals(expected.toString(), text(queries, StrandMark.RC, threads));
  }

  @Test
  void wholeContigsAreTurnedToo() throws IOException {
    assertEquals(
        ">c of/rc\n" + otherStrand(chromosome) + "\n>none/rc\n>palindrome/rc\nGAATTC\n",
        text(
            List.of(
                ContigQuery.parse("c").on(Strand.REVERSE),
                ContigQuery.parse("none@s").on(Strand.REVERSE),
                ContigQuery.parse("palindrome").on(Strand.REVERSE)),
            StrandMark.RC,
            2));
  }

  @ParameterizedTest
  @EnumSource(StrandMark.class)
  void headersTellTheStrandAsAskedFor(StrandMark mark) throws IOException {
    assertEquals(
        ">palindrome:0-1"
            + mark.of(Strand.REVERSE)
            + "\nTC\n"
            + ">palindrome:0-1"
            + mark.of(Strand.FORWARD)
            + "\nGA\n",
        text(
            List.of(
                ContigQuery.parse("palindrome:0-1").on(Strand.REVERSE),
                ContigQuery.parse("palindrome:0-1")),
            mark,
            1));
  }
}
