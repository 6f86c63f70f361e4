package io.github.agc4j.cli.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.Verifier;
import io.github.agc4j.cli.option.AnnotationOptions;
import io.github.agc4j.cli.option.DistinctFiles;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Progress;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.report.EndLine;
import io.github.agc4j.cli.report.MemoryReport;
import io.github.agc4j.cli.report.ReportOption;
import io.github.agc4j.info.EngineCounter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that write archives have in common: progress, statistics and the report. */
abstract class WriteCommand implements Callable<Integer>, Verbosity.Holder {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  /** Of thousands of files that are dubious in the same way nobody reads a line each. */
  private static final int WARNINGS_SHOWN = 10;

  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private ReportOption reportOption;
  @Mixin private Threads threads;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "the archive that is written; - is standard output (default: standard output, or what compact, drop and rename change: the archive itself)")
  private Path output;

  @Option(names = "--force", description = "replace the output if it exists")
  private boolean force;

  private final AtomicLong warnings = new AtomicLong();

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  /** Where the archive goes; null for standard output. */
  Path output() {
    return output;
  }

  /** Whether the archive is read back before it takes its name. */
  boolean verifies() {
    return false;
  }

  /** The number of worker threads. */
  int threads() {
    return threads.count();
  }

  /** Writes an archive to a file, which may be replaced or not. */
  interface Writing {
    void to(Path file, boolean replace) throws IOException;
  }

  /**
   * Writes an archive to the output, or by way of a temporary file to standard output.
   *
   * @param read files that are read meanwhile and cannot be the output
   */
  void write(List<Path> read, Writing writing) throws IOException {
    if (output == null || output.equals(STANDARD_OUTPUT)) {
      Terminal.refuseBinary(null);
      ArchiveToStandardOutput.write(file -> writing.to(file, false));
      return;
    }
    for (Path input : read) {
      DistinctFiles.check(output, input, "is an input");
    }
    writing.to(output, force);
  }

  /** Tells the user who wants to know. */
  void note(String text) {
    if (verbosity.showsStatistics() && !verbosity.isQuiet()) {
      spec.commandLine().getErr().println(text);
    }
  }

  /** Whether inputs that are dubious are refused. */
  boolean isStrict() {
    return false;
  }

  /** What is told of the archive and of its samples; null for nothing. */
  AnnotationOptions annotations() {
    return null;
  }

  /** Refuses an archive that is complete, before it counts, unless it is what was meant. */
  void check(Path file, long end) throws IOException {}

  /** What samples are called whose files are read. */
  SampleNaming naming() {
    return new SampleNaming();
  }

  private void warn(String text, Progress progress) throws IOException {
    if (isStrict()) {
      throw new IOException(text);
    }
    boolean isShown = warnings.incrementAndGet() <= WARNINGS_SHOWN || verbosity.showsStatistics();
    if (isShown && !verbosity.isQuiet()) {
      progress.println("agc4j: warning: " + Terminal.escaped(text));
    }
  }

  /** Writes {@code inputs} with a writer that {@code settings} has been told. */
  void run(Supplier<AgcWriter> opening, List<Path> inputs, Consumer<AgcWriter> settings)
      throws IOException {
    run(opening, inputs, new WriteProgress(inputs), settings);
  }

  /** Writes {@code samples} samples with a writer to which nothing is added. */
  void run(Supplier<AgcWriter> opening, long samples) throws IOException {
    run(opening, List.of(), new WriteProgress(samples), writer -> {});
  }

  private void run(
      Supplier<AgcWriter> opening,
      List<Path> inputs,
      WriteProgress reached,
      Consumer<AgcWriter> settings)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (AgcWriter writer = opening.get();
        MemoryReport report = reportOption.watch(writer.memory())) {
      reached.watch(writer.counts());
      try (Progress progress = new Progress(err, verbosity.showsProgress(), reached)) {
        writer.warnWith(text -> warn(text, progress));
        writer.nameWith(naming());
        writer.inspectWith(
            (file, end) -> {
              for (Path unused : naming().unused()) {
                warn(unused + ": has a name, and is no sample", progress);
              }
              for (String unused : unusedAnnotations()) {
                warn(unused + ": is annotated, and is no sample", progress);
              }
              check(file, end);
              if (verifies()) {
                Verifier.whole(threads(), reached::verified).inspect(file, end);
              }
            });
        writer.noteWith(this::note);
        writer.progressWith(reached::stored);
        AnnotationOptions annotations = annotations();
        if (annotations != null && !annotations.isEmpty()) {
          writer.annotateWith(annotations.read());
        }
        settings.accept(writer);
        for (Path input : inputs) {
          writer.add(input);
        }
        writer.commit();
      }
      tellEnd(writer.counts(), reached.seconds());
      reportOption.print(report, err);
      err.flush();
    }
  }

  private List<String> unusedAnnotations() {
    return annotations() == null ? List.of() : annotations().unused();
  }

  private void tellEnd(EngineCounter.Counts counts, double seconds) {
    PrintWriter err = spec.commandLine().getErr();
    long hidden = warnings.get() - WARNINGS_SHOWN;
    if (hidden > 0 && !verbosity.showsStatistics() && !verbosity.isQuiet()) {
      err.println("agc4j: warning: " + hidden + " more like these (all of them with -v)");
    }
    long unknown = counts.get(EngineCounter.UNKNOWN_AS_N);
    if (unknown > 0 && !verbosity.isQuiet()) {
      err.println(
          "agc4j: warning: "
              + unknown
              + (unknown == 1 ? " symbol" : " symbols")
              + " outside the alphabet read as N");
    }
    if (verbosity.showsStatistics()) {
      for (EngineCounter counter : EngineCounter.values()) {
        err.printf("%-36s %d%n", counter.label(), counts.get(counter));
      }
    }
    if (verbosity.tellsEnd()) {
      long archive = counts.get(EngineCounter.ARCHIVE_BYTES);
      err.println(
          EndLine.of(
              counts.get(EngineCounter.SAMPLES),
              counts.get(EngineCounter.BASES),
              archive,
              seconds));
    }
  }
}
