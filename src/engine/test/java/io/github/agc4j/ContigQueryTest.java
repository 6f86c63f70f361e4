package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.Numbering;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContigQueryTest {
  @Test
  void readsTheFourForms() {
    assertEquals(new ContigQuery("chr1", null, -1, -1), ContigQuery.parse("chr1").shown());
    assertEquals(new ContigQuery("chr1", "s", -1, -1), ContigQuery.parse("chr1@s").shown());
    assertEquals(new ContigQuery("chr1", null, 3, 9), ContigQuery.parse("chr1:3-9").shown());
    assertEquals(new ContigQuery("chr1", "s", 3, 9), ContigQuery.parse("chr1@s:3-9").shown());
  }

  @Test
  void lastSeparatorsSeparate() {
    assertEquals(new ContigQuery("a@b", "c", -1, -1), ContigQuery.parse("a@b@c").shown());
    assertEquals(new ContigQuery("a:1-2", null, 3, 4), ContigQuery.parse("a:1-2:3-4").shown());
    assertEquals(
        new ContigQuery("HLA:HLA00001", "s", 0, 5),
        ContigQuery.parse("HLA:HLA00001@s:0-5").shown());
    assertEquals(new ContigQuery("c", "s:x", -1, -1), ContigQuery.parse("c@s:x").shown());
  }

  @Test
  void oneBasedPositionsStartAtOne() {
    ContigQuery query = ContigQuery.parse("c@s:1-10", Numbering.ONE_BASED);
    assertEquals(0, query.from());
    assertEquals(9, query.to());
    assertEquals("1-10", query.shownRange());
    assertTrue(
        ContigQuery.parse("c:0-3", Numbering.ONE_BASED).rangeProblem().contains("from 1 on"));
  }

  @Test
  void rangesMayBeOpenAndHaveThousandsSeparators() {
    assertEquals(
        new ContigQuery("c", null, 1000, 2000), ContigQuery.parse("c:1,000-2,000").shown());
    for (String open : new String[] {"c@s:12", "c@s:12-"}) {
      assertEquals(
          new ContigQuery("c", "s", 12, ContigQuery.TO_END), ContigQuery.parse(open).shown(), open);
    }
    assertEquals("13-", ContigQuery.parse("c:13", Numbering.ONE_BASED).shownRange());
  }

  @Test
  void tellsMisspeltRangesAndTakesWhatOnlyLooksLikeOne() {
    for (String range : new String[] {"1 - 2", "-1-5", "1-2-3", "9-3"}) {
      assertEquals(
          new ContigQuery("c:" + range, null, -1, -1), ContigQuery.parse("c:" + range).shown());
      assertTrue(ContigQuery.parse("c:" + range).rangeProblem().contains(range), range);
    }
    for (String name : new String[] {"c:x-1", "c:--", "1-2", "c:1-2:x"}) {
      assertEquals(new ContigQuery(name, null, -1, -1), ContigQuery.parse(name).shown());
      assertNull(ContigQuery.parse(name).rangeProblem(), name);
    }
  }

  @Test
  void allReadingsOfATextAreTried() {
    assertEquals(
        List.of(
            new ContigQuery("S#1#c@x:5-9", null, -1, -1),
            new ContigQuery("S#1#c", "x:5-9", -1, -1),
            new ContigQuery("S#1#c", "x", 5, 9),
            new ContigQuery("S#1#c@x", null, 5, 9),
            new ContigQuery("c@x:5-9", "S#1", -1, -1),
            new ContigQuery("c@x", "S#1", 5, 9)),
        ContigQuery.parse("S#1#c@x:5-9").readings().stream()
            .filter(r -> r.sample() == null || !r.sample().matches("S[._-].*"))
            .toList());
    assertEquals(
        List.of(new ContigQuery("c:1-2@s", null, 5, 9), new ContigQuery("c:1-2", "s", 5, 9)),
        ContigQuery.region("c:1-2@s", 5, 9, Numbering.ZERO_BASED).readings());
    assertTrue(ContigQuery.parse("@".repeat(1000)).readings().size() < 50);
  }

  @Test
  void longLinesAreReadInTime() {
    String dashes = ":1" + "-".repeat(1 << 16) + "x";
    assertEquals(
        dashes,
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> ContigQuery.parse(dashes.repeat(3)).contig().substring(0, dashes.length())));
  }

  @Test
  void refusesNothingAndTurnedRanges() {
    assertThrows(IllegalArgumentException.class, () -> ContigQuery.parse(""));
    assertThrows(IllegalArgumentException.class, () -> new ContigQuery("c", null, 9, 3));
  }
}
