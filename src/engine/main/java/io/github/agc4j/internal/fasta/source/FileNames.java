package io.github.agc4j.internal.fasta.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the name of a file says of what is in it. */
public final class FileNames {
  /** Stands for the process's standard input. A file of this name is {@code ./-}. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private static final List<String> PACKED = List.of(".gz", ".bgz", ".bz2", ".xz", ".zst");
  private static final List<String> FASTA =
      List.of(".fa", ".fasta", ".fna", ".fas", ".fsa", ".ffn", ".frn", ".mfa");
  private static final List<String> TAR =
      List.of(
          ".tar",
          ".tar.gz",
          ".tgz",
          ".tar.bz2",
          ".tbz2",
          ".tbz",
          ".tar.xz",
          ".txz",
          ".tar.zst",
          ".tzst");

  /** Decompressed in memory of the heap. */
  private static final List<String> ON_HEAP = List.of(".xz", ".bz2");

  private FileNames() {}

  /** Whether a file is a tar archive by its name, compressed or not. */
  public static boolean isTar(Path file) {
    return endsWithOneOf(TAR, file);
  }

  /**
   * Whether decompressing a file takes memory of the heap, by its name, so that several cannot be
   * read at once.
   */
  public static boolean isOnHeap(Path file) {
    return endsWithOneOf(ON_HEAP, file);
  }

  private static boolean endsWithOneOf(List<String> extensions, Path file) {
    String name = file.getFileName().toString();
    return without(extensions, name).length() < name.length();
  }

  /** Whether a file is FASTA by its name, compressed or not. */
  public static boolean isFasta(Path file) {
    String name = without(PACKED, file.getFileName().toString());
    return without(FASTA, name).length() < name.length();
  }

  /**
   * Without folders, without the extension of a compressed file, and then without one of FASTA;
   * other extensions stay.
   */
  public static String stem(Path file) {
    return without(FASTA, without(PACKED, file.getFileName().toString()));
  }

  private static String without(List<String> extensions, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String extension : extensions) {
      if (lower.length() > extension.length() && lower.endsWith(extension)) {
        return name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }
}
