package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, which builds what is missing. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("agc4j").toAbsolutePath();

  @Test
  void runsFromAnyFolderThroughASymbolicLink(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), LAUNCHER);
    Path second =
        Files.createSymbolicLink(
            Files.createDirectory(folder.resolve("bin")).resolve("agc4j"), Path.of("../link"));
    Agc4jProcess version = Agc4jProcess.start(folder, List.of(second.toString(), "--version"));
    assertEquals(0, version.status(), version.err());
    assertTrue(version.out().startsWith("agc4j "), version.out());
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void passesArgumentsWithBlanksAndUmlautsAndKeepsTheOutputClean(@TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("ä b.fa"), ">c 1\nACGTACGTACGTTTTTGGGG\n");
    Agc4jProcess create =
        Agc4jProcess.start(
            folder, List.of(LAUNCHER.toString(), "create", "-o", "ö x.agc", "ä b.fa"));
    assertEquals("", create.err());
    assertEquals(0, create.status());
    Agc4jProcess list =
        Agc4jProcess.start(folder, List.of(LAUNCHER.toString(), "listset", "ö x.agc"));
    assertEquals(new Agc4jProcess(0, "ä b\n", ""), list);
    Agc4jProcess get =
        Agc4jProcess.start(folder, List.of(LAUNCHER.toString(), "getset", "ö x.agc", "ä b"));
    assertEquals(new Agc4jProcess(0, ">c 1\nACGTACGTACGTTTTTGGGG\n", ""), get);
  }

  @Test
  void statusOfTheCommandIsThatOfTheLauncher(@TempDir Path folder) throws Exception {
    assertEquals(
        1, Agc4jProcess.start(folder, List.of(LAUNCHER.toString(), "info", "none.agc")).status());
    assertEquals(2, Agc4jProcess.start(folder, List.of(LAUNCHER.toString(), "info")).status());
  }
}
