package io.github.agc4j.bench;

import io.github.agc4j.internal.dna.ReverseComplement;
import io.github.agc4j.internal.pack.TuplePacking;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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

/** Packing, unpacking and turning the codes of a segment; per base. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TuplePackingBenchmark {
  private static final int BASES = 60_000;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment codes = Genome.random(new Random(1), BASES, arena);
  private final MemorySegment packed = arena.allocate(TuplePacking.packedBytes(BASES, 3));
  private final MemorySegment target = arena.allocate(BASES + 8L);

  /** Fills the packed form. */
  @Setup
  public void prepare() {
    TuplePacking.pack(codes, BASES, 3, packed);
  }

  /** Packs. */
  @Benchmark
  @OperationsPerInvocation(BASES)
  public void pack() {
    TuplePacking.pack(codes, BASES, 3, packed);
  }

  /** Unpacks. */
  @Benchmark
  @OperationsPerInvocation(BASES)
  public void unpack() {
    TuplePacking.unpack(packed, packed.byteSize(), target);
  }

  /** Makes the reverse complement. */
  @Benchmark
  @OperationsPerInvocation(BASES)
  public void reverseComplement() {
    ReverseComplement.copy(codes, 0, target, 0, BASES);
  }

  /** Frees the memory. */
  @TearDown
  public void free() {
    arena.close();
  }
}
