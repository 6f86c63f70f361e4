package io.github.agc4j.engine.input;

import java.nio.file.Path;

/** The name of a sample by the name of its file (AGC compression, section 1.4). */
public final class SampleNames {
  private static final String[] SUFFIXES = {".fna", ".gz", ".fa", ".fasta"};

  private SampleNames() {}

  /** Without folders, without the last extension, and then without FASTA and gzip suffixes. */
  public static String of(Path file) {
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
    for (String suffix : SUFFIXES) {
      if (name.length() > suffix.length() && name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
