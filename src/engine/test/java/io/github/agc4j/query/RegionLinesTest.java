package io.github.agc4j.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionLinesTest {
  private static RegionLines lines(String text, Numbering numbering) {
    return new RegionLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f.bed", numbering);
  }

  private static RegionLines lines(String text, boolean isStranded) {
    return new RegionLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "f.bed",
        Numbering.ZERO_BASED,
        isStranded);
  }

  private static List<ContigQuery> all(String text, Numbering numbering) throws IOException {
    RegionLines lines = lines(text, numbering);
    List<ContigQuery> queries = new ArrayList<>();
    for (ContigQuery query = lines.next(); query != null; query = lines.next()) {
      queries.add(query.shown());
    }
    return queries;
  }

  @Test
  void readsBedLinesHalfOpenAndQueriesWithBothEnds() throws IOException {
    assertEquals(
        List.of(
            new ContigQuery("chr1", null, 0, 9),
            new ContigQuery("chr1", "s", 5, 9),
            new ContigQuery("HLA:1-2", "s", 5, 5),
            new ContigQuery("chr1", "s", 5, 10),
            new ContigQuery("chr2", null, -1, -1),
            new ContigQuery("a b\tc", null, -1, -1)),
        all(
            "chr1\t0\t10\nchr1@s\t5\t10\tname\t0\t+\r\nHLA:1-2@s\t5\t6\nchr1@s:5-10\r\nchr2\na b\tc",
            Numbering.ZERO_BASED));
  }

  @Test
  void theSixthFieldIsTheStrandIfItIsAskedFor() throws IOException {
    String text = "c\t0\t9\tn\t0\t-\r\nc\t0\t9\tn\t0\t+\tx\nc\t0\t9\tn\t0\t.\nc:0-8\n";
    for (boolean isStranded : new boolean[] {true, false}) {
      RegionLines lines = lines(text, isStranded);
      assertEquals(isStranded ? Strand.REVERSE : Strand.FORWARD, lines.next().strand());
      for (int i = 0; i < 3; i++) {
        assertEquals(Strand.FORWARD, lines.next().strand());
      }
    }
    QuerySource other = QuerySource.reversed(lines(text, true));
    assertEquals(Strand.FORWARD, other.next().strand());
    assertEquals(Strand.REVERSE, other.next().strand());
    for (String wrong : List.of("c\t0\t9", "c\t0\t9\tn\t0", "c\t0\t9\tn\t0\tx")) {
      assertThrows(IOException.class, () -> lines(wrong, true).next());
    }
  }

  @Test
  void oneBasedIsAboutQueriesAndHeadersNotAboutBedPositions() throws IOException {
    List<ContigQuery> queries = all("c\t0\t10\nc:1-10\n", Numbering.ONE_BASED);
    assertEquals(queries.get(0), queries.get(1));
    assertEquals(0, queries.get(0).from());
    assertEquals(9, queries.get(0).to());
    assertEquals("1-10", queries.get(0).shownRange());
  }

  @Test
  void passesOverWhatIsNoRegion() throws IOException {
    assertEquals(
        List.of(
            new ContigQuery("track", null, 1, 1),
            new ContigQuery("trackless", null, -1, -1),
            new ContigQuery("browser7", null, -1, -1)),
        all(
            "\n  \n#c\t1\t2\ntrack name=x\ntrack\nbrowser position c:1-2\ntrack\t1\t2\ntrackless\nbrowser7\n",
            Numbering.ZERO_BASED));
    assertEquals(List.of(), all("", Numbering.ZERO_BASED));
  }

  @ParameterizedTest
  @CsvSource({"'c\t5\t5', has no symbols", "'c\t9\t5', has no symbols"})
  void errorsNameFileAndLine(String line, String message) {
    IOException e =
        assertThrows(IOException.class, () -> all("c\t1\t2\n\n" + line, Numbering.ONE_BASED));
    assertEquals("f.bed: line 3: ", e.getMessage().substring(0, 15));
    assertEquals(true, e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void refusesLinesThatAreNoText() {
    IOException e =
        assertThrows(
            IOException.class, () -> all("c\n" + "x".repeat(70_000), Numbering.ZERO_BASED));
    assertEquals("f.bed: line 2: longer than 65536 bytes", e.getMessage());
  }
}
