package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.error.FastaFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What people take for FASTA, told by its first bytes. */
enum KnownForm {
  ZIP("PK\u0003\u0004", "is a zip archive: unzip -p %s | agc4j … - --stdin-name NAME"),
  BYTE_ORDER_MARK("\u00ef\u00bb\u00bf", "begins with a byte order mark: tail -c +4 %s removes it"),
  UTF_16_LITTLE("\u00ff\u00fe", "is UTF-16 text: iconv -f UTF-16 -t UTF-8 %s converts it"),
  UTF_16_BIG("\u00fe\u00ff", "is UTF-16 text: iconv -f UTF-16 -t UTF-8 %s converts it"),
  HTML("<!doctype", "is an HTML page, as servers send when there is no such file: %s"),
  HTML_BARE("<html", "is an HTML page, as servers send when there is no such file: %s"),
  LFS_POINTER("version https://git-lfs", "is a pointer of Git LFS: git lfs pull fetches %s"),
  FASTQ("@", "is FASTQ: %s");

  private final byte[] start;
  private final String told;

  KnownForm(String start, String told) {
    this.start = start.getBytes(StandardCharsets.ISO_8859_1);
    this.told = told;
  }

  /**
   * Refuses {@code file} if it begins like one of these.
   *
   * @param first its first bytes, from the position on
   */
  static void refuse(Path file, ByteBuffer first) throws FastaFormatException {
    byte[] start = TextSource.start(first);
    byte[] lower =
        new String(start, StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT)
            .getBytes(StandardCharsets.ISO_8859_1);
    for (KnownForm form : values()) {
      boolean isText = form == HTML || form == HTML_BARE;
      if (startsWith(isText ? lower : start, form.start)) {
        throw new FastaFormatException(
            file, "not FASTA: " + String.format(Locale.ROOT, form.told, file));
      }
    }
  }

  private static boolean startsWith(byte[] text, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= text.length || text[i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
