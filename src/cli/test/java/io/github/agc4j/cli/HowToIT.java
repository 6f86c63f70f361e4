package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/how-to.md do what they are there for. */
@Tag("slow")
class HowToIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final int BASES = 60_000;

  @TempDir private static Path folder;

  @BeforeAll
  static void writeGenomes() throws IOException {
    List<String> files = List.of("ref.fa", "HG1.1.fa", "HG1.2.fa", "HG2.fa", "HG3.fa", "HG4.fa");
    new DemoCollection(1, files.size(), BASES).write(folder);
    for (int i = 0; i < files.size(); i++) {
      Files.move(folder.resolve("genome0" + i + ".fa"), folder.resolve(files.get(i)));
    }
    Path plain = folder.resolve("HG1.1.fa");
    try (var packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("HG1.1.fa.gz")))) {
      Files.copy(plain, packed);
    }
    Files.delete(plain);
  }

  private static String shell(String script) throws Exception {
    String line = "set -e; agc4j() { \"" + Agc4jProcess.LAUNCHER + "\" \"$@\"; }\n" + script;
    Agc4jProcess run = Agc4jProcess.start(folder, List.of("sh", "-c", line));
    assertEquals(0, run.status(), script + run.err());
    assertEquals("", run.err(), script);
    return run.out();
  }

  @Test
  void everyBlockWorks() throws Exception {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("../../docs/how-to.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertTrue(blocks.size() >= 20, "blocks=" + blocks.size());
    StringBuilder out = new StringBuilder();
    for (String block : blocks) {
      out.append(shell(block));
    }
    assertTrue(out.toString().contains(">chr1:1000-1099/rc\n"), out.toString());
    assertEquals("CHM13\nNA19240\nNA20129\n", shell("agc4j listset named.agc"));
    assertEquals("HG1.1\nHG1.2\nHG2\nHG3\nHG4\nref\n", shell("agc4j listset more.agc"));
    assertEquals("HG1.1\nHG1.2\nref\n", shell("agc4j listset part.agc"));
    assertEquals("HG3\nHG4\n", shell("agc4j listset piped.agc"));
    assertEquals(-1, Files.mismatch(folder.resolve("HG2.fa"), folder.resolve("HG2.out.fa")));
    assertFalse(shell("agc4j verify --full saved.agc").isEmpty());
    for (String made :
        List.of("genomes/HG1.2.fa", "folder/HG2.fa.gz", "HG2.dict", "HG2.fa.fai", "small.agc")) {
      assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }
  }
}
