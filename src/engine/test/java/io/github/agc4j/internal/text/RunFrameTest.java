package io.github.agc4j.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class RunFrameTest {
  private static final long FIRST_SAMPLE = 7;

  private record Run(long sample, long contig, long from, long to, int value) {}

  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);

  /** Some short, some longer than a word of a block tells, some far from all others. */
  private static List<Run> runs(Random random) {
    List<Run> runs = new ArrayList<>();
    long sample = FIRST_SAMPLE;
    long contig = 2;
    long end = 0;
    for (int i = random.nextInt(300); i > 0; i--) {
      if (random.nextInt(40) == 0) {
        contig += 1 + random.nextInt(3);
        end = 0;
      } else if (random.nextInt(60) == 0) {
        sample += 1 + random.nextInt(3);
        contig = random.nextInt(3);
        end = 0;
      }
      long from = end + 1 + (random.nextInt(50) == 0 ? random.nextLong(1L << 34) : 60);
      end = from + 1 + (random.nextInt(50) == 0 ? random.nextLong(1L << 26) : random.nextInt(300));
      runs.add(new Run(sample, contig, from, end, random.nextInt(256)));
    }
    return runs;
  }

  private static FrameReader.Frame frame(List<Run> runs) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Run before = new Run(FIRST_SAMPLE, 0, 0, 0, 0);
    for (Run run : runs) {
      if (run.sample() == before.sample() && run.contig() == before.contig()) {
        varint(text, run.from() - before.to() << 1);
      } else {
        long samples = run.sample() - before.sample();
        varint(text, samples << 1 | 1);
        varint(text, run.contig() - (samples == 0 ? before.contig() : 0));
        varint(text, run.from());
      }
      varint(text, run.to() - run.from() - 1);
      text.write(run.value());
      before = run;
    }
    return new FrameReader.Frame(
        null,
        FIRST_SAMPLE,
        0,
        0,
        runs.size(),
        MemorySegment.ofArray(text.toByteArray()),
        MemorySegment.NULL);
  }

  private static void varint(ByteArrayOutputStream text, long value) {
    long rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      text.write((int) (rest & 0x7f | 0x80));
    }
    text.write((int) rest);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void showsTheRunsOfARangeWhateverTheirLengthsAndDistances(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      List<Run> runs = runs(random);
      try (BlockHeap heap = BlockHeap.committed(budget);
          RunFrame.Parser parser = new RunFrame.Parser(true, budget)) {
        FrameReader.Frame text = frame(runs);
        parser.parse(text);
        RunFrame frame = new RunFrame(0, text, parser, heap);
        List<Run> all = new ArrayList<>();
        frame.forEachRun((sample, from, to) -> all.add(new Run(sample, 0, from, to, 0)));
        assertEquals(runs.size(), all.size());
        for (int j = 0; j < 100 && !runs.isEmpty(); j++) {
          Run near = runs.get(random.nextInt(runs.size()));
          long from = Math.max(0, near.from() + random.nextInt(2000) - 1000);
          long to = from + random.nextInt(3000);
          assertSame(runs, frame, near.sample(), near.contig(), from, to);
          assertSame(runs, frame, near.sample(), near.contig() + 1, from, to);
        }
        frame.free(heap);
      }
    }
  }

  private void assertSame(
      List<Run> runs, RunFrame frame, long sample, long contig, long from, long to)
      throws IOException {
    List<Run> expected =
        runs.stream()
            .filter(run -> run.sample() == sample && run.contig() == contig)
            .filter(run -> run.to() > from && run.from() < to)
            .toList();
    List<Run> shown = new ArrayList<>();
    frame.forEach(
        sample,
        contig,
        from,
        to,
        (start, end, value) -> shown.add(new Run(sample, contig, start, end, value)));
    assertEquals(expected, shown);
    try (LongArray bounds = new LongArray(budget)) {
      frame.addBounds(sample, contig, from, to, bounds);
      assertEquals(2 * expected.size(), bounds.count());
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(Math.max(from, expected.get(i).from()), bounds.get(2 * i));
        assertEquals(Math.min(to, expected.get(i).to()), bounds.get(2 * i + 1));
      }
    }
  }

  @Test
  void moreThanTheRunsThatWereToldIsRefused() {
    FrameReader.Frame text = frame(List.of(new Run(FIRST_SAMPLE, 0, 5, 9, 1)));
    FrameReader.Frame less =
        new FrameReader.Frame(null, FIRST_SAMPLE, 0, 0, 0, text.text(), text.tail());
    try (RunFrame.Parser parser = new RunFrame.Parser(true, budget)) {
      assertThrows(MalformedBytesException.class, () -> parser.parse(less));
    }
  }
}
