package io.github.agc4j.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RoffTest {
  @Test
  void whatRoffWouldInterpretIsEscaped() {
    assertEquals("a\\(rsfBb\\-c \\(ha\\(ti\\(ga\\(dq%", Roff.escaped("a\\fBb-c ^~`\"%"));
  }

  @Test
  void otherThanAsciiBecomesItsNumber() {
    assertEquals("1 \\[u2026] \\[u00E4]\\[u1F9EC]", Roff.escaped("1 … ä🧬"));
  }

  @Test
  void noTextBecomesAMacroOrAnotherLine() {
    String page = new Roff().text(".so /etc/passwd").text("'br").text("a\n.b\tc").toString();
    assertEquals("\\&.so /etc/passwd\n\\&'br\na .b c\n", page);
  }
}
