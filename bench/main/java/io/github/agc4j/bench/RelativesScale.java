package io.github.agc4j.bench;

import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Creates an archive of relatives of real genomes, which are never on the disk, or appends some to
 * one: {@code bench/scale --from}. Prints one JSON object: seconds, bytes, peaks by component.
 *
 * <p>Arguments: {@code create|append}, the folder of real genomes, how many of them, bases of each,
 * seed, first and end of the samples, threads, archive.
 */
public final class RelativesScale {
  private RelativesScale() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    List<List<RealGenomes.Contig>> genomes =
        RealGenomes.read(Path.of(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]));
    Relatives relatives =
        new Relatives(
            genomes, Long.parseLong(args[4]), Long.parseLong(args[5]), Long.parseLong(args[6]));
    Path archive = Path.of(args[8]);
    CreateOptions options =
        Profile.BACTERIA.over(
            CreateOptions.builder()
                .threads(Integer.parseInt(args[7]))
                .unknownToN(true)
                .replace(true)
                .build());
    long start = System.nanoTime();
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      if (args[0].equals("append")) {
        writer.appendInPlace(archive, writer.samples(relatives), done -> {});
      } else {
        writer.create(archive, writer.samples(relatives), done -> {});
      }
      print(writer.memory(), (System.nanoTime() - start) / 1e9, Files.size(archive));
    }
  }

  /** Prints what a run took. */
  static void print(MemoryUse memory, double seconds, long bytes) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "{\"seconds\": %.3f, \"bytes\": %d", seconds, bytes));
    text.append(String.format(Locale.ROOT, ", \"heap\": %d", usedHeap()));
    text.append(String.format(Locale.ROOT, ", \"rss\": %d, \"peaks\": {", peakRss()));
    String separator = "";
    for (MemoryUse component : memory.children()) {
      text.append(separator).append('"').append(component.name()).append("\": ");
      text.append(component.peakBytes());
      separator = ", ";
    }
    System.out.write(text.append("}}\n").toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  /** Of the genomes that relatives descend from, mostly. */
  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long peakRss() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(each -> each.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }
  }
}
