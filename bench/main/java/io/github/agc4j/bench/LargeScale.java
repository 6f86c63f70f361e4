package io.github.agc4j.bench;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Creates an archive of simulated genomes as large as a human's, which are never on the disk:
 * {@code bench/large}. Prints seconds after each genome, and peaks by component.
 *
 * <p>Arguments: bases of each, genomes, threads, MiB of memory (0: as needed), archive.
 */
public final class LargeScale {
  private LargeScale() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    CreateOptions options =
        Profile.HUMAN.over(
            CreateOptions.builder()
                .threads(Integer.parseInt(args[2]))
                .unknownToN(true)
                .replace(true)
                .build());
    long memory = Long.parseLong(args[3]) << 20;
    Path archive = Path.of(args[4]);
    long start = System.nanoTime();
    try (ArchiveWriter writer =
        new ArchiveWriter(
            memory == 0 ? options : options.toBuilder().memoryBytes(memory).build())) {
      LargeGenomes genomes =
          new LargeGenomes(Long.parseLong(args[0]), Integer.parseInt(args[1]), 1);
      writer.create(archive, writer.samples(genomes), done -> tell(done, start));
      RelativesScale.print(writer.memory(), (System.nanoTime() - start) / 1e9, Files.size(archive));
    }
  }

  private static void tell(long genomes, long start) {
    byte[] line =
        String.format(
                Locale.ROOT, "%d genomes: %.1f s%n", genomes, (System.nanoTime() - start) / 1e9)
            .getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
  }
}
