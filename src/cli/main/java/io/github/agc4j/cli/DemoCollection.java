package io.github.agc4j.cli;

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
 * inversions.
 */
final class DemoCollection {
  static final int LINE_LENGTH = 80;
  static final String CONTIG = "chr1";

  private static final byte[] BASES = "ACGT".getBytes(StandardCharsets.US_ASCII);
  private static final double SUBSTITUTIONS = 0.002;
  private static final double INDELS = 0.0002;
  private static final int INDEL_LENGTH_MAX = 12;
  private static final int INVERSION_LENGTH = 3000;

  private final Random random;
  private final int genomes;
  private final int bases;

  DemoCollection(long seed, int genomes, int bases) {
    this.random = new Random(seed);
    this.genomes = genomes;
    this.bases = bases;
  }

  /** Writes each genome as a FASTA file of two contigs into {@code folder}. */
  List<Path> write(Path folder) throws IOException {
    byte[] ancestor = new byte[bases];
    for (int i = 0; i < bases; i++) {
      ancestor[i] = BASES[random.nextInt(4)];
    }
    List<Path> files = new ArrayList<>();
    for (int genome = 0; genome < genomes; genome++) {
      Path file = folder.resolve(String.format("genome%02d.fa", genome));
      byte[] sequence = genome == 0 ? ancestor : changed(ancestor);
      int border = sequence.length * 2 / 3;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        write(CONTIG, sequence, 0, border, out);
        write("chr2", sequence, border, sequence.length, out);
      }
      files.add(file);
    }
    return files;
  }

  private byte[] changed(byte[] ancestor) {
    byte[] target = new byte[ancestor.length * 2];
    int size = 0;
    for (int i = 0; i < ancestor.length; i++) {
      double chance = random.nextDouble();
      if (chance < SUBSTITUTIONS) {
        target[size++] = BASES[random.nextInt(4)];
      } else if (chance < SUBSTITUTIONS + INDELS / 2) {
        i += random.nextInt(INDEL_LENGTH_MAX);
      } else {
        target[size++] = ancestor[i];
        for (int extra = chance > 1 - INDELS / 2 ? random.nextInt(INDEL_LENGTH_MAX) : 0;
            extra > 0;
            extra--) {
          target[size++] = BASES[random.nextInt(4)];
        }
      }
    }
    byte[] sequence = java.util.Arrays.copyOf(target, size);
    invert(sequence, random.nextInt(size - INVERSION_LENGTH));
    return sequence;
  }

  private static void invert(byte[] sequence, int from) {
    for (int i = from, j = from + INVERSION_LENGTH - 1; i <= j; i++, j--) {
      byte left = complement(sequence[i]);
      sequence[i] = complement(sequence[j]);
      sequence[j] = left;
    }
  }

  private static byte complement(byte base) {
    return (byte) "TGCA".charAt("ACGT".indexOf(base));
  }

  private static void write(String name, byte[] sequence, int from, int to, OutputStream out)
      throws IOException {
    out.write((">" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int i = from; i < to; i += LINE_LENGTH) {
      out.write(sequence, i, Math.min(LINE_LENGTH, to - i));
      out.write('\n');
    }
  }
}
