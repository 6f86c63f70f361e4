package io.github.agc4j.cli;

import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.ProgressLine;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.cli.report.MemoryReport;
import io.github.agc4j.cli.report.ReportOption;
import io.github.agc4j.engine.AgcWriter;
import io.github.agc4j.engine.CreateOptions;
import io.github.agc4j.engine.EngineCounter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agc4j create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description =
        "Creates an archive of FASTA files (plain or gzip), each of them a sample, the first the reference.")
final class CreateCommand implements Callable<Integer>, Verbosity.Holder {
  /** What the process needs besides our off-heap memory. */
  private static final long JVM_BYTES = 96L << 20;

  @Spec private CommandSpec spec;
  @Mixin private Threads threads;
  @Mixin private Verbosity verbosity;
  @Mixin private ReportOption reportOption;

  @Option(
      names = {"-b", "--batch-size"},
      paramLabel = "N",
      defaultValue = "50",
      description =
          "sequences in a pack, and samples in a batch of metadata: 1 … 10^9 (default: ${DEFAULT-VALUE})")
  private int packCardinality;

  @Option(
      names = {"-i", "--input-list"},
      paramLabel = "FILE",
      description = "file with names of input files, separated by white space")
  private Path list;

  @Option(
      names = {"-k", "--kmer-length"},
      paramLabel = "N",
      defaultValue = "31",
      description = "k-mer length: 17 … 32 (default: ${DEFAULT-VALUE})")
  private int kmerLength;

  @Option(
      names = {"-l", "--min-match"},
      paramLabel = "N",
      defaultValue = "20",
      description = "minimum match length: 15 … 32 (default: ${DEFAULT-VALUE})")
  private int matchMin;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the archive (default: standard output)")
  private Path output;

  @Option(
      names = {"-s", "--segment-size"},
      paramLabel = "N",
      defaultValue = "60000",
      description = "segment size in symbols: 100 … 1000000 (default: ${DEFAULT-VALUE})")
  private int segmentSize;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description =
          "memory of the whole process, such as 512m: what does not fit goes to a temporary file beside the archive (default: as needed)")
  private Long memory;

  @Option(
      names = "--unknown-to-n",
      description = "read symbols outside the alphabet as N instead of refusing them")
  private boolean unknownToN;

  @Option(names = "--force", description = "replace the archive if it exists")
  private boolean force;

  @Parameters(
      paramLabel = "FASTA",
      arity = "0..*",
      description = "reference first, then further samples")
  private List<Path> files = List.of();

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> inputs = inputs();
    if (output != null) {
      create(output, inputs, options(force));
    } else {
      createToStandardOutput(inputs);
    }
    return 0;
  }

  private CreateOptions options(boolean replace) {
    CreateOptions defaults = CreateOptions.DEFAULTS;
    try {
      return defaults
          .withParameters(kmerLength, matchMin, segmentSize, packCardinality)
          .withThreads(threads.count())
          .withMemory(offHeapBytes())
          .withInput(unknownToN, replace);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private long offHeapBytes() {
    if (memory == null) {
      return CreateOptions.MEMORY_AS_NEEDED;
    }
    if (memory < JVM_BYTES + CreateOptions.MEMORY_MIN) {
      long least = JVM_BYTES + CreateOptions.MEMORY_MIN >> 20;
      throw new UsageException("--memory=" + memory + " is less than " + least + "m");
    }
    return memory - JVM_BYTES;
  }

  /**
   * The reference, the list's files, the other arguments; of equal names only the first (AGC
   * compression, 1.4).
   */
  private List<Path> inputs() throws IOException {
    Set<Path> inputs = new LinkedHashSet<>();
    if (!files.isEmpty()) {
      inputs.add(files.get(0));
    }
    if (list != null) {
      if (!Files.isRegularFile(list)) {
        throw new IOException(list + ": no such file");
      }
      for (String name : Files.readString(list).split("\\s+")) {
        if (!name.isEmpty()) {
          inputs.add(Path.of(name));
        }
      }
    }
    inputs.addAll(files);
    if (inputs.isEmpty()) {
      throw new UsageException("create: no input files");
    }
    for (Path input : inputs) {
      checkReadable(input);
    }
    return new ArrayList<>(inputs);
  }

  /** Tells a wrong name before hours of work, not after. */
  private static void checkReadable(Path input) throws IOException {
    if (Files.isDirectory(input)) {
      throw new IOException(input + ": is a directory");
    }
    if (!Files.exists(input)) {
      throw new IOException(input + ": no such file");
    }
    if (!Files.isReadable(input)) {
      throw new IOException(input + ": permission denied");
    }
  }

  private void createToStandardOutput(List<Path> inputs) throws IOException {
    Path folder = Files.createTempDirectory("agc4j");
    Path file = folder.resolve("archive.agc");
    try {
      create(file, inputs, options(false));
      try (FileChannel archive = FileChannel.open(file);
          TextOutput out = TextOutput.open(null)) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        while (archive.read(buffer.clear()) >= 0) {
          out.write(buffer.flip());
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private void create(Path target, List<Path> inputs, CreateOptions options) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, inputs.size());
    try (AgcWriter writer = new AgcWriter(options);
        MemoryReport report = reportOption.watch(writer.memory())) {
      try {
        writer.create(target, inputs, progress::update);
      } finally {
        progress.end();
      }
      if (verbosity.showsStatistics()) {
        for (EngineCounter counter : EngineCounter.values()) {
          err.printf("%-36s %d%n", counter.label(), writer.counts().get(counter));
        }
      }
      reportOption.print(report, err);
      err.flush();
    }
  }
}
