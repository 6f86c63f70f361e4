package io.github.agc4j.fuzz.input;

import java.nio.charset.StandardCharsets;

/** Queries, lines of regions and patterns that are almost right. */
public final class QueryTexts {
  private static final String[] TEXTS = {
    "chr1@sample:10-99",
    "chr1@sample",
    "chr1:10-99",
    "chr1",
    "chr1\t0\t100\tname\nchr2@b\t5\t6\n",
    "#c\ntrack x\nbrowser y\n\nchr1:1-2\r\nchr1:1-2\n",
    "HLA:A*01:01@s.1:0-0",
    "a*b?c[a-z][!x-z]d\0abbbcqd",
    "[]]*[!]]\0]]a",
    "chr1:1,000-2 000",
    ":1-------x",
    "a:1-" + "1-".repeat(60) + ":"
  };

  /** How many seeds a script can choose from. */
  public static final int SEEDS = TEXTS.length;

  private static final int EDITS_MAX = 8;

  private QueryTexts() {}

  /** The text that {@code input} describes. */
  public static byte[] text(byte[] input) {
    Script script = new Script(input);
    byte[] text = TEXTS[script.below(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < EDITS_MAX && script.hasMore(); i++) {
      text = TextEdit.apply(script, text, text);
    }
    return text;
  }
}
