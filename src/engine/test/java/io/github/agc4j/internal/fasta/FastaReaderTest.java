package io.github.agc4j.internal.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EmptyBudget.class)
class FastaReaderTest {
  private static SequenceSpace space(Arena arena) {
    return new SequenceSpace() {
      private MemorySegment last = MemorySegment.NULL;

      @Override
      public MemorySegment room(long kept, long wanted) {
        MemorySegment room = arena.allocate(wanted, 8);
        MemorySegment.copy(last, 0, room, 0, kept);
        last = room;
        return room;
      }

      @Override
      public void touched(long bytes) {
        // Heap or native memory: nothing to bound.
      }
    };
  }

  private static String text(PackedSequence sequence, long from, long length) {
    MemorySegment codes = MemorySegment.ofArray(new byte[(int) length]);
    sequence.unpack(from, length, codes, 0);
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < length; i++) {
      text.append((char) Nucleotides.letterOf(codes.get(ValueLayout.JAVA_BYTE, i)));
    }
    return text.toString();
  }

  @Test
  void packedSymbolsComeBackFromEveryPosition(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Random random = new Random(9);
    for (int run = 0; run < 60; run++) {
      StringBuilder expected = new StringBuilder();
      StringBuilder text = new StringBuilder(">c\n");
      int length = random.nextInt(3000);
      while (expected.length() < length) {
        String piece =
            random.nextInt(20) == 0
                ? "NRYSWKMBDHVU"
                    .substring(random.nextInt(12))
                    .substring(0, 1)
                    .repeat(1 + random.nextInt(40))
                : "ACGTacgt".substring(random.nextInt(8)).substring(0, 1);
        expected.append(piece.toUpperCase(java.util.Locale.ROOT));
        text.append(piece).append(random.nextInt(60) == 0 ? "\r\n" : "");
      }
      Path file = Files.writeString(folder.resolve("f.fa"), text + "\n");
      try (Arena arena = Arena.ofConfined();
          LetterPacker packer = new LetterPacker(new ContigHasher(), KeptText.NONE, budget);
          FastaReader reader = new FastaReader(file, false, packer)) {
        assertTrue(reader.nextContig());
        PackedSequence sequence = reader.readSequence(space(arena));
        assertEquals(expected.length(), sequence.symbols());
        assertEquals(expected.toString(), text(sequence, 0, sequence.symbols()));
        for (int i = 0; i < 20 && length > 0; i++) {
          int from = random.nextInt(expected.length());
          int size = random.nextInt(expected.length() - from);
          assertEquals(expected.substring(from, from + size), text(sequence, from, size));
        }
        assertFalse(reader.nextContig());
      }
    }
  }

  @Test
  void readsHeadersAndEmptyRecordsAcrossWindows(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(">contig ").append(i).append('\t').append("x".repeat(i % 13)).append('\n');
      text.append(i % 3 == 0 ? "" : "ACGTN\n");
    }
    Path file = Files.writeString(folder.resolve("f.fa"), text);
    try (Arena arena = Arena.ofConfined();
        LetterPacker packer = new LetterPacker(new ContigHasher(), KeptText.NONE, budget);
        FastaReader reader = new FastaReader(file, false, packer)) {
      for (int i = 0; i < 20_000; i++) {
        assertTrue(reader.nextContig());
        String name = new String(reader.name(), StandardCharsets.US_ASCII);
        assertEquals("contig " + i + "\t" + "x".repeat(i % 13), name);
        assertEquals(i % 3 == 0 ? 0 : 5, reader.readSequence(space(arena)).symbols());
      }
      assertFalse(reader.nextContig());
    }
  }
}
