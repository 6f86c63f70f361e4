package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.DistinctFiles;
import io.github.agc4j.cli.option.FetchedFolder;
import io.github.agc4j.cli.option.FileName;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Progress;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.report.MemoryReport;
import io.github.agc4j.cli.report.ReportOption;
import io.github.agc4j.cli.report.SampleProgress;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that read an archive have in common. */
abstract class ArchiveCommand implements Callable<Integer>, Verbosity.Holder {
  /**
   * Of long packs, of which each sample wants some items, as much is kept as the next samples want;
   * less is mapped than the library does.
   */
  private static final ReadOptions IN_ORDER = new ReadOptions(24L << 20, 8L << 20);

  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private ReportOption reportOption;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "file for the output, for getcol a folder; - is standard output (default: standard output)")
  private String outputName;

  /** Null for standard output. */
  private Path output;

  @Mixin private FetchedFolder fetched;

  @Parameters(
      index = "0",
      paramLabel = "ARCHIVE",
      description =
          "the archive: a file, or an http or https address that is read by ranges; or a set of archives: a folder, or an address that ends in /")
  private ArchiveLocation archive;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  Path output() {
    return output;
  }

  private static Path file(String name) {
    try {
      return FileName.of(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--output: " + e.getMessage());
    }
  }

  /** Whether the output is a folder that exists, or a name that only a folder can have. */
  boolean asksForFolder() {
    return output != null && (Files.isDirectory(output) || outputName.endsWith("/"));
  }

  @Override
  public Integer call() throws IOException {
    output = outputName == null || outputName.equals("-") ? null : file(outputName);
    refuseAsOutput(archive.localFile());
    try (AgcReader reader = AgcReader.open(archive, readOptions().withFetched(fetched.path()));
        MemoryReport report = reportOption.watch(reader)) {
      run(reader);
      reportOption.print(report, spec.commandLine().getErr());
    }
    return 0;
  }

  /** Refuses to write the output over {@code input}, which is being read. */
  void refuseAsOutput(Path input) throws IOException {
    DistinctFiles.check(output, input, "is read");
  }

  /** How much memory the command may use for what it has read. */
  ReadOptions readOptions() {
    return IN_ORDER;
  }

  /** Prints what the user should know, beside the data. */
  final void note(String text) {
    if (!verbosity.isQuiet()) {
      spec.commandLine().getErr().println("agc4j: " + Terminal.escaped(text));
    }
  }

  /**
   * Tells the user if texts of {@code samples} cannot come back as they were read since another
   * program wrote.
   */
  final void noteLostText(AgcReader reader, SampleIndexes samples) throws IOException {
    if (!samples.isEmpty()) {
      noteLostText(reader.keptText(samples));
    }
  }

  /** The same where {@code kept} is kept of texts. */
  final void noteLostText(KeptText kept) {
    if (kept.hasLosses()) {
      note(
          "warning: "
              + archive
              + ": case, lines or symbols that are no letters of some samples are lost: a program has written or extended the archive that does not know them, or it was merged with one that does not keep them");
    }
  }

  /** Work on samples. */
  interface SampleWork {
    /** Does it; {@code done} is to be told how many samples are through. */
    void run(LongConsumer done) throws IOException;
  }

  /** Does {@code work} on so many samples of {@code reader} and shows how far it has come. */
  final void showing(AgcReader reader, String doing, long samples, SampleWork work)
      throws IOException {
    SampleProgress reached = new SampleProgress(doing, samples, () -> reader.decoded().symbols());
    PrintWriter err = spec.commandLine().getErr();
    Progress.during(
        err,
        // Not into text on the same terminal.
        verbosity.showsProgress() && !(output == null && Terminal.isOutput()),
        reached,
        () -> {
          work.run(reached::done);
          return null;
        });
    if (verbosity.tellsEnd()) {
      err.println(reached.endLine());
    }
  }

  /** Does the command's work with the opened archive. */
  abstract void run(AgcReader reader) throws IOException;
}
