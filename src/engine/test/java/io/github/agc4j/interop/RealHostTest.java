package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A host process with a heap of 64 MB, eight threads and one reader, whose cache is smaller than
 * the genomes, gets from an archive of real genomes what their FASTA files have. Skipped where the
 * shared data are absent.
 */
class RealHostTest {
  private static final Path SHARED =
      Path.of(System.getProperty("agc4j.shared", "../../../shared")).toAbsolutePath();
  private static final int QUERIES = Integer.getInteger("agc4j.shared.queries", 8_000);

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource(names = {"COMPAT", "BACTERIA"})
  void everyAnswerEqualsTheFasta(Profile profile, @TempDir Path folder) throws Exception {
    Path packed = SHARED.resolve("data/saureus_crs.tar.xz");
    assumeTrue(Files.isRegularFile(packed), "the data are not there: " + packed);
    run(List.of("tar", "-xJf", packed.toString(), "-C", folder.toString()));
    List<Path> inputs;
    try (Stream<Path> files = Files.walk(folder)) {
      inputs =
          files.filter(file -> file.toString().matches(".*\\.(fa|fna|fasta)")).sorted().toList();
    }
    Path archive = folder.resolve("a.agc");
    Fasta.create(archive, inputs, profile.over(CreateOptions.builder().threads(2).build()));
    List<String> host =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                String.valueOf(QUERIES),
                archive.toString()));
    inputs.forEach(input -> host.add(input.toString()));
    run(host);
  }

  /** Runs a process, which must end well. */
  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), output);
  }

  /** The host process. */
  static final class Host {
    private static final int THREADS = 8;
    private static final int WINDOW_MAX = 6000;
    private static final long CACHE_BYTES = 1 << 20;

    private final AgcReader reader;

    /** The letters of each contig of each sample, off-heap. */
    private final List<List<MemorySegment>> samples = new ArrayList<>();

    private Host(AgcReader reader) {
      this.reader = reader;
    }

    /** Number of queries, archive, FASTA files in the order of its samples. */
    public static void main(String[] args) throws Exception {
      try (AgcReader reader = AgcReader.open(Path.of(args[1]), new ReadOptions(CACHE_BYTES, 1));
          Arena arena = Arena.ofShared()) {
        Host host = new Host(reader);
        for (int i = 2; i < args.length; i++) {
          host.load(Path.of(args[i]), arena);
        }
        int queries = Integer.parseInt(args[0]);
        int equal = host.askAll(queries / THREADS);
        if (equal != queries / THREADS * THREADS) {
          throw new IllegalStateException(equal + " of " + queries + " answers are equal");
        }
      }
    }

    private void load(Path fasta, Arena arena) throws IOException {
      List<MemorySegment> contigs = new ArrayList<>();
      byte[] text = Fasta.relined(Fasta.text(fasta), Integer.MAX_VALUE);
      for (int at = 0; at < text.length; ) {
        int start = lineEnd(text, at) + 1;
        int end = lineEnd(text, start);
        MemorySegment letters = arena.allocate(end - start);
        MemorySegment.copy(text, start, letters, ValueLayout.JAVA_BYTE, 0, end - start);
        contigs.add(letters);
        at = end + 1;
      }
      samples.add(contigs);
    }

    private static int lineEnd(byte[] text, int from) {
      int end = from;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      return end;
    }

    private int askAll(int queriesEach) throws Exception {
      try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
        List<Callable<Integer>> askers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Random random = new Random(1000 + i);
          askers.add(() -> ask(random, queriesEach));
        }
        int equal = 0;
        for (Future<Integer> asked : threads.invokeAll(askers)) {
          equal += asked.get();
        }
        return equal;
      }
    }

    private int ask(Random random, int queries) throws IOException {
      byte[] window = new byte[WINDOW_MAX];
      int equal = 0;
      for (int i = 0; i < queries; i++) {
        int sample = random.nextInt(samples.size());
        int contig = random.nextInt(samples.get(sample).size());
        MemorySegment letters = samples.get(sample).get(contig);
        long from = random.nextLong(letters.byteSize() + 1);
        long to = Math.min(letters.byteSize(), from + random.nextInt(WINDOW_MAX));
        int copied = reader.fetchLetters(sample, contig, from, to, window, 0);
        boolean isSame =
            copied == to - from
                && MemorySegment.mismatch(
                        letters, from, to, MemorySegment.ofArray(window), 0, copied)
                    < 0;
        equal += isSame ? 1 : 0;
      }
      return equal;
    }
  }
}
