package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.GoldenCase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged archives end with the documented exception, whatever byte is missing or changed. */
@Tag("slow")
class DamagedBytesTest {
  private static final long MEMORY_MAX = 64L << 20;
  private static final long TIME_MAX_NS = 2_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"v1.1-append", "v2.1-append", "v3.2.2-no-splitters"})
  void truncationAtEveryByteIsReported(String name, @TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(GoldenCase.named(name).created());
    Path file = folder.resolve("a.agc");
    for (int size = 0; size < whole.length; size++) {
      Files.write(file, Arrays.copyOf(whole, size));
      assertTrue(readFails(file, "size=" + size), "truncated to " + size + " bytes: not reported");
    }
  }

  @Test
  void changedBytesNeverCrashHangOrTakeMuchMemory(@TempDir Path folder) throws IOException {
    long seed = Long.getLong("agc4j.corruption.seed", 1);
    int runs = Integer.getInteger("agc4j.corruption.runs", 3000);
    Random random = new Random(seed);
    Path[] archives = {
      GoldenCase.named("v1.1-append").created(),
      GoldenCase.named("v2.1-append").created(),
      GoldenCase.named("v3.2.2-no-splitters").created(),
      GoldenCase.named("v3.2.2-tiny-contigs").created(),
      GoldenCase.named("v3.2.2-k17-s300-l15").created(),
      GoldenCase.damaged().folder().resolve("intact.agc")
    };
    Path file = folder.resolve("a.agc");
    int reported = 0;
    for (int run = 0; run < runs; run++) {
      byte[] bytes = Files.readAllBytes(archives[run % archives.length]);
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, bytes);
      long start = THREADS.getCurrentThreadCpuTime();
      reported += readFails(file, "seed=" + seed + " run=" + run + " byte=" + at) ? 1 : 0;
      assertTrue(
          THREADS.getCurrentThreadCpuTime() - start < TIME_MAX_NS,
          "seed=" + seed + " run=" + run + " took too long");
    }
    assertTrue(reported > runs / 4, "only " + reported + " of " + runs + " changes were noticed");
  }

  /**
   * Reads everything; whether a documented exception ended it. Any other one, and memory that did
   * not come back, fails the test.
   */
  private static boolean readFails(Path file, String context) {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    boolean fails = false;
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS, budget);
        FastaExtractor extractor = new FastaExtractor(reader, 80, 1)) {
      reader.commands();
      extractor.samples(SampleIndexes.range(0, reader.samples()), new Discard());
    } catch (CorruptArchiveException e) {
      fails = true;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(context + ": " + e, e);
    }
    assertTrue(budget.peakBytes() < MEMORY_MAX, context + " took " + budget.peakBytes() + " bytes");
    assertEquals(0, budget.currentBytes(), context);
    return fails;
  }

  /** Takes text and forgets it. */
  private static final class Discard implements FastaOutput {
    @Override
    public void startSample(String name) {}

    @Override
    public void write(ByteBuffer text) {
      text.position(text.limit());
    }

    @Override
    public void endSample() {}
  }
}
