package io.github.agc4j.bench;

import io.github.agc4j.bench.Windows.Window;
import io.github.agc4j.query.ContigQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many windows per second one thread of a host reads that has been at it for a while: {@code
 * bench/compare} starts it. Arguments: an archive, a file with a query per line, MiB of cache,
 * seconds to read other windows before. Prints windows per second, and the MD5 sum of all letters.
 */
public final class WindowRate {
  private static final int ROUND = 1000;

  private WindowRate() {}

  /** Warms up, reads the windows of the queries in their order, and prints what that took. */
  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    byte[] letters = new byte[Windows.LENGTH];
    try (Windows windows = new Windows(Path.of(args[0]), Long.parseLong(args[2]))) {
      List<Window> asked = parsed(Files.readAllLines(Path.of(args[1])), windows);
      warmUp(windows, Long.parseLong(args[3]), letters);
      long start = System.nanoTime();
      for (Window window : asked) {
        windows.read(window, letters);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      MessageDigest sum = MessageDigest.getInstance("MD5");
      for (Window window : asked) {
        sum.update(letters, 0, windows.read(window, letters));
      }
      String line = asked.size() / seconds + " " + HexFormat.of().formatHex(sum.digest()) + "\n";
      System.out.write(line.getBytes(StandardCharsets.US_ASCII));
      System.out.flush();
    }
  }

  private static List<Window> parsed(List<String> queries, Windows windows) throws IOException {
    List<Window> parsed = new ArrayList<>();
    for (String text : queries) {
      ContigQuery query = ContigQuery.parse(text);
      long sample = windows.reader().sampleIndex(query.sample());
      long contig = windows.reader().contigIndex(sample, query.contig());
      parsed.add(new Window(sample, contig, query.from()));
    }
    return parsed;
  }

  private static void warmUp(Windows windows, long seconds, byte[] letters) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    for (long start = System.nanoTime(); System.nanoTime() - start < seconds * 1_000_000_000L; ) {
      for (int i = 0; i < ROUND; i++) {
        windows.read(windows.any(random), letters);
      }
    }
  }
}
