package io.github.agc4j.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a formatter cannot see: sizes, names, missing package descriptions, leftovers. */
class TidyTest {
  private static final int FILE_LINES_MAX = 450;
  private static final int PACKAGE_CLASSES_MAX = 20;
  private static final Pattern BANNED_NAME =
      Pattern.compile("(Manager|Helper|Util|Utils|Common|Impl)\\.java");
  private static final Pattern BANNED_TEXT =
      Pattern.compile(
          "TO"
              + "DO|FIX"
              + "ME|System\\.out|new Random\\(\\)|Thread\\.sleep|@Disabled|java\\.io\\.File;");

  private static List<Path> sources(String... folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertFalse(sources.isEmpty());
    return sources;
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    for (Path source :
        sources("main/java", "../cli/main/java", "../htsjdk/main/java", "../fuzz/test/java")) {
      assertEquals(
          true, Files.exists(source.resolveSibling("package-info.java")), source.toString());
    }
  }

  @Test
  void filesAndPackagesStaySmall() throws IOException {
    Map<Path, Integer> classes = new TreeMap<>();
    for (Path source :
        sources("main/java", "../cli/main/java", "../htsjdk/main/java", "../fuzz/test/java")) {
      assertEquals(
          true, Files.readAllLines(source).size() <= FILE_LINES_MAX, source + " is too long");
      if (!source.endsWith("package-info.java")) {
        classes.merge(source.getParent(), 1, Integer::sum);
      }
    }
    classes.forEach(
        (folder, count) ->
            assertEquals(true, count <= PACKAGE_CLASSES_MAX, folder + " has " + count + " files"));
  }

  @Test
  void namesAndCallsAreNotBanned() throws IOException {
    for (Path source :
        sources(
            "main/java",
            "test/java",
            "../cli/main/java",
            "../cli/test/java",
            "../htsjdk/main/java",
            "../htsjdk/test/java",
            "../fuzz/test/java")) {
      assertFalse(BANNED_NAME.matcher(source.getFileName().toString()).find(), source.toString());
      Matcher banned = BANNED_TEXT.matcher(Files.readString(source));
      assertFalse(banned.find() && !source.endsWith("TidyTest.java"), source.toString());
    }
  }
}
