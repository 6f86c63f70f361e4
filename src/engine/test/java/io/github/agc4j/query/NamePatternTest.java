package io.github.agc4j.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "HG0*, HG00438.1, true",
    "HG0*, HG1, false",
    "HG0*, xHG0, false",
    "*, '', true",
    "*, anything, true",
    "?, '', false",
    "?, a, true",
    "?, ab, false",
    "a?c, abc, true",
    "*a*b*c, xxaybzbc, true",
    "*a*b*c, xxaybzbd, false",
    "*.1, NA1.1, true",
    "*.1, NA1x1, false",
    "**, ab, true",
    "s[1-3]x, s2x, true",
    "s[1-3]x, s4x, false",
    "s[!1-3]x, s4x, true",
    "s[!1-3]x, s2x, false",
    "s[abc], sb, true",
    "s[a-], s-, true",
    "s[]x], s], true",
    "s[[], s[, true",
    "*[0-9], a1b2, true",
    "a.c, abc, false",
    "(a|b)+*, a, false"
  })
  void matchesAsShellsDo(String pattern, String name, boolean expected) {
    assertEquals(expected, new NamePattern(pattern).matches(name));
  }

  @Test
  @Timeout(5)
  void manyStarsDoNotTakeForever() {
    assertFalse(new NamePattern("*a".repeat(60) + "b").matches("a".repeat(10_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a[bc", "a[]", "a[!]", "[a]["})
  void refusesBracketsThatStayOpen(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> new NamePattern(pattern));
  }

  @Test
  void tellsPatternsFromNames() {
    assertTrue(NamePattern.isPattern("a*"));
    assertTrue(NamePattern.isPattern("a?"));
    assertTrue(NamePattern.isPattern("[a"));
    assertFalse(NamePattern.isPattern("HG002#1.x-y_z]"));
  }
}
