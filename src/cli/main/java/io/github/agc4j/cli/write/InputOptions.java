package io.github.agc4j.cli.write;

import io.github.agc4j.InputFiles;
import io.github.agc4j.cli.option.FileName;
import io.github.agc4j.cli.option.TextLines;
import io.github.agc4j.cli.option.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The input files that are named by arguments and by a list, and what their samples are called. */
final class InputOptions {
  @Mixin private SampleNaming naming;

  @Option(
      names = {"-i", "--input-list"},
      paramLabel = "FILE",
      description =
          "file with names of input files, one per line or separated by white space; - is standard input")
  private Path list;

  /**
   * The list's files after the first {@code ahead} arguments, then the other arguments; of equal
   * names only the first (AGC compression, section 1.4).
   *
   * @param concatenated whether samples are called as their contigs
   */
  List<Path> all(List<Path> arguments, int ahead, boolean concatenated) throws IOException {
    naming.read();
    List<Path> files = arguments.stream().map(naming::named).toList();
    Set<Path> inputs = new LinkedHashSet<>(files.subList(0, Math.min(ahead, files.size())));
    if (list != null) {
      TextLines.forEach(list, (text, line) -> inputs.addAll(filesOf(text)));
    }
    inputs.addAll(files);
    if (Collections.frequency(files, InputFiles.STANDARD_INPUT) + listsFromStandardInput() > 1) {
      throw new UsageException("standard input (-) can be read only once");
    }
    for (Path input : inputs) {
      checkReadable(input);
    }
    naming.check(inputs, concatenated);
    return new ArrayList<>(inputs);
  }

  private int listsFromStandardInput() {
    return (InputFiles.STANDARD_INPUT.equals(list) ? 1 : 0)
        + (naming.isFromStandardInput() ? 1 : 0);
  }

  /** What the samples of the files are called. */
  SampleNaming naming() {
    return naming;
  }

  /** The file that a line names, or those that its words name, as in C++ agc. */
  private List<Path> filesOf(String line) {
    Path whole = naming.named(FileName.of(line));
    return Files.exists(whole)
        ? List.of(whole)
        : Arrays.stream(line.split("\\s+")).map(FileName::of).map(naming::named).toList();
  }

  /** Tells a wrong name before hours of work, not after. */
  private static void checkReadable(Path input) throws IOException {
    if (input.equals(InputFiles.STANDARD_INPUT)) {
      return;
    }
    if (Files.isDirectory(input)) {
      throw new IOException(input + ": is a directory");
    }
    if (!Files.exists(input)) {
      throw new IOException(input + ": " + FileName.whyMissing(input));
    }
    if (!Files.isReadable(input)) {
      throw new IOException(input + ": permission denied");
    }
  }
}
