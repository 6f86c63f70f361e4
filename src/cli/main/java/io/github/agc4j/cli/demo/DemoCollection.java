package io.github.agc4j.cli.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded collection of similar genomes: an ancestor, changed by substitutions, indels and
 * inversions. Nothing is kept in memory: the ancestor's bases are numbers drawn by position.
 */
public final class DemoCollection {
  static final int LINE_LENGTH = 80;

  /** The name of each genome's first contig. */
  public static final String CONTIG = "chr1";

  private static final byte[] BASES = "ACGT".getBytes(StandardCharsets.US_ASCII);
  private static final double SUBSTITUTIONS = 0.002;
  private static final double INDELS = 0.0002;
  private static final int INDEL_LENGTH_MAX = 12;
  private static final int INVERSION_LENGTH = 3000;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long seed;
  private final Random random;
  private final int genomes;
  private final int bases;

  /**
   * Equal arguments give equal genomes.
   *
   * @param genomes how many, the first of them the ancestor
   * @param bases length of the ancestor
   */
  public DemoCollection(long seed, int genomes, int bases) {
    this.seed = seed;
    this.random = new Random(seed);
    this.genomes = genomes;
    this.bases = bases;
  }

  /**
   * Writes each genome as a FASTA file of two contigs into {@code folder}: {@code genome00.fa} and
   * so on.
   *
   * @return the files, the ancestor first
   * @throws IOException if a file cannot be written
   */
  public List<Path> write(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int genome = 0; genome < genomes; genome++) {
      Path file = folder.resolve(String.format("genome%02d.fa", genome));
      int inverted = genome == 0 ? -INVERSION_LENGTH : random.nextInt(bases - INVERSION_LENGTH);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        writeContig(CONTIG, 0, bases * 2 / 3, genome > 0, inverted, out);
        writeContig("chr2", bases * 2 / 3, bases, genome > 0, inverted, out);
      }
      files.add(file);
    }
    return files;
  }

  private void writeContig(
      String name, int from, int to, boolean isChanged, int inverted, OutputStream out)
      throws IOException {
    out.write((">" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    int column = 0;
    for (int i = from; i < to; i++) {
      double chance = isChanged ? random.nextDouble() : 0.5;
      if (chance < SUBSTITUTIONS) {
        column = put(random.nextInt(4), column, out);
      } else if (chance < SUBSTITUTIONS + INDELS / 2) {
        i += random.nextInt(INDEL_LENGTH_MAX);
      } else {
        column = put(base(i, inverted), column, out);
        for (int extra = chance > 1 - INDELS / 2 ? random.nextInt(INDEL_LENGTH_MAX) : 0;
            extra > 0;
            extra--) {
          column = put(random.nextInt(4), column, out);
        }
      }
    }
    if (column > 0) {
      out.write('\n');
    }
  }

  /**
   * The ancestor's base at {@code position}, with the stretch from {@code inverted} on turned
   * around.
   */
  private int base(int position, int inverted) {
    int within = position - inverted;
    if (within >= 0 && within < INVERSION_LENGTH) {
      return 3 - ancestral(inverted + INVERSION_LENGTH - 1 - within);
    }
    return ancestral(position);
  }

  private int ancestral(int position) {
    long hash = (position + seed * SPREAD) * SPREAD;
    hash = (hash ^ hash >>> 32) * SPREAD;
    return (int) (hash >>> 62);
  }

  private static int put(int code, int column, OutputStream out) throws IOException {
    out.write(BASES[code]);
    if (column + 1 < LINE_LENGTH) {
      return column + 1;
    }
    out.write('\n');
    return 0;
  }
}
