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

  /** From the header to the brace that closes it; the longest is the loop that decodes a delta. */
  private static final int METHOD_LINES_MAX = 66;

  /** So many lines have all methods but one in a hundred. */
  private static final int METHOD_LINES_USUAL = 30;

  /** A method or constructor at its indentation; statements have words or dots in front. */
  private static final Pattern METHOD =
      Pattern.compile(
          "((?: {2}){1,4})(?! |return\\b|new\\b|else\\b|throw\\b)"
              + "(?:[\\w<>\\[\\], ?@]+ )?(?!(?:if|for|while|switch|try|catch|synchronized)\\b)\\w+\\(.*");

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
        sources(
            "main/java",
            "../serve/main/java",
            "../cli/main/java",
            "../htsjdk/main/java",
            "../fuzz/test/java")) {
      assertEquals(
          true, Files.exists(source.resolveSibling("package-info.java")), source.toString());
    }
  }

  @Test
  void filesAndPackagesStaySmall() throws IOException {
    Map<Path, Integer> classes = new TreeMap<>();
    for (Path source :
        sources(
            "main/java",
            "../serve/main/java",
            "../cli/main/java",
            "../htsjdk/main/java",
            "../fuzz/test/java")) {
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

  /** The lengths of the methods of a source, each with its first line as the name. */
  private static Map<String, Integer> methods(Path source) throws IOException {
    List<String> lines = Files.readAllLines(source);
    Map<String, Integer> methods = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher header = METHOD.matcher(lines.get(i));
      int open = i;
      while (open < lines.size() - 1 && !lines.get(open).matches(".*[;{}]|")) {
        open++;
      }
      String text = String.join(" ", lines.subList(i, open + 1));
      if (header.matches() && text.endsWith("{") && !text.contains("->")) {
        int close = lines.subList(open, lines.size()).indexOf(header.group(1) + "}") + open;
        methods.put(source.getFileName() + ":" + (i + 1), close - i + 1);
      }
    }
    return methods;
  }

  @Test
  void methodsStayShort() throws IOException {
    Map<String, Integer> methods = new TreeMap<>();
    for (Path source :
        sources("main/java", "../serve/main/java", "../cli/main/java", "../htsjdk/main/java")) {
      methods.putAll(methods(source));
    }
    assertFalse(methods.size() < 2000, "methods=" + methods.size());
    methods.forEach(
        (name, lines) ->
            assertEquals(true, lines <= METHOD_LINES_MAX, name + " has " + lines + " lines"));
    long longer = methods.values().stream().filter(lines -> lines > METHOD_LINES_USUAL).count();
    assertEquals(true, longer * 100 <= methods.size(), longer + " of " + methods.size());
  }

  @Test
  void namesAndCallsAreNotBanned() throws IOException {
    for (Path source :
        sources(
            "main/java",
            "test/java",
            "../serve/main/java",
            "../serve/test/java",
            "../cli/main/java",
            "../cli/test/java",
            "../dist/test/java",
            "../htsjdk/main/java",
            "../htsjdk/test/java",
            "../fuzz/test/java")) {
      assertFalse(BANNED_NAME.matcher(source.getFileName().toString()).find(), source.toString());
      Matcher banned = BANNED_TEXT.matcher(Files.readString(source));
      assertFalse(banned.find() && !source.endsWith("TidyTest.java"), source.toString());
    }
  }
}
