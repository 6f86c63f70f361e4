package io.github.agc4j.cli.option;

import io.github.agc4j.InputFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lists of names, one per line: UTF-8 text from a file, a pipe, or standard input ({@code -}). Line
 * ends of Windows, a byte order mark, blanks around a name, empty lines and those that begin with
 * {@code #} do not count.
 */
public final class TextLines {
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final char COMMENT = '#';

  private TextLines() {}

  /** Takes the lines that count. */
  public interface Visitor {
    /** Called for each, with what it holds; {@code number} is the line's, from 1 on. */
    void visit(String text, long number) throws IOException;
  }

  /**
   * Visits the lines of {@code file}, which may be longer than the heap has room for.
   *
   * @throws IOException also when it is not UTF-8
   */
  public static void forEach(Path file, Visitor visitor) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(open(file), StandardCharsets.UTF_8.newDecoder()))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text =
            (number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line).strip();
        if (!text.isEmpty() && text.charAt(0) != COMMENT) {
          visitor.visit(text, number);
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": is not UTF-8 text", e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    if (file.equals(InputFiles.STANDARD_INPUT)) {
      return System.in;
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory");
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": " + FileName.whyMissing(file));
    }
    return Files.newInputStream(file);
  }
}
