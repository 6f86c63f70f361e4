package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j merge}. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description =
        "Writes an archive of the samples of several archives, in their order. Of those that extend the same base sequences are copied as they are stored; the others' are decoded and placed anew (-v 1 tells which). A sample that is the same in several is taken once.")
public final class MergeCommand extends WriteCommand {
  @Option(
      names = "--rename-duplicates",
      description =
          "samples that have the name of another one in an earlier archive, and are not the same, are called NAME-2 and so on, instead of being refused")
  private boolean renamesDuplicates;

  @Option(
      names = "--verify",
      description = "read the archive back before it takes its name; all of it has to be whole")
  private boolean verifies;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "ARCHIVE",
      description =
          "the archives, or sets of archives; the first one's reference and parameters are the new one's")
  private List<Path> archives;

  @Override
  boolean verifies() {
    return verifies;
  }

  @Override
  public Integer call() throws IOException {
    long samples = 0;
    for (Path archive : archives) {
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        samples += reader.samples();
      }
    }
    long all = samples;
    List<Path> files = new ArrayList<>();
    for (Path archive : archives) {
      files.addAll(ArchiveSet.archives(archive));
    }
    write(files, (file, replace) -> merge(file, replace, all));
    return 0;
  }

  private void merge(Path target, boolean replace, long samples) throws IOException {
    CreateOptions options = CreateOptions.builder().threads(threads()).replace(replace).build();
    run(() -> AgcWriter.merge(archives, renamesDuplicates, target, options), samples);
  }
}
