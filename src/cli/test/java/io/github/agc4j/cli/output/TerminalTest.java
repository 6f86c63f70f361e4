package io.github.agc4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
  private static final String IS_TERMINAL = "agc4j.terminal.output";
  private static final String HOSTILE = "a\u001b[2J\r\n\t\u007f\u009b\u202eü\ud83e\uddec";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(IS_TERMINAL);
  }

  @Test
  void controlsAreShownAsEscapesAndLettersAsTheyAre() {
    assertEquals(
        "a\\x1b[2J\\x0d\\x0a\\x09\\x7f\\x9b\\u202eü\ud83e\uddec", Terminal.escaped(HOSTILE));
  }

  @Test
  void listingsAreEscapedOnTerminalsOnly() throws IOException {
    try (TextOutput pipe = TextOutput.open(null)) {
      assertEquals(HOSTILE.replace("\n", "\\x0a"), pipe.shown(HOSTILE));
      assertEquals("a\\x09b", pipe.shownField("a\tb"));
    }
    System.setProperty(IS_TERMINAL, "true");
    try (TextOutput terminal = TextOutput.open(null);
        TextOutput file = TextOutput.open(folder.resolve("x"))) {
      assertEquals(Terminal.escaped(HOSTILE), terminal.shown(HOSTILE));
      assertEquals(HOSTILE.replace("\n", "\\x0a"), file.shown(HOSTILE));
    }
  }
}
