package io.github.agc4j.internal.kmer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Packed;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class SplittersTest {
  @Test
  void wordsEqualTheSpecificationsVectors() {
    try (Arena arena = Arena.ofConfined()) {
      PackedSequence sequence = Packed.of("GATTACAGATTACAGATC", arena);
      assertEquals(0x8f123c48c0000000L, Kmers.direct(sequence, 0, 17));
      assertEquals(0x37b0dec340000000L, Kmers.reverseComplement(Kmers.direct(sequence, 0, 17), 17));
      assertEquals(0x3c48f12340000000L, Kmers.direct(sequence, 1, 17));
      assertEquals(0x8dec37b0c0000000L, Kmers.reverseComplement(Kmers.direct(sequence, 1, 17), 17));
      assertEquals(0x8f123c48d0000000L, Kmers.direct(sequence, 0, 18));
      assertEquals(0x8dec37b0d0000000L, Kmers.reverseComplement(Kmers.direct(sequence, 0, 18), 18));
    }
  }

  /** Canonical words by position; −1 where a window has none. */
  private static long[] naiveWords(String text, int k) {
    long[] words = new long[Math.max(0, text.length() - k + 1)];
    for (int i = 0; i < words.length; i++) {
      long direct = 0;
      long reverse = 0;
      boolean isAcgt = true;
      for (int j = 0; j < k; j++) {
        long code = "ACGT".indexOf(text.charAt(i + j));
        isAcgt &= code >= 0;
        direct |= code << 62 - 2 * j;
        reverse |= 3 - code << 64 - 2 * k + 2 * j;
      }
      words[i] = isAcgt ? Kmers.min(direct, reverse) : Kmers.NONE;
    }
    return words;
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 31, 32})
  void singletonsAndSplittersEqualTheDefinition(int k, MemoryBudget budget) {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        texts.add(Packed.random(random, random.nextInt(3000)));
      }
      texts.add(texts.get(0));
      texts.add("ACACACAC".repeat(100));
      int size = 100 + random.nextInt(300);
      try (Arena arena = Arena.ofConfined()) {
        List<PackedSequence> contigs = texts.stream().map(text -> Packed.of(text, arena)).toList();
        try (SingletonKmers singletons =
            new SingletonKmers(
                contigs, k, 1 + random.nextInt(20000), 1 + random.nextInt(8000), budget)) {
          for (int round = 0; round < singletons.rounds(); round++) {
            singletons.gather();
            singletons.count();
            singletons.endRound();
          }
          Map<Long, Integer> counts = new HashMap<>();
          texts.forEach(
              text -> {
                for (long word : naiveWords(text, k)) {
                  counts.merge(word, 1, Integer::sum);
                }
              });
          counts.put(Kmers.NONE, 2);
          for (int contig = 0; contig < texts.size(); contig++) {
            long[] words = naiveWords(texts.get(contig), k);
            for (int i = 0; i < words.length; i++) {
              assertEquals(
                  counts.get(words[i]) == 1, singletons.isCandidate(contig, i), "seed=" + seed);
            }
            assertEquals(
                naiveSplitters(words, counts, k, size),
                chosen(
                    contigs.get(contig), contig, new SplitterFinder(k, size, budget), singletons),
                "seed=" + seed);
          }
        }
      }
    }
  }

  private static List<Long> chosen(
      PackedSequence contig, int index, SplitterFinder finder, SingletonKmers singletons) {
    List<Long> words = new ArrayList<>();
    try (finder) {
      finder.select(contig, index, singletons);
      for (long i = 0; i < finder.count(); i++) {
        words.add(finder.word(contig, i));
      }
    }
    return words;
  }

  /** Section 2.2 of the specification, symbol by symbol. */
  private static List<Long> naiveSplitters(
      long[] words, Map<Long, Integer> counts, int k, int size) {
    List<Long> splitters = new ArrayList<>();
    int last = -1;
    for (int window = 0; window < words.length; window++) {
      boolean isFarEnough = last < 0 || window > last && window + k - 1 - last >= size;
      if (isFarEnough && counts.get(words[window]) == 1) {
        splitters.add(words[window]);
        last = window + k - 1;
      }
    }
    for (int window = words.length - 1; window > last; window--) {
      if (counts.get(words[window]) == 1) {
        splitters.add(words[window]);
        break;
      }
    }
    return splitters;
  }
}
