package io.github.agc4j.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * FASTA texts of any bytes that are not refused, at any place where they are not: symbols that no
 * code stands for, either case, blanks and control characters between them, all line ends. Also
 * tells, by a simple reader of its own, what their records are.
 */
public final class HostileText {
  private static final String CODES = "ACGTACGTACGTACGTNRYSWKMBDHVU";

  private final Random random;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Texts that {@code random} makes. */
  public HostileText(Random random) {
    this.random = random;
  }

  /**
   * A record.
   *
   * @param name the header line
   * @param symbols one byte each, without what takes no position
   */
  public record Contig(String name, byte[] symbols) {}

  /** A text of {@code records} records of up to {@code symbolsMax} symbols. */
  public byte[] next(int records, int symbolsMax) {
    out.reset();
    for (int i = random.nextInt(3); i > 0 && random.nextInt(4) == 0; i--) {
      text("\n \t\r\n".substring(random.nextInt(5)));
    }
    for (int i = 0; i < records; i++) {
      // A record begins a line.
      if (i > 0 && !endsLine()) {
        text("\n");
      }
      record(i, random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(symbolsMax));
    }
    return out.toByteArray();
  }

  private boolean endsLine() {
    byte[] all = out.toByteArray();
    return all.length == 0 || all[all.length - 1] == '\n' || all[all.length - 1] == '\r';
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void record(int index, int symbols) {
    text(">c" + index);
    for (int i = random.nextInt(6); i > 0; i--) {
      out.write(header());
    }
    String end = List.of("\n", "\n", "\r\n", "\r").get(random.nextInt(4));
    text(end);
    int width = List.of(60, 70, 1 + random.nextInt(100), Integer.MAX_VALUE).get(random.nextInt(4));
    boolean isTidy = random.nextBoolean();
    boolean isLower = random.nextBoolean();
    int column = 0;
    boolean isLineStart = true;
    for (int i = 0; i < symbols; ) {
      int run = Math.min(symbols - i, 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 20));
      int kind = random.nextInt(12);
      isLower ^= kind == 0;
      int same = other();
      for (int j = 0; j < run; j++, i++) {
        int symbol = kind == 1 ? same : kind == 2 ? other() : letter(isLower);
        out.write(
            isLineStart && (symbol == ';' || symbol == '>') ? 'A' : symbol == '>' ? '<' : symbol);
        isLineStart = false;
        if (++column == width || !isTidy && random.nextInt(50) == 0) {
          text(isTidy || random.nextInt(8) > 0 ? end : "\r\r\n\n".substring(random.nextInt(4)));
          column = 0;
          isLineStart = true;
        }
        if (!isTidy && random.nextInt(60) == 0) {
          out.write(" \t\u0001\u001f\u007f\u000b".charAt(random.nextInt(6)));
          isLineStart = false;
        }
      }
    }
    if (column > 0 && random.nextInt(5) > 0) {
      text(end);
    }
    if (random.nextInt(6) == 0) {
      text("\n \n\r\n".substring(random.nextInt(4)));
    }
  }

  /** Anything but what ends a header, zero, and what the format cannot hold beside others. */
  private int header() {
    int b = 1 + random.nextInt(0x7f);
    return b == '\n' || b == '\r' ? ' ' : b;
  }

  private int letter(boolean isLower) {
    char letter = CODES.charAt(random.nextInt(random.nextInt(20) == 0 ? CODES.length() : 16));
    return isLower ? letter | 0x20 : letter;
  }

  private int other() {
    int b = 0x21 + random.nextInt(0x100 - 0x21);
    return b == 0x7f || "EFILPQefilpq".indexOf(b) >= 0 && random.nextInt(40) > 0 ? '-' : b;
  }

  /** The records of {@code text}. */
  public static List<Contig> records(byte[] text) {
    List<Contig> records = new ArrayList<>();
    boolean isLineStart = true;
    for (int at = 0; at < text.length; ) {
      if (text[at] == '>' && isLineStart) {
        int end = at;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
          end++;
        }
        String name = new String(text, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream symbols = new ByteArrayOutputStream();
        isLineStart = false;
        for (at = end; at < text.length && !(text[at] == '>' && isLineStart); at++) {
          int b = text[at] & 0xff;
          isLineStart = b == '\n' || b == '\r';
          if (b > 0x20 && b != 0x7f) {
            symbols.write(b);
          }
        }
        records.add(new Contig(name, symbols.toByteArray()));
      } else {
        isLineStart = text[at] == '\n' || text[at] == '\r';
        at++;
      }
    }
    return records;
  }
}
