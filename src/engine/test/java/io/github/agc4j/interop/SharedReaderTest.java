package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many threads of a host share one reader whose cache holds only a part of the data. More queries
 * with {@code -Dagc4j.shared.queries=1000000}.
 */
@Tag("slow")
class SharedReaderTest {
  private static final int THREADS = 8;
  private static final int WINDOW_MAX = 6000;

  @Test
  void everyAnswerEqualsTheFasta(@TempDir Path folder) throws Exception {
    List<Path> inputs = new RandomCollection(new Random(21)).write(folder, 40, 60_000);
    Path archive = folder.resolve("x.agc");
    Fasta.create(
        archive, inputs, CreateOptions.builder().parameters(21, 20, 2000, 10).threads(2).build());
    List<List<byte[]>> contigs = contigs(archive);
    int queries = Integer.getInteger("agc4j.shared.queries", 8_000) / THREADS;
    AgcReader reader = AgcReader.open(archive, new ReadOptions(1 << 17, 1));
    try (reader;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<Integer>> hosts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(100 + i);
        hosts.add(() -> query(reader, contigs, random, queries));
      }
      for (Future<Integer> answered : threads.invokeAll(hosts)) {
        assertEquals(queries, answered.get());
      }
      assertTrue(reader.memory().peakBytes() < 40L << 20, "peak=" + reader.memory().peakBytes());
    }
    assertEquals(0, reader.memory().currentBytes());
  }

  private static int query(AgcReader reader, List<List<byte[]>> contigs, Random random, int queries)
      throws IOException {
    byte[] target = new byte[WINDOW_MAX];
    int answered = 0;
    for (; answered < queries; answered++) {
      int sample = random.nextInt(contigs.size());
      int contig = random.nextInt(contigs.get(sample).size());
      byte[] letters = contigs.get(sample).get(contig);
      int from = random.nextInt(letters.length + 1);
      int to = Math.min(letters.length, from + random.nextInt(WINDOW_MAX));
      int copied = reader.fetchLetters(sample, contig, from, to, target, 0);
      boolean equal = copied == to - from && Arrays.equals(letters, from, to, target, 0, copied);
      assertTrue(equal, "sample=" + sample + " contig=" + contig + " " + from + "-" + to);
    }
    return answered;
  }

  /** The letters of each contig of each sample. */
  private static List<List<byte[]>> contigs(Path archive) throws IOException {
    List<List<byte[]>> contigs = new ArrayList<>();
    for (Map.Entry<String, byte[]> sample :
        Fasta.extract(archive, 2, 1 << 30, ReadOptions.DEFAULTS).entrySet()) {
      List<byte[]> letters = new ArrayList<>();
      for (String record :
          new String(sample.getValue(), StandardCharsets.US_ASCII).split(">", -1)) {
        int line = record.indexOf('\n');
        if (line >= 0) {
          letters.add(record.substring(line).replace("\n", "").getBytes(StandardCharsets.US_ASCII));
        }
      }
      contigs.add(letters);
    }
    return contigs;
  }
}
