package io.github.agc4j.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.testing.GoldenCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged archives end with the documented exception, whatever byte is missing or changed. */
class DamagedBytesTest {
  private static final long MEMORY_MAX = 64L << 20;
  private static final long TIME_MAX_NS = 2_000_000_000L;

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
      long start = System.nanoTime();
      reported += readFails(file, "seed=" + seed + " run=" + run + " byte=" + at) ? 1 : 0;
      assertTrue(
          System.nanoTime() - start < TIME_MAX_NS,
          "seed=" + seed + " run=" + run + " took too long");
    }
    assertTrue(reported > runs / 4, "only " + reported + " of " + runs + " changes were noticed");
  }

  /** Reads everything; whether a documented exception ended it. Any other one fails the test. */
  private static boolean readFails(Path file, String context) {
    try {
      AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS);
      try (reader;
          FastaExtractor extractor = new FastaExtractor(reader, 80, 1)) {
        reader.commands();
        extractor.samples(LongStream.range(0, reader.samples()).boxed().toList(), new Discard());
      }
      assertTrue(
          reader.memory().peakBytes() < MEMORY_MAX,
          context + " took " + reader.memory().peakBytes() + " bytes");
      assertEquals(0, reader.memory().currentBytes(), context);
      return false;
    } catch (CorruptArchiveException e) {
      return true;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(context + ": " + e, e);
    }
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
