package io.github.agc4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What broke once, each in a file named for what it broke, does not break again. */
class RegressionsTest {

  @TestFactory
  List<DynamicTest> whatBrokeOnceIsReadOrRefused() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Target target : Target.values()) {
      Path folder = folder().resolve(target.folder());
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.sorted().forEach(file -> tests.add(test(target, file)));
        }
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static Path folder() {
    try {
      return Path.of(RegressionsTest.class.getResource("/regressions").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DynamicTest test(Target target, Path file) {
    return dynamicTest(
        target.folder() + " " + file.getFileName(), () -> target.check(Files.readAllBytes(file)));
  }
}
