package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.demo.DemoCollection;
import io.github.agc4j.info.StreamKind;
import io.github.agc4j.option.ReadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives for readers that take every pack for one of fifty sequences. */
@Tag("slow")
class ForRagcIT {
  private static final int GENOMES = 60;

  @TempDir private Path folder;

  private Agc4jProcess create(String archive, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("create", "-o", archive));
    line.addAll(List.of(options));
    try (var files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".fa"))
          .sorted()
          .forEach(file -> line.add(file.getFileName().toString()));
    }
    return Agc4jProcess.run(folder, line.toArray(String[]::new));
  }

  @Test
  void packsHaveFiftySequencesAndInfoSaysSo() throws Exception {
    new DemoCollection(1, GENOMES, 10_000).write(folder);
    assertEquals(new Agc4jProcess(0, "", ""), create("usual.agc"));
    assertEquals(new Agc4jProcess(0, "", ""), create("ragc.agc", "--for-ragc"));
    assertEquals(new Agc4jProcess(0, "", ""), create("fifty.agc", "-b", "50"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("fifty.agc")),
        Files.readAllBytes(folder.resolve("ragc.agc")));
    assertTrue(Agc4jProcess.out(folder, "info", "ragc.agc").contains("agc since 3.0, ragc-core\n"));
    assertFalse(
        Agc4jProcess.out(folder, "info", "usual.agc").contains("agc since 3.0, ragc-core\n"));
    // Fewer sequences in a pack are more packs, which take more room.
    assertTrue(packBytes("ragc.agc") > packBytes("usual.agc"));
    assertEquals(
        Files.readString(folder.resolve("genome58.fa")),
        Agc4jProcess.out(folder, "getset", "ragc.agc", "genome58"));
    assertEquals(2, create("x.agc", "--for-ragc", "-b", "7").status());
  }

  private long packBytes(String archive) throws Exception {
    try (AgcReader reader = AgcReader.open(folder.resolve(archive), ReadOptions.DEFAULTS)) {
      assertEquals(archive.equals("ragc.agc"), reader.parameters().areReadByRagc());
      return reader.bytesByKind().get(StreamKind.PACKS);
    }
  }
}
