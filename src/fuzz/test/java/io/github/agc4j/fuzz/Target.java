package io.github.agc4j.fuzz;

import io.github.agc4j.ArchiveExtending;
import io.github.agc4j.ArchiveReading;
import io.github.agc4j.cli.CommandLines;
import io.github.agc4j.fuzz.input.ArchiveEdits;
import io.github.agc4j.fuzz.input.FastaFiles;
import io.github.agc4j.fuzz.input.PackedFiles;
import io.github.agc4j.fuzz.input.QueryTexts;
import io.github.agc4j.fuzz.input.SeedArchives;
import java.io.IOException;
import java.util.Locale;

/** What is fuzzed: how a fuzzer's bytes become an input, and what must hold of that. */
enum Target {
  /** An archive is read. */
  READ(ArchiveEdits::archive, ArchiveReading::check, SeedArchives.count()),
  /** An archive is extended, or a part of it copied. */
  EXTEND(ArchiveEdits::archive, ArchiveExtending::check, SeedArchives.count()),
  /** A FASTA file is read, archived, and extracted. */
  FASTA(FastaFiles::file, FastaReading::check, FastaFiles.SEEDS),
  /** A file that is compressed or a tar archive is read. */
  PACKED(PackedFiles::file, PackedReading::check, PackedFiles.SEEDS),
  /** Queries, files of regions, and patterns of names are read. */
  QUERY(QueryTexts::text, QueryReading::check, QueryTexts.SEEDS),
  /** The command is run. */
  COMMAND(CommandLines::text, CommandLines::check, CommandLines.SEEDS);

  /** Makes an input of a fuzzer's bytes. */
  private interface Making {
    byte[] input(byte[] script);
  }

  /** Throws if something does not hold of an input. */
  private interface Check {
    void of(byte[] input) throws IOException;
  }

  private final Making making;
  private final Check check;

  /** A script's first byte chooses one of so many seeds. */
  final int seeds;

  Target(Making making, Check check, int seeds) {
    this.making = making;
    this.check = check;
    this.seeds = seeds;
  }

  /** The target called {@code name} in lower case. */
  static Target named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The folder of its stored inputs. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The input that {@code script} describes. */
  byte[] input(byte[] script) {
    return making.input(script);
  }

  /** Tries {@code input}. */
  void check(byte[] input) throws IOException {
    check.of(input);
  }

  /** Tries the input that {@code script} describes. */
  void run(byte[] script) throws IOException {
    check(input(script));
  }
}
