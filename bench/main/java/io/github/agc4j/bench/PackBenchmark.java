package io.github.agc4j.bench;

import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.lzdiff.LzDiffEncoder;
import io.github.agc4j.internal.lzdiff.Reference;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compressing and decompressing a pack of 50 deltas of segments of 60 000 symbols, and compressing
 * a raw pack of 50 segments of 12 000 symbols in both ways; per pack.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PackBenchmark {
  private static final int LENGTH = 60_000;
  private static final int DELTAS = 50;
  private static final int MATCH_MIN = 20;
  private static final int RAW_LENGTH = 12_000;

  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
  private final Arena arena = Arena.ofShared();
  private final ZstdContexts contexts = new ZstdContexts(budget);
  private final PackWriter writer = new PackWriter(contexts, PackWriter.Effort.AGC);
  private final PackWriter ownWriter = new PackWriter(contexts, PackWriter.Effort.QUICK);
  private final PackReader reader = new PackReader(contexts, budget);
  private MemorySegment content;
  private MemorySegment raw;
  private MemorySegment room;
  private MemorySegment part;

  /** Makes deltas of relatives of one reference. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    MemorySegment codes = Genome.random(random, LENGTH, arena);
    content = arena.allocate((long) DELTAS * LENGTH);
    long size = 0;
    LzDiffEncoder encoder = new LzDiffEncoder(MATCH_MIN);
    try (References references = new References(MATCH_MIN, budget, budget)) {
      Reference reference = Genome.reference(references, codes, LENGTH);
      for (int i = 0; i < DELTAS; i++) {
        MemorySegment text = Genome.relative(random, codes, LENGTH, arena);
        MemorySegment delta =
            encoder.encode(Genome.Text.of(text, arena), reference, arena::allocate);
        MemorySegment.copy(delta, 0, content, size, delta.byteSize());
        size += delta.byteSize();
        content.set(ValueLayout.JAVA_BYTE, size++, PackReader.SEPARATOR);
      }
    }
    content = content.asSlice(0, size);
    raw = Genome.random(random, DELTAS * RAW_LENGTH, arena);
    for (long at = RAW_LENGTH - 1; at < raw.byteSize(); at += RAW_LENGTH) {
      raw.set(ValueLayout.JAVA_BYTE, at, PackReader.SEPARATOR);
    }
    room = arena.allocate(PackWriter.roomFor(Math.max(size, raw.byteSize())));
    part = arena.allocate(PackWriter.roomFor(size));
    part = part.asSlice(0, writer.writePack(content, part));
  }

  /** Compresses. */
  @Benchmark
  public long write() {
    return writer.writePack(content, room);
  }

  /** Compresses a raw pack as zstd does it. */
  @Benchmark
  public long writeRaw() {
    return writer.writePack(raw, room);
  }

  /** Compresses a raw pack with matches of our own. */
  @Benchmark
  public long writeRawOwn() {
    return ownWriter.writePack(raw, room);
  }

  /** Decompresses. */
  @Benchmark
  public long read() {
    return reader.pack(part, content.byteSize()).byteSize();
  }

  /** Frees the memory. */
  @TearDown
  public void free() {
    reader.close();
    contexts.close();
    arena.close();
  }
}
