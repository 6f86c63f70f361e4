package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.testing.Fasta;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compresses to next to nothing is no lie: whatever we write we read. */
@Tag("slow")
class VeryRepetitiveTest {
  private static final int LINE = 1 << 16;
  private static final int MASKED_LINES = 400;
  private static final int GENE = 20_000;

  @TempDir private Path folder;

  private Path archive(boolean hasGene) throws IOException {
    byte[] masked = new byte[LINE + 1];
    Arrays.fill(masked, 0, LINE, (byte) 'N');
    masked[LINE] = '\n';
    Path input = folder.resolve("masked.fa");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input))) {
      out.write(">c\n".getBytes(StandardCharsets.US_ASCII));
      for (int line = 0; line < MASKED_LINES; line++) {
        out.write(masked);
      }
      if (hasGene) {
        Random random = new Random(5);
        for (int i = 0; i < GENE; i++) {
          out.write("ACGT".charAt(random.nextInt(4)));
        }
      }
    }
    Path archive = folder.resolve("masked.agc");
    Fasta.create(archive, List.of(input), CreateOptions.DEFAULTS);
    return archive;
  }

  @Test
  void aChromosomeOfNothingIsRead() throws IOException {
    Path archive = archive(false);
    assertTrue(Files.size(archive) < 20_000, "size=" + Files.size(archive));
    long length = (long) MASKED_LINES * LINE;
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS, budget);
        Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(length);
      assertEquals(length, reader.fetch(0, 0, 0, Long.MAX_VALUE, room));
      assertEquals(-1, room.mismatch(arena.allocate(length).fill((byte) Nucleotides.N)));
    }
    assertEquals(0, budget.currentBytes());
  }

  @Test
  void aChromosomeMaskedButForAGeneIsRead() throws IOException {
    Path archive = archive(true);
    long masked = (long) MASKED_LINES * LINE;
    byte[] gene = new byte[GENE];
    Random random = new Random(5);
    for (int i = 0; i < GENE; i++) {
      gene[i] = (byte) random.nextInt(4);
    }
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS, budget)) {
      reader.fetchAll(
          List.of(new ContigRange(0, 0, 0, Long.MAX_VALUE)),
          RangeOptions.DEFAULTS,
          (index, codes) -> {
            assertEquals(masked + GENE, codes.byteSize());
            assertEquals(Nucleotides.N, codes.get(ValueLayout.JAVA_BYTE, masked - 1));
            assertArrayEquals(gene, codes.asSlice(masked).toArray(ValueLayout.JAVA_BYTE));
          });
    }
    assertEquals(0, budget.currentBytes());
  }
}
