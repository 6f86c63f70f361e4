package io.github.agc4j.fuzz;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What broke once, each in a file named for what it broke, does not break again. */
class RegressionsTest {
  private static final Path FOLDER = Path.of("target/test-classes/regressions");

  @TestFactory
  List<DynamicTest> whatBrokeOnceIsReadOrRefused() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Target target : Target.values()) {
      Path folder = Path.of(System.getProperty("basedir", ".")).resolve(FOLDER);
      Path inputs = folder.resolve(target.folder());
      if (Files.isDirectory(inputs)) {
        try (Stream<Path> files = Files.list(inputs)) {
          files
              .sorted()
              .forEach(
                  file ->
                      tests.add(
                          dynamicTest(
                              target.folder() + " " + file.getFileName(),
                              () -> target.check(Files.readAllBytes(file)))));
        }
      }
    }
    return tests;
  }
}
