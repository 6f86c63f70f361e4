package io.github.agc4j.engine;

import io.github.agc4j.memory.MemoryBudget;

/** The named parts of the memory budget of one run of writing. */
record Components(
    MemoryBudget total,
    MemoryBudget contigs,
    MemoryBudget splitters,
    MemoryBudget references,
    MemoryBudget activeReferences,
    MemoryBudget groups,
    MemoryBudget openPacks,
    MemoryBudget segments,
    MemoryBudget catalog,
    MemoryBudget zstd,
    MemoryBudget scratch,
    MemoryBudget mappedOutput) {

  /**
   * Splits {@code bytes}: what is read ahead and what is unpacked are bounded, the rest follows the
   * data.
   */
  static Components of(long bytes) {
    MemoryBudget total = MemoryBudget.root(bytes);
    return new Components(
        total,
        total.child("contigs", bytes / 12),
        total.child("splitters"),
        total.child("references"),
        total.child("reference index", bytes / 7),
        total.child("groups"),
        total.child("open packs"),
        total.child("segments"),
        total.child("catalog"),
        total.child("zstd contexts"),
        total.child("scratch"),
        total.child("mapped output"));
  }
}
