package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceDictionaryTest {
  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void create() throws IOException {
    archive = folder.resolve("x.agc");
    Path first = Files.writeString(folder.resolve("a.fa"), ">chr1 one\nACGT\n>chr2\nA\n>none\n");
    Path second = Files.writeString(folder.resolve("b.fa"), ">chr1\nGATTACA\n");
    Fasta.create(archive, List.of(first, second), CreateOptions.DEFAULTS);
  }

  private List<String> lines(SampleIndexes samples, HeaderStyle style, boolean hasMd5)
      throws IOException {
    return lines(samples, style, hasMd5, new ArrayList<>());
  }

  private List<String> lines(
      SampleIndexes samples, HeaderStyle style, boolean hasMd5, List<String> lines)
      throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS.withCache(1 << 20))) {
      new SequenceDictionary(reader, samples, style, hasMd5, 1).print(lines::add);
    }
    return lines;
  }

  @Test
  void tellsContigsThatHaveSymbolsByTheirShortNames() throws IOException {
    assertEquals(
        List.of("@HD\tVN:1.6", "@SQ\tSN:chr1\tLN:4", "@SQ\tSN:chr2\tLN:1"),
        lines(SampleIndexes.of(0), HeaderStyle.PLAIN, false));
  }

  @Test
  void tellsTheMd5sOfUpperCaseLetters() throws IOException {
    assertEquals(
        "@SQ\tSN:chr1@b\tLN:7\tM5:61966c86d7c3bb28fff946c52eefff0b",
        lines(SampleIndexes.of(0, 1), HeaderStyle.AT, true).getLast());
  }

  @Test
  void refusesNamesThatOccurTwiceBeforeItTellsAny() {
    List<String> told = new ArrayList<>();
    IOException e =
        assertThrows(
            IOException.class, () -> lines(SampleIndexes.of(0, 1), HeaderStyle.PLAIN, false, told));
    assertEquals(List.of(), told);
    assertTrue(e.getMessage().contains("chr1"), e.getMessage());
  }
}
