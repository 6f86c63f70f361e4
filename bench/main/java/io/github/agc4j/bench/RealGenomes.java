package io.github.agc4j.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Genomes of a folder of FASTA files, on the heap: what {@link Relatives} descend from. */
final class RealGenomes {
  private static final String NAMES = ".*\\.(fa|fna|fasta)(\\.gz)?";

  /** A contig of a real genome. */
  record Contig(String header, byte[] letters) {}

  private RealGenomes() {}

  /**
   * The first {@code count} genomes of {@code folder} by name, each as its first contigs that have
   * {@code bases} letters together, the last of them cut.
   */
  static List<List<Contig>> read(Path folder, int count, long bases) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().matches(NAMES)).sorted().limit(count).toList();
    }
    List<List<Contig>> genomes = new ArrayList<>();
    for (Path file : files) {
      genomes.add(read(file, bases));
    }
    return genomes;
  }

  private static List<Contig> read(Path file, long bases) throws IOException {
    List<Contig> contigs = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      String header = lines.readLine();
      long left = bases;
      while (header != null && left > 0) {
        ByteArrayOutputStream letters = new ByteArrayOutputStream();
        String line = lines.readLine();
        for (; line != null && !line.startsWith(">"); line = lines.readLine()) {
          letters.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] all = letters.toByteArray();
        byte[] taken = java.util.Arrays.copyOf(all, (int) Math.min(all.length, left));
        contigs.add(new Contig(header.substring(1), taken));
        left -= taken.length;
        header = line;
      }
    }
    return contigs;
  }
}
