package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More names than the heap of a command could hold. */
@Tag("slow")
class ManySamplesIT {
  private static final int SAMPLES = 60_000;
  private static final String REST = "x".repeat(290);

  @TempDir private static Path folder;

  @BeforeAll
  static void createArchive() throws Exception {
    List<byte[]> names = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      names.add(name(i).getBytes(StandardCharsets.US_ASCII));
    }
    Collections.shuffle(names, new Random(4));
    NamedArchive.write(folder.resolve("x.agc"), "c", names);
  }

  private static String name(int i) {
    return String.format("%010d%s", i, REST);
  }

  private static Agc4jProcess run(String... arguments) throws Exception {
    Agc4jProcess process = Agc4jProcess.run(folder, arguments);
    assertEquals("", process.err());
    assertEquals(0, process.status());
    return process;
  }

  @Test
  void listsetSortsThem() throws Exception {
    String[] lines = run("listset", "x.agc").out().split("\n");
    assertEquals(SAMPLES, lines.length);
    for (int i = 0; i < SAMPLES; i += 997) {
      assertEquals(name(i), lines[i]);
    }
  }

  @ParameterizedTest
  @CsvSource("listctg, 2")
  void othersListThemOneByOne(String command, int linesEach) throws Exception {
    String[] lines = run(command, "x.agc").out().split("\n");
    assertEquals(SAMPLES * linesEach, lines.length);
  }

  @Test
  void oneIsFoundByItsNameAndManyByAPattern() throws Exception {
    assertEquals(">c\n" + NamedArchive.BASES + "\n", run("getset", "x.agc", name(55_555)).out());
    assertEquals(10_000, run("listctg", "x.agc", "00000[5]*").out().split("\n").length / 2);
    assertEquals(
        SAMPLES - 10_000, run("listctg", "x.agc", "!000005*").out().split("\n").length / 2);
  }
}
