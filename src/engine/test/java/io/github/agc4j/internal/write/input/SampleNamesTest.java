package io.github.agc4j.internal.write.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleNamesTest {
  @ParameterizedTest
  @CsvSource({
    "x.fa.gz, x",
    "x.fasta.gz, x",
    "x.v2.fna.gz, x.v2",
    "x.1.fa, x.1",
    "x.v1, x",
    "x.fa.fa, x",
    ".fa, .fa",
    "x, x",
    "some/folder.fa/y.fna, y"
  })
  void agcsRuleTakesTheLastExtensionOff(String file, String sample) {
    assertEquals(sample, SampleNames.asAgc(Path.of(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "x.fa.gz, x",
    "x.FASTA.BGZ, x",
    "x.v2.fna.gz, x.v2",
    "HG002.1, HG002.1",
    "HG002.2.fsa, HG002.2",
    "GCA_000001405.15_GRCh38.fna.zst, GCA_000001405.15_GRCh38",
    "x.fa.fa, x.fa",
    "notes.txt, notes.txt",
    ".fa, .fa",
    ".gz, .gz",
    "some/folder.fa/y.fna, y"
  })
  void ourRuleTakesOnlyKnownExtensionsOff(String file, String sample) {
    assertEquals(sample, SampleNames.of(Path.of(file)));
  }
}
