package io.github.agc4j.internal.write;

import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.SpillFile;
import io.github.agc4j.option.CreateOptions;
import java.nio.file.Path;

/**
 * The named parts of the memory budget of one run of writing.
 *
 * @param binWindows k-mers to count at once
 * @param spill where the parts lie that exceed their limits; null if none has to
 */
public record WriteBudgets(
    MemoryBudget total,
    MemoryBudget contigs,
    MemoryBudget referenceContigs,
    MemoryBudget splitters,
    MemoryBudget references,
    MemoryBudget activeReferences,
    MemoryBudget groups,
    MemoryBudget openPacks,
    MemoryBudget segments,
    MemoryBudget catalog,
    MemoryBudget zstd,
    MemoryBudget scratch,
    MemoryBudget mappedOutput,
    long binWindows,
    SpillFile spill) {
  private static final long CACHE_BYTES = 48L << 20;
  private static final long BIN_WINDOWS = 1 << 14;
  private static final long BYTES_PER_BIN_WINDOW = 32;

  /** The parts for {@code options}. */
  public static WriteBudgets of(CreateOptions options) {
    return of(options, MemoryBudget.root(options.memoryBytes()));
  }

  /** The parts for a run with {@code own} options that is part of this one. */
  WriteBudgets part(String name, CreateOptions own) {
    return of(own, total.child(name, own.memoryBytes()));
  }

  private static WriteBudgets of(CreateOptions options, MemoryBudget total) {
    return options.memoryBytes() == CreateOptions.MEMORY_AS_NEEDED
        ? asNeeded(total)
        : within(options.memoryBytes(), options.threads(), total);
  }

  /** What is read ahead and what is unpacked is bounded, the rest follows the data. */
  private static WriteBudgets asNeeded(MemoryBudget total) {
    return new WriteBudgets(
        total,
        total.child("contigs", CACHE_BYTES / 16),
        total.child("reference contigs"),
        total.child("splitters"),
        total.child("references"),
        total.child("reference index", CACHE_BYTES / 8),
        total.child("groups"),
        total.child("open packs"),
        total.child("segments"),
        total.child("catalog"),
        total.child("zstd contexts"),
        total.child("scratch"),
        total.child("mapped output"),
        BIN_WINDOWS,
        null);
  }

  /** What grows with the data goes to a file beyond its share. */
  private static WriteBudgets within(long bytes, int threads, MemoryBudget total) {
    long share = bytes / 10;
    SpillFile spill =
        new SpillFile(
            Path.of(System.getProperty("java.io.tmpdir")), bytes / 6, total.child("spilled"));
    return new WriteBudgets(
        total,
        total.child("contigs", share, spill),
        total.child("reference contigs", share, spill),
        total.child("splitters", 2 * share, spill),
        total.child("references", share, spill),
        total.child("reference index", bytes / 7),
        total.child("groups"),
        total.child("open packs", share, spill),
        total.child("segments", share, spill),
        total.child("catalog"),
        total.child("zstd contexts"),
        total.child("scratch"),
        total.child("mapped output"),
        Math.max(BIN_WINDOWS, 2 * share / BYTES_PER_BIN_WINDOW / threads),
        spill);
  }

  /** No references yet. */
  References newReferences(CreateOptions options) {
    return new References(options.matchMin(), references, activeReferences);
  }

  /** No packs yet. */
  OpenPacks newPacks(CreateOptions options) {
    return new OpenPacks(
        new OpenPacks.Limits(options.packCardinality(), options.modes().packBytes()), openPacks);
  }

  /** A catalog without samples. */
  public CatalogWriter newCatalog(CreateOptions options) {
    return new CatalogWriter(
        options.packCardinality(), (long) options.segmentSize() + options.kmerLength(), catalog);
  }
}
