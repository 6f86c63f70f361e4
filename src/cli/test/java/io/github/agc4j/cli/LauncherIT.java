package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, which builds what is missing. */
class LauncherIT {
  @Test
  void runsFromAnyFolderThroughASymbolicLink(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(Agc4jProcess.LAUNCHER));
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
    Agc4jProcess create = Agc4jProcess.run(folder, "create", "-o", "ö x.agc", "ä b.fa");
    assertEquals("", create.err());
    assertEquals(0, create.status());
    Agc4jProcess list = Agc4jProcess.run(folder, "listset", "ö x.agc");
    assertEquals(new Agc4jProcess(0, "ä b\n", ""), list);
    Agc4jProcess get = Agc4jProcess.run(folder, "getset", "ö x.agc", "ä b");
    assertEquals(new Agc4jProcess(0, ">c 1\nACGTACGTACGTTTTTGGGG\n", ""), get);
  }

  @Test
  void statusOfTheCommandIsThatOfTheLauncher(@TempDir Path folder) throws Exception {
    assertEquals(1, Agc4jProcess.run(folder, "info", "none.agc").status());
    assertEquals(2, Agc4jProcess.run(folder, "info").status());
  }

  @Test
  void whatIsNotTextIsNotWrittenToATerminal(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.fa"), ">c\nACGTACGTACGTTTTTGGGG\n");
    assertEquals(
        0,
        Agc4jProcess.start(
                folder, List.of("sh", "-c", Agc4jProcess.LAUNCHER + " create -o - a.fa >x.agc"))
            .status());
    Agc4jProcess terminal = Agc4jProcess.start(folder, List.of("script", "--version"));
    assumeTrue(terminal.out().contains("util-linux"), "no script of util-linux");
    for (String command :
        List.of(
            "create a.fa",
            "append x.agc a.fa",
            "extract x.agc a",
            "getset -g 6 x.agc a",
            "getctg -g 6 x.agc c",
            "getcol -g 6 x.agc")) {
      Agc4jProcess shown =
          Agc4jProcess.start(
              folder,
              List.of("script", "-qec", Agc4jProcess.LAUNCHER + " " + command, "/dev/null"));
      assertEquals(2, shown.status(), command);
      assertEquals(
          "agc4j: standard output is a terminal: name a file with -o, or use a pipe",
          shown.out().strip().replaceAll(" [(]see .*", ""),
          command);
    }
  }

  @Test
  void namesAreEscapedOnATerminalAndNotInAPipe(@TempDir Path folder) throws Exception {
    NamedArchive.write(
        folder.resolve("x.agc"), "c", List.of("s\u001b[2J".getBytes(StandardCharsets.UTF_8)));
    String list = Agc4jProcess.LAUNCHER + " listset x.agc";
    assertEquals("s\u001b[2J\n", Agc4jProcess.start(folder, List.of("sh", "-c", list)).out());
    // Of util-linux: a terminal for a command.
    Agc4jProcess terminal = Agc4jProcess.start(folder, List.of("script", "--version"));
    assumeTrue(terminal.out().contains("util-linux"), "no script of util-linux");
    Agc4jProcess shown = Agc4jProcess.start(folder, List.of("script", "-qec", list, "/dev/null"));
    assertEquals("s\\x1b[2J", shown.out().strip());
  }
}
