package io.github.agc4j.bench;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.SingletonKmers;
import io.github.agc4j.internal.kmer.SplitterSet;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SplitterHits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** Finding the splitters of a contig, and counting k-mers; per base. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class KmerScannerBenchmark {
  private static final int BASES = 1 << 22;
  private static final int K = 31;
  private static final int SPLITTERS = 1200;

  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
  private final Arena arena = Arena.ofShared();
  private PackedSequence contig;
  private SplitterSet splitters;
  private SplitterHits hits;

  /** Makes a random contig and splitters that do not occur in it. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    MemorySegment bytes = arena.allocate(PackedSequence.symbolBytes(BASES), 8);
    for (long i = 0; i < BASES / 4; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    contig = new PackedSequence(bytes, BASES, bytes.byteSize(), 0);
    try (LongArray words = new LongArray(budget)) {
      for (int i = 0; i < SPLITTERS; i++) {
        words.add(random.nextLong() & -1L << 64 - 2 * K);
      }
      words.sort((LongArray) null);
      splitters = new SplitterSet(words, budget);
    }
    hits = new SplitterHits(K, SplitterHits.ANY_LENGTH, budget);
  }

  /** Scans for splitters. */
  @Benchmark
  @OperationsPerInvocation(BASES)
  public long findSplitters() {
    hits.find(contig, splitters);
    return hits.count();
  }

  /** Counts all k-mers, in one pass. */
  @Benchmark
  @OperationsPerInvocation(BASES)
  public boolean countSingletons() {
    try (SingletonKmers singletons = new SingletonKmers(List.of(contig), K, 1 << 14, budget)) {
      singletons.gather();
      singletons.count();
      singletons.endRound();
      return singletons.isCandidate(0, 0);
    }
  }

  /** Frees the memory. */
  @TearDown
  public void free() {
    hits.close();
    splitters.close();
    arena.close();
  }
}
