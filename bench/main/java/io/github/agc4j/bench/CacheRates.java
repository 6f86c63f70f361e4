package io.github.agc4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What random windows of 4 000 symbols of an archive cost with caches of several sizes: {@code
 * bench/windows}. Arguments: the archive, and MiB of cache (default: 16 64 256).
 *
 * <p>Cold: the first windows that a new reader in a running JVM reads, whose metadata are there but
 * of which nothing is decompressed. Warm: after as many seconds of other windows as are measured.
 */
public final class CacheRates {
  private static final int COLD_WINDOWS = 200;
  private static final long SECONDS = Long.getLong("agc4j.bench.seconds", 5);
  private static final int ROUND = 200;

  /** Each measurement reads other windows. */
  private static final SplittableRandom SEEDS = new SplittableRandom(1);

  private CacheRates() {}

  /** Prints a row for each cache. */
  public static void main(String[] args) throws Exception {
    Path archive = Path.of(args[0]);
    List<String> caches =
        args.length > 1 ? Arrays.asList(args).subList(1, args.length) : List.of("16", "64", "256");
    print(
        "| cache MiB | cold ms: median, 99 %%, worst | warm /s, 1 thread | 2 threads | parts |%n");
    print("|---|---|---|---|---|%n");
    for (String cache : caches) {
      measure(archive, Long.parseLong(cache));
    }
  }

  private static void measure(Path archive, long cacheMiB) throws Exception {
    double one;
    double two;
    try (Windows windows = new Windows(archive, cacheMiB)) {
      rate(windows, 1);
      one = rate(windows, 1);
      two = rate(windows, 2);
    }
    try (Windows windows = new Windows(archive, cacheMiB)) {
      long before = windows.reader().decoded().parts();
      double[] cold = cold(windows);
      print(
          "| %d | %.2f, %.2f, %.2f | %.0f | %.0f | %.2f |%n",
          cacheMiB,
          cold[COLD_WINDOWS / 2],
          cold[COLD_WINDOWS * 99 / 100],
          cold[COLD_WINDOWS - 1],
          one,
          two,
          (double) (windows.reader().decoded().parts() - before) / COLD_WINDOWS);
    }
  }

  /** Milliseconds of each of the first windows, sorted. */
  private static double[] cold(Windows windows) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] letters = new byte[Windows.LENGTH];
    double[] millis = new double[COLD_WINDOWS];
    for (int i = 0; i < COLD_WINDOWS; i++) {
      Windows.Window window = windows.any(random);
      long start = System.nanoTime();
      windows.read(window, letters);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double rate(Windows windows, int threads) throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Callable<Double>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        SplittableRandom random = SEEDS.split();
        work.add(() -> rate(windows, random));
      }
      double sum = 0;
      for (Future<Double> rate : workers.invokeAll(work)) {
        sum += rate.get();
      }
      return sum;
    }
  }

  private static double rate(Windows windows, SplittableRandom random) throws IOException {
    byte[] letters = new byte[Windows.LENGTH];
    long start = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start < SECONDS * 1_000_000_000L) {
      for (int i = 0; i < ROUND; i++) {
        windows.read(windows.any(random), letters);
      }
      count += ROUND;
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static void print(String format, Object... values) {
    byte[] line = String.format(Locale.ROOT, format, values).getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
  }
}
