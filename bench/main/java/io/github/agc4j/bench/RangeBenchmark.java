package io.github.agc4j.bench;

import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Random windows of 4 000 symbols of an archive ({@code -p archive=FILE}), in any order, by one
 * reader that all threads ({@code -t}) share.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class RangeBenchmark {
  private static final int WINDOW = 4000;

  /** The archive. */
  @Param("")
  private String archive;

  /** Budget of the cache, in MiB. */
  @Param("64")
  private int cacheMiB;

  private AgcReader reader;
  private final List<long[]> contigs = new ArrayList<>();

  /** A thread's room. */
  @State(Scope.Thread)
  public static class Room {
    private final byte[] letters = new byte[WINDOW];
  }

  /** Opens the archive and finds the contigs that are long enough. */
  @Setup
  public void open() throws IOException {
    reader =
        AgcReader.open(
            Path.of(archive),
            new ReadOptions((long) cacheMiB << 20, ReadOptions.DEFAULTS.mappedBytes()));
    for (long sample = 0; sample < reader.samples(); sample++) {
      long count = reader.contigs(sample);
      for (long contig = 0; contig < count; contig++) {
        long length = reader.contigLength(sample, contig);
        if (length >= WINDOW) {
          contigs.add(new long[] {sample, contig, length});
        }
      }
    }
  }

  /** Reads a window of any contig. */
  @Benchmark
  public int window(Room room) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long[] contig = contigs.get(random.nextInt(contigs.size()));
    long from = random.nextLong(contig[2] - WINDOW + 1);
    return reader.fetchLetters(contig[0], contig[1], from, from + WINDOW, room.letters, 0);
  }

  /** Closes the archive. */
  @TearDown
  public void close() throws IOException {
    reader.close();
  }
}
