package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.fasta.source.FileNames;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The name of a sample by the name of its file. */
public final class SampleNames {
  private static final String[] AGC_SUFFIXES = {".fna", ".gz", ".fa", ".fasta"};

  private static final Pattern DESCRIPTOR =
      Pattern.compile("/dev/fd/\\d+|/proc/(self|\\d+)/fd/\\d+|/dev/stdin");

  private SampleNames() {}

  /** Whether {@code file} is what a shell or the system calls an open pipe. */
  static boolean isDescriptor(Path file) {
    return DESCRIPTOR.matcher(file.toString()).matches();
  }

  /**
   * Without folders, without the extension of a compressed file, and then without one of FASTA;
   * other extensions stay, since {@code HG002.1} and {@code HG002.2} are two samples.
   */
  public static String of(Path file) {
    return FileNames.stem(file);
  }

  /**
   * As C++ agc names it (AGC compression, section 1.4): without folders, without the last
   * extension, and then without FASTA and gzip suffixes.
   */
  public static String asAgc(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      name = name.substring(0, dot);
    }
    for (String shorter = withoutSuffix(name);
        !shorter.equals(name);
        shorter = withoutSuffix(name)) {
      name = shorter;
    }
    return name;
  }

  private static String withoutSuffix(String name) {
    for (String suffix : AGC_SUFFIXES) {
      if (name.length() > suffix.length() && name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
