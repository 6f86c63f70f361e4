package io.github.agc4j.archive;

import io.github.agc4j.archive.footer.Checksum;
import io.github.agc4j.archive.footer.FooterSeal;
import io.github.agc4j.memory.MappedFile;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Looks for the last sealed stream table of a file whose end is damaged or missing: an archive that
 * was extended in place has one for each of its states.
 */
final class FooterSearch {
  private static final long BYTES_AT_ONCE = 1L << 20;

  private final MappedFile file;
  private final Scratch scratch;

  private FooterSearch(MappedFile file, Scratch scratch) {
    this.file = file;
    this.scratch = scratch;
  }

  /** The last table that matches its seal; null if there is none. */
  static FooterPlace lastSealed(MappedFile file, MemoryBudget budget) throws IOException {
    try (Scratch scratch = new Scratch(budget)) {
      return new FooterSearch(file, scratch).search();
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
    try (var table = file.lease(end - seal.tableBytes(), seal.tableBytes())) {
      return Checksum.of(table.bytes()) == seal.tableChecksum();
    }
  }
}
