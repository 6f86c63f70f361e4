package io.github.agc4j.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderStyleTest {
  private static String header(HeaderStyle style, String name, String sample, String range) {
    int blank = name.indexOf(' ');
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return new String(
        style.header(bytes, blank < 0 ? bytes.length : blank, sample, range),
        StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "HG002#1, HG002#1#chr1",
    "HG002.1, HG002#1#chr1",
    "HG002.2, HG002#2#chr1",
    "HG002_hap1, HG002#1#chr1",
    "HG002.hap2, HG002#2#chr1",
    "HG002-hap12, HG002#12#chr1",
    "HG002, HG002#0#chr1",
    "HG002.genome, HG002.genome#0#chr1",
    "b.v2, b.v2#0#chr1",
    "x.12, x.12#0#chr1",
    "GCA_000146045.2, GCA_000146045.2#0#chr1",
    ".1, .1#0#chr1",
  })
  void pansnTakesTheHaplotypeFromTheSampleName(String sample, String expected) {
    assertEquals(expected, header(HeaderStyle.PANSN, "chr1", sample, ""));
  }

  @Test
  void contigsInPansnFormStayAsTheyAre() {
    assertEquals(
        "HG002#2#JAHKSE010000001.1",
        header(HeaderStyle.PANSN, "HG002#2#JAHKSE010000001.1", "s", ""));
    assertEquals("s#0#a#b", header(HeaderStyle.PANSN, "a#b", "s", ""));
  }

  @Test
  void rangesGoToTheEndOfPlainHeadersAndToTheNameOfOthers() {
    assertEquals("c x y:3-9", header(HeaderStyle.PLAIN, "c x y", "s", ":3-9"));
    assertEquals("c@s:3-9 x y", header(HeaderStyle.AT, "c x y", "s", ":3-9"));
    assertEquals("s#0#c:3-9 x y", header(HeaderStyle.PANSN, "c x y", "s", ":3-9"));
    assertEquals("c@ö x", header(HeaderStyle.AT, "c x", "ö", ""));
  }

  @Test
  void bytesThatAreNoTextAreKept() {
    byte[] name = {'c', (byte) 0xff, ' ', (byte) 0xfe};
    assertArrayEquals(name, HeaderStyle.PLAIN.header(name, 2, "s", ""));
    assertArrayEquals(
        new byte[] {'c', (byte) 0xff, '@', 's', ' ', (byte) 0xfe},
        HeaderStyle.AT.header(name, 2, "s", ""));
  }
}
