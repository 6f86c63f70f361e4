package io.github.agc4j.fuzz;

import io.github.agc4j.fuzz.input.Workplace;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.fasta.ContigBlocks;
import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.KeptText;
import java.io.IOException;
import java.nio.file.Path;

/** Reads all texts of a file that is compressed or a tar archive, or refuses it with a message. */
final class PackedReading {
  private PackedReading() {}

  /** Reads a file of these bytes. */
  static void check(byte[] file) throws IOException {
    Path path = Workplace.file("f", file);
    MemoryBudget total = MemoryBudget.root(MemoryBudget.UNLIMITED);
    IOException failure = Bounds.attempt(() -> read(path, total));
    // zstd's window may have 2^27 bytes, which are reserved when they are declared.
    if (total.currentBytes() != 0 || total.peakBytes() > 2 * Bounds.MEMORY_BYTES + (1 << 20)) {
      throw new AssertionError(
          "reserved " + total.peakBytes() + ", kept " + total.currentBytes(), failure);
    }
  }

  private static void read(Path file, MemoryBudget total) throws IOException {
    long[] bytesRead = {0};
    try (LetterPacker packer = new LetterPacker(new ContigHasher(), KeptText.NONE, total);
        BlockPool pool = new BlockPool(total);
        FastaTexts texts =
            new FastaTexts(file, total, bytes -> bytesRead[0] += bytes, doubt -> {})) {
      for (FastaReader reader = texts.next(true, packer);
          reader != null;
          reader = texts.next(true, packer)) {
        read(reader, pool);
      }
    }
    if (bytesRead[0] > file.toFile().length()) {
      throw new AssertionError("read " + bytesRead[0] + " bytes");
    }
  }

  private static void read(FastaReader reader, BlockPool pool) throws IOException {
    try (reader) {
      while (reader.nextContig()) {
        ContigBlocks blocks = new ContigBlocks(pool);
        try {
          reader.readSequence(blocks);
        } finally {
          blocks.free();
        }
      }
    }
  }
}
