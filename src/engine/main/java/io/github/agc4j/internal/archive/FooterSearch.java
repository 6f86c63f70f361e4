package io.github.agc4j.internal.archive;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.footer.Checksum;
import io.github.agc4j.internal.archive.footer.FooterSeal;
import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Looks for sealed stream tables of a file whose end is damaged or missing, the last one first. */
final class FooterSearch {
  private static final long BYTES_AT_ONCE = 1L << 20;

  private final ReadableFile file;
  private final boolean isWholeWanted;
  private final Scratch scratch;
  private final MemoryBudget budget;

  private FooterSearch(
      ReadableFile file, boolean isWholeWanted, Scratch scratch, MemoryBudget budget) {
    this.budget = budget;
    this.file = file;
    this.isWholeWanted = isWholeWanted;
    this.scratch = scratch;
  }

  /** The last table that has a seal. */
  static FooterPlace latest(ReadableFile file, MemoryBudget budget) throws IOException {
    return search(file, false, budget);
  }

  /** The last table that matches its seal. */
  static FooterPlace lastWhole(ReadableFile file, MemoryBudget budget) throws IOException {
    return search(file, true, budget);
  }

  private static FooterPlace search(ReadableFile file, boolean isWholeWanted, MemoryBudget budget)
      throws IOException {
    try (Scratch scratch = new Scratch(budget)) {
      FooterPlace found = new FooterSearch(file, isWholeWanted, scratch, budget).search();
      if (found == null) {
        throw new CorruptArchiveException(
            file.name(),
            "it has no " + (isWholeWanted ? "whole " : "") + "stream table with a seal");
      }
      return found;
    }
  }

  private FooterPlace search() throws IOException {
    for (long end = file.size(); end >= FooterSeal.BYTES; end -= BYTES_AT_ONCE) {
      // Windows overlap, so that each seal lies in one of them whole.
      long start = Math.max(0, end - BYTES_AT_ONCE - FooterSeal.BYTES);
      MemorySegment window = scratch.atLeast(end - start).asSlice(0, end - start);
      file.read(start, window);
      for (long at = window.byteSize() - FooterSeal.BYTES; at >= 0; at--) {
        FooterSeal seal = FooterSeal.at(window, at);
        if (seal != null && isTable(start + at, seal)) {
          long tableStart = start + at - seal.tableBytes();
          return new FooterPlace(tableStart, seal.tableBytes() + FooterSeal.BYTES);
        }
      }
    }
    return null;
  }

  private boolean isTable(long end, FooterSeal seal) throws IOException {
    if (seal.tableBytes() < 1 || seal.tableBytes() > end) {
      return false;
    }
    if (!isWholeWanted) {
      return true;
    }
    try (Block table = Block.resident(seal.tableBytes(), budget)) {
      file.copy(end - seal.tableBytes(), table.bytes());
      return Checksum.of(table.bytes()) == seal.tableChecksum();
    }
  }
}
