package io.github.agc4j.internal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.kmer.SplitterSet;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Packed;
import java.lang.foreign.Arena;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class SegmenterTest {
  private static final int K = 19;

  @Test
  void segmentsCoverTheContigAndShareASplitterWithTheirNeighbours(MemoryBudget budget) {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      String text = Packed.random(random, random.nextInt(4000));
      TreeSet<Long> words = new TreeSet<>(Long::compareUnsigned);
      try (Arena arena = Arena.ofConfined()) {
        PackedSequence contig = Packed.of(text, arena);
        for (int i = 0; i < 20 && text.length() > K; i++) {
          int at = random.nextInt(text.length() - K);
          if (text.substring(at, at + K).indexOf('N') < 0) {
            long direct = Kmers.direct(contig, at, K);
            words.add(Kmers.min(direct, Kmers.reverseComplement(direct, K)));
          }
        }
        check(contig, words, seed, budget);
      }
    }
  }

  @Test
  void stretchesWithoutSplittersAreCutWhereTheyAreTooLong(MemoryBudget budget) {
    int longest = 300;
    Random random = new Random(4);
    for (int length = 0; length < 2000; length += 1 + random.nextInt(60)) {
      String text = Packed.random(random, length);
      try (Arena arena = Arena.ofConfined();
          LongArray words = new LongArray(budget)) {
        PackedSequence contig = Packed.of(text, arena);
        if (length > 1000 && text.substring(700, 700 + K).indexOf('N') < 0) {
          long direct = Kmers.direct(contig, 700, K);
          words.add(Kmers.min(direct, Kmers.reverseComplement(direct, K)));
        }
        try (SplitterSet splitters = new SplitterSet(words, budget);
            SplitterHits hits = new SplitterHits(K, longest, budget)) {
          hits.find(contig, splitters);
          long start = 0;
          for (long i = 0; i < Segmenter.segments(contig, hits); i++) {
            Segment segment = new Segmenter(K).segment(contig, hits, i);
            assertEquals(start, segment.from());
            assertTrue(segment.length() <= longest, "length " + segment.length());
            assertTrue(
                !segment.front().exists() || segment.front().word() == words.get(0),
                "at " + segment.from());
            start = segment.to() - K;
          }
          assertEquals(length == 0 ? 0 : length - K, start);
        }
      }
    }
  }

  private static void check(
      PackedSequence contig, TreeSet<Long> words, long seed, MemoryBudget budget) {
    try (LongArray sorted = new LongArray(budget)) {
      words.forEach(sorted::add);
      try (SplitterSet splitters = new SplitterSet(sorted, budget);
          SplitterHits hits = new SplitterHits(K, SplitterHits.ANY_LENGTH, budget)) {
        hits.find(contig, splitters);
        long count = Segmenter.segments(contig, hits);
        assertEquals(contig.symbols() == 0, count == 0);
        long start = 0;
        for (long i = 0; i < count; i++) {
          Segment segment = new Segmenter(K).segment(contig, hits, i);
          assertEquals(start, segment.from(), "seed=" + seed);
          assertEquals(i > 0, segment.front().exists());
          assertEquals(i < count - 1, segment.back().exists());
          assertEquals(i == 0 || words.contains(segment.front().word()), true);
          assertEquals(i == 0 || i == count - 1 || segment.length() >= 2 * K, true, "seed=" + seed);
          start = segment.to() - K;
        }
        assertEquals(count == 0 ? 0 : contig.symbols() - K, start, "seed=" + seed);
      }
    }
  }
}
