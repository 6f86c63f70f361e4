package io.github.agc4j.cli.demo;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Amount;
import io.github.agc4j.cli.output.FolderOutput;
import io.github.agc4j.cli.report.MemoryReport;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code agc4j demo}: the main job on a small collection that it makes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Makes a small collection of genomes, archives it, extracts and compares all, and queries a range.")
public final class DemoCommand implements Callable<Integer>, Verbosity.Holder {
  private static final int QUERY_FROM = 100_000;
  private static final int QUERY_TO = 100_079;
  private static final int SHOWN_BASES = 20;

  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private Threads threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of the collection")
  private long seed;

  @Option(
      names = "--genomes",
      paramLabel = "N",
      defaultValue = "6",
      description = "number of genomes (default: ${DEFAULT-VALUE})")
  private int genomes;

  @Option(
      names = "--bases",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "bases per genome (default: ${DEFAULT-VALUE})")
  private int bases;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    if (genomes < 1 || bases < 2 * QUERY_TO) {
      throw new UsageException(
          "demo needs --genomes=1 or more and --bases=" + 2 * QUERY_TO + " or more");
    }
    Path folder = Files.createTempDirectory("agc4j-demo");
    try {
      run(folder);
      return 0;
    } finally {
      delete(folder);
    }
  }

  private void run(Path folder) throws IOException {
    List<Path> inputs = new DemoCollection(seed, genomes, bases).write(folder);
    long inputBytes = 0;
    for (Path input : inputs) {
      inputBytes += Files.size(input);
    }
    Path archive = folder.resolve("demo.agc");
    long start = System.nanoTime();
    long offHeap;
    CreateOptions options = CreateOptions.builder().threads(threads.count()).build();
    try (AgcWriter writer = AgcWriter.create(archive, options)) {
      for (Path input : inputs) {
        writer.add(input);
      }
      writer.commit();
      offHeap = writer.memory().peakBytes();
    }
    long created = System.nanoTime();
    Path extracted = Files.createDirectory(folder.resolve("extracted"));
    extract(archive, extracted);
    long read = System.nanoTime();
    for (Path input : inputs) {
      if (Files.mismatch(input, extracted.resolve(input.getFileName())) >= 0) {
        throw new IOException(input.getFileName() + ": comes back changed");
      }
    }
    String range = query(archive);
    long queried = System.nanoTime();
    long gzipBytes = gzipBytes(inputs);
    long archiveBytes = Files.size(archive);

    line("input", inputs.size() + " genomes, " + Amount.bytes(inputBytes) + " of FASTA");
    line(
        "archive",
        Amount.bytes(archiveBytes)
            + ", "
            + Amount.ratio(inputBytes, archiveBytes)
            + " smaller (gzip: "
            + Amount.bytes(gzipBytes)
            + ", "
            + Amount.ratio(inputBytes, gzipBytes)
            + ")");
    line("create", Amount.time((created - start) / 1e9));
    line("extract all", Amount.time((read - created) / 1e9) + ", equal to the input");
    line("query of 80 bases", (queried - read) / 1_000_000 + " ms: " + range);
    line("peak heap", Amount.bytes(MemoryReport.heapPeakBytes()));
    line("peak off-heap (create)", Amount.bytes(offHeap));
    line("peak resident set", Amount.bytes(MemoryReport.residentPeakBytes()));
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println("With genomes of your own:");
    out.println("  agc4j create -o genomes.agc a.fa b.fa.gz …");
    out.println("  agc4j listset genomes.agc");
    out.println("  agc4j getctg genomes.agc contig@sample:100-199");
    out.println("  agc4j --help");
    out.flush();
  }

  private void line(String what, String text) {
    spec.commandLine().getOut().printf("%-28s %s%n", what, text);
  }

  /** What the files take that gzip makes of them. */
  private static long gzipBytes(List<Path> inputs) throws IOException {
    long bytes = 0;
    for (Path input : inputs) {
      CountedBytes counted = new CountedBytes();
      try (OutputStream gzip = new GZIPOutputStream(counted)) {
        Files.copy(input, gzip);
      }
      bytes += counted.bytes;
    }
    return bytes;
  }

  /** Counts what is written, and keeps nothing. */
  private static final class CountedBytes extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }

  private void extract(Path archive, Path folder) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor =
            new FastaExtractor(reader, DemoCollection.LINE_LENGTH, threads.count());
        FolderOutput output = new FolderOutput(folder)) {
      extractor.samples(SampleIndexes.range(0, reader.samples()), output);
    }
  }

  private static String shownQuery(AgcReader reader) {
    String sample = reader.sampleName(reader.samples() - 1);
    return DemoCollection.CONTIG + "@" + sample + ":" + QUERY_FROM + "-" + QUERY_TO;
  }

  private String query(Path archive) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    String asked;
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, DemoCollection.LINE_LENGTH, 1)) {
      asked = shownQuery(reader);
      extractor.contigs(List.of(ContigQuery.parse(asked)), new SingleOutputToMemory(text));
    }
    String bases =
        text.toString(StandardCharsets.ISO_8859_1).lines().skip(1).findFirst().orElse("");
    return asked + " is " + bases.substring(0, SHOWN_BASES) + "…";
  }

  /** A short text in memory. */
  private record SingleOutputToMemory(ByteArrayOutputStream bytes) implements FastaOutput {
    @Override
    public void startSample(String name) {
      // One text for all.
    }

    @Override
    public void write(ByteBuffer text) {
      byte[] piece = new byte[text.remaining()];
      text.get(piece);
      bytes.writeBytes(piece);
    }

    @Override
    public void endSample() {
      // One text for all.
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
