package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A user who cannot write where the launcher builds. Alone, since it changes the time of a source.
 */
@Isolated
@Tag("slow")
class UnwritableTreeIT {
  @TempDir private Path folder;

  private Agc4jProcess asNobody(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups"));
    command.addAll(List.of(arguments));
    return Agc4jProcess.start(folder, command);
  }

  /** Sources that are newer than the build are of no interest to who cannot build. */
  @Test
  void theBuildThatThereIsIsUsed() throws Exception {
    Path pom = Path.of("../../pom.xml").toAbsolutePath().normalize();
    assumeTrue(
        Agc4jProcess.start(folder, List.of("sh", "-c", "command -v setpriv")).status() == 0
            && asNobody("true").status() == 0,
        "cannot become another user");
    assumeTrue(
        asNobody("test", "-r", pom.toString()).status() == 0,
        "the sources cannot be read by others");
    Files.writeString(folder.resolve("s0.fa"), ">c\n" + "ACGTTGCATT".repeat(500) + "\n");
    assertEquals(0, Agc4jProcess.run(folder, "create", "-o", "x.agc", "s0.fa").status());
    FileTime time = Files.getLastModifiedTime(pom);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setLastModifiedTime(pom, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    try {
      assertEquals(
          new Agc4jProcess(0, "s0\n", ""), asNobody(Agc4jProcess.LAUNCHER, "listset", "x.agc"));
    } finally {
      Files.setLastModifiedTime(pom, time);
    }
  }
}
