package io.github.agc4j.bench;

import java.io.IOException;
import java.nio.file.Path;
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
  /** The archive. */
  @Param("")
  private String archive;

  /** Budget of the cache, in MiB. */
  @Param("64")
  private int cacheMiB;

  private Windows windows;

  /** A thread's room. */
  @State(Scope.Thread)
  public static class Room {
    private final byte[] letters = new byte[Windows.LENGTH];
  }

  /** Opens the archive and finds the contigs that are long enough. */
  @Setup
  public void open() throws IOException {
    windows = new Windows(Path.of(archive), cacheMiB);
  }

  /** Reads a window of any contig. */
  @Benchmark
  public int window(Room room) throws IOException {
    return windows.read(windows.any(ThreadLocalRandom.current()), room.letters);
  }

  /** Closes the archive. */
  @TearDown
  public void close() throws IOException {
    windows.close();
  }
}
