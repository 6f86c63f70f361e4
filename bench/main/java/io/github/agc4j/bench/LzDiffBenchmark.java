package io.github.agc4j.bench;

import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.lzdiff.DiagonalEncoder;
import io.github.agc4j.internal.lzdiff.LzDiffCost;
import io.github.agc4j.internal.lzdiff.LzDiffDecoder;
import io.github.agc4j.internal.lzdiff.LzDiffEncoder;
import io.github.agc4j.internal.lzdiff.Reference;
import io.github.agc4j.internal.lzdiff.ReferenceIndex;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
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

/** Indexing, encoding, estimating and decoding one segment against its reference; per segment. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LzDiffBenchmark {
  private static final int MATCH_MIN = 20;

  /** Symbols of the reference. */
  @Param({"10000", "60000"})
  private int length;

  private final Arena arena = Arena.ofShared();
  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
  private final References references = new References(MATCH_MIN, budget, budget);
  private final Scratch scratch = new Scratch(budget);
  private final LzDiffEncoder encoder = new LzDiffEncoder(MATCH_MIN);
  private final DiagonalEncoder diagonal = new DiagonalEncoder(MATCH_MIN, false);
  private final LzDiffCost cost = new LzDiffCost(MATCH_MIN);
  private final LzDiffDecoder decoder = new LzDiffDecoder(MATCH_MIN);
  private Reference reference;
  private MemorySegment text;
  private Genome.Text whole;
  private MemorySegment delta;
  private MemorySegment target;

  /** Makes a reference and a relative of it. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    MemorySegment codes = Genome.random(random, length, arena);
    reference = Genome.reference(references, codes, length);
    text = Genome.relative(random, codes, length, arena);
    whole = Genome.Text.of(text, arena);
    MemorySegment encoded = encoder.encode(whole, reference, scratch::atLeast);
    delta = arena.allocate(encoded.byteSize()).copyFrom(encoded);
    target = arena.allocate(2L * length);
  }

  /** Builds the index. */
  @Benchmark
  public void index() {
    ReferenceIndex.build(reference.symbols(), MATCH_MIN, reference.table(), reference.slots());
  }

  /** Encodes as C++ agc does. */
  @Benchmark
  public long encode() {
    return encoder.encode(whole, reference, scratch::atLeast).byteSize();
  }

  /** Encodes along the diagonal. */
  @Benchmark
  public long encodeDiagonal() {
    return diagonal.encode(whole, reference, scratch::atLeast).byteSize();
  }

  /** Estimates. */
  @Benchmark
  public long estimate() {
    return cost.estimate(text, Genome.length(text), reference, Long.MAX_VALUE);
  }

  /** Decodes. */
  @Benchmark
  public long decode() {
    return decoder.decode(
        delta,
        0,
        delta.byteSize(),
        ReferenceSymbols.of(reference.codes(), length),
        2L * length,
        target,
        0,
        2L * length);
  }

  /** Frees the memory. */
  @TearDown
  public void free() {
    references.close();
    arena.close();
  }
}
