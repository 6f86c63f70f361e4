package io.github.agc4j.fuzz.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** FASTA files that are almost right, plain or compressed in one member or several. */
public final class FastaFiles {
  private static final String[] TEXTS = {
    ">chr1 first\nACGTACGTNNNNACGTTGCA\nACGT\n>chr2\nRYSWKMBDHVU\n",
    ">a\r\nACGTacgt\r\nnnnn\r\n>b c\td\r\n\r\nAC-GT*12\r\n",
    ">only\n" + "ACGTTGCATTTGACCCATAGGGATTACA".repeat(40) + "\n",
    ">e\n>f\nN\n>g\n" + "N".repeat(300) + "\n>h",
    "\n\n>x\rACGT\r>y\rAC GT\r",
    ">q\nACGT>ACGT\n>r\nEFIJ\n",
    ">1\n" + "acgtn".repeat(30) + "\n>1\nTTTT\n"
  };

  /** How many seeds a script can choose from. */
  public static final int SEEDS = TEXTS.length;

  private static final int EDITS_MAX = 8;
  private static final int FORMS = 5;

  private FastaFiles() {}

  /** The file that {@code input} describes. */
  public static byte[] file(byte[] input) {
    Script script = new Script(input);
    byte[] text = text(script);
    int form = script.below(FORMS);
    int after = form < 3 ? 0 : script.below(4);
    for (int i = after; i < EDITS_MAX && script.hasMore(); i++) {
      text = TextEdit.apply(script, text, text);
    }
    byte[] file = form < 2 ? text : compressed(script, text, form == 2 ? 1 : 1 + script.below(4));
    for (int i = 0; i < after; i++) {
      file = TextEdit.apply(script, file, text);
    }
    return file;
  }

  /** The text that a script chooses. */
  static byte[] text(Script script) {
    return TEXTS[script.below(TEXTS.length)].getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] compressed(Script script, byte[] text, int members) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int from = 0;
    for (int left = members; left > 0; left--) {
      int to = left == 1 ? text.length : from + script.below(text.length - from + 1);
      try (GZIPOutputStream member = new GZIPOutputStream(file)) {
        member.write(Arrays.copyOfRange(text, from, to));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      from = to;
    }
    return file.toByteArray();
  }
}
