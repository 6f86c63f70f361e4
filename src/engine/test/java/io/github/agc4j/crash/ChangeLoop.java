package io.github.agc4j.crash;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process that changes an archive in the ways that it was told, one after the other, until it is
 * killed.
 */
final class ChangeLoop {
  /** Takes the first sample out. */
  static final String DROP = "drop";

  /** Puts a letter after each name. */
  static final String RENAME = "rename";

  static final String COMPACT = "compact";

  /** With what comes after it, as the value of the key {@link #KEY}. */
  static final String ANNOTATE = "annotate=";

  /** What the archive is annotated with. */
  static final String KEY = "step";

  private ChangeLoop() {}

  /**
   * Prints a line after each completed change.
   *
   * @param args the archive, and {@link #DROP}, {@link #RENAME}, {@link #COMPACT}, {@link
   *     #ANNOTATE} with a value, or a file to add
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = KilledProcess.begin();
    for (int i = 1; i < args.length; i++) {
      change(Path.of(args[0]), args[i]);
      out.println(args[i]);
    }
  }

  private static void change(Path archive, String way) throws IOException {
    CreateOptions options = CreateOptions.builder().threads(2).build();
    boolean isTold = way.startsWith(ANNOTATE);
    Annotations told =
        new Annotations(
            isTold ? Map.of(KEY, way.substring(ANNOTATE.length())) : Map.of(), name -> Map.of());
    try (AgcWriter writer =
        switch (isTold ? ANNOTATE : way) {
          case DROP ->
              AgcWriter.changeInPlace(
                  archive, ArchiveChanges.NONE.drop(SampleIndexes.of(0)), options);
          case RENAME ->
              AgcWriter.changeInPlace(
                  archive, ArchiveChanges.NONE.rename(name -> name + "x"), options);
          case ANNOTATE ->
              AgcWriter.changeInPlace(archive, ArchiveChanges.NONE.annotate(told), options);
          case COMPACT -> AgcWriter.compact(archive, options);
          default -> AgcWriter.appendInPlace(archive, options);
        }) {
      if (way.endsWith(".fa")) {
        writer.add(Path.of(way));
      }
      writer.commit();
    }
  }
}
