package io.github.agc4j.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build of this module made. */
final class Built {
  /** The version, as the parent's pom has it. */
  static final String VERSION = System.getProperty("agc4j.version");

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private Built() {}

  /** The tarball. */
  static Path tarball() throws IOException {
    return only("agc4j-*-linux-*.tar.gz");
  }

  /** The name of the folder in the tarball. */
  static String name() throws IOException {
    return tarball().getFileName().toString().replace(".tar.gz", "");
  }

  /** The Debian package. */
  static Path deb() throws IOException {
    return only("agc4j_*.deb");
  }

  /** A recipe for others, with the version and all else filled in. */
  static Path recipe(String name) {
    return TARGET.resolve(name);
  }

  private static Path only(String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(TARGET, pattern)) {
      List<Path> files =
          Stream.iterate(found.iterator(), i -> i.hasNext(), i -> i).map(i -> i.next()).toList();
      assertTrue(files.size() == 1, TARGET + "/" + pattern + ": " + files);
      return files.getFirst();
    }
  }

  /** Unpacks the tarball in {@code folder}, readable by all; the folder that was in it. */
  static Path unpack(Path folder) throws IOException, InterruptedException {
    Run.out(folder, "chmod", "755", ".");
    Run.out(folder, "tar", "xzf", tarball().toString());
    return folder.resolve(name());
  }

  /** Names of the files in {@code folder}. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
