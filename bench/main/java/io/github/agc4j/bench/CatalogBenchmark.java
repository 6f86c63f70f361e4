package io.github.agc4j.bench;

import io.github.agc4j.AgcReader;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Metadata: contig names and lengths of all samples of an archive just opened; per contig. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CatalogBenchmark {
  private static final int SAMPLES = 100;
  private static final int CONTIGS = 200;
  private static final int CONTIG_BASES = 300;

  private Path folder;
  private Path archive;

  /** Makes an archive of many small contigs. */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("agc4j-bench");
    archive = folder.resolve("catalog.agc");
    Random random = new Random(1);
    List<Path> inputs = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      StringBuilder text = new StringBuilder();
      for (int contig = 1; contig <= CONTIGS; contig++) {
        text.append(">NODE_").append(contig).append("_length_").append(CONTIG_BASES).append('\n');
        for (int i = 0; i < CONTIG_BASES; i++) {
          text.append("ACGT".charAt(random.nextInt(4)));
        }
        text.append('\n');
      }
      inputs.add(Files.writeString(folder.resolve("sample" + sample + ".fa"), text));
    }
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      writer.create(archive, writer.files(inputs), done -> {});
    }
  }

  /** Decodes the names. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES * CONTIGS)
  public long names() throws IOException {
    long bytes = 0;
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < SAMPLES; sample++) {
        for (String name : reader.contigNames(sample)) {
          bytes += name.length();
        }
      }
    }
    return bytes;
  }

  /** Decodes the placements, for the lengths. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES * CONTIGS)
  public long lengths() throws IOException {
    long bases = 0;
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < SAMPLES; sample++) {
        for (long contig = 0; contig < CONTIGS; contig++) {
          bases += reader.contigLength(sample, contig);
        }
      }
    }
    return bases;
  }

  /** Removes the files. */
  @TearDown
  public void remove() throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
