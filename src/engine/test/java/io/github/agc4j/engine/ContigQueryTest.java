package io.github.agc4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.agc4j.engine.query.ContigQuery;
import io.github.agc4j.engine.query.Numbering;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContigQueryTest {
  @Test
  void readsTheFourForms() {
    assertEquals(new ContigQuery("chr1", null, -1, -1), ContigQuery.parse("chr1"));
    assertEquals(new ContigQuery("chr1", "s", -1, -1), ContigQuery.parse("chr1@s"));
    assertEquals(new ContigQuery("chr1", null, 3, 9), ContigQuery.parse("chr1:3-9"));
    assertEquals(new ContigQuery("chr1", "s", 3, 9), ContigQuery.parse("chr1@s:3-9"));
  }

  @Test
  void lastSeparatorsSeparate() {
    assertEquals(new ContigQuery("a@b", "c", -1, -1), ContigQuery.parse("a@b@c"));
    assertEquals(new ContigQuery("a:1-2", null, 3, 4), ContigQuery.parse("a:1-2:3-4"));
    assertEquals(
        new ContigQuery("HLA:HLA00001", "s", 0, 5), ContigQuery.parse("HLA:HLA00001@s:0-5"));
    assertEquals(new ContigQuery("c", "s:x", -1, -1), ContigQuery.parse("c@s:x"));
  }

  @Test
  void oneBasedPositionsStartAtOne() {
    ContigQuery query = ContigQuery.parse("c@s:1-10", Numbering.ONE_BASED);
    assertEquals(0, query.from());
    assertEquals(9, query.to());
    assertEquals("1-10", query.shownRange());
    assertThrows(
        IllegalArgumentException.class, () -> ContigQuery.parse("c:0-3", Numbering.ONE_BASED));
  }

  @Test
  void refusesMisspeltRangesAndTakesWhatOnlyLooksLikeOne() {
    for (String range : new String[] {"1,000-2,000", "1 - 2", "-1-5", "5-", "1-2-3"}) {
      assertThrows(IllegalArgumentException.class, () -> ContigQuery.parse("c:" + range), range);
    }
    for (String name : new String[] {"c:x-1", "c:--", "c:12", "1-2", "c:1-2:x"}) {
      assertEquals(new ContigQuery(name, null, -1, -1), ContigQuery.parse(name));
    }
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
    assertThrows(IllegalArgumentException.class, () -> ContigQuery.parse("c:9-3"));
  }
}
