package io.github.agc4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Seeded FASTA collections with everything that makes archives interesting. */
public final class RandomCollection {
  private static final String ACGT = "ACGT";
  private static final String CODES = "NRYSWKMBDHVU";

  private final Random random;
  private boolean hasUniqueContigs;

  /** A collection that depends only on {@code random}. */
  public RandomCollection(Random random) {
    this.random = random;
  }

  /** From now on no two contigs of different files have the same name. */
  public RandomCollection withUniqueContigs() {
    hasUniqueContigs = true;
    return this;
  }

  /**
   * Writes {@code samples} samples related to an ancestor of about {@code bases} bases; reference
   * first.
   */
  public List<Path> write(Path folder, int samples, int bases) throws IOException {
    List<StringBuilder> ancestor = new ArrayList<>();
    int contigs = 1 + random.nextInt(4);
    for (int i = 0; i < contigs; i++) {
      ancestor.add(sequence(1 + random.nextInt(Math.max(1, 2 * bases / contigs))));
    }
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      List<StringBuilder> genome = i == 0 ? ancestor : changed(ancestor);
      Path file =
          folder.resolve(String.format("s%03d.fa%s", i, random.nextInt(4) == 0 ? ".gz" : ""));
      try (OutputStream out =
          file.toString().endsWith(".gz")
              ? new GZIPOutputStream(Files.newOutputStream(file))
              : Files.newOutputStream(file)) {
        out.write(text(genome, hasUniqueContigs ? "s" + i + "." : ""));
      }
      files.add(file);
    }
    return files;
  }

  private StringBuilder sequence(int length) {
    StringBuilder out = new StringBuilder();
    while (out.length() < length) {
      switch (random.nextInt(12)) {
        case 0 -> out.append("N".repeat(1 + random.nextInt(60)));
        case 1 ->
            out.append(ACGT.charAt(random.nextInt(4)))
                .append(CODES.charAt(random.nextInt(CODES.length())));
        case 2 -> {
          String unit = acgt(1 + random.nextInt(8));
          out.append(unit.repeat(1 + random.nextInt(40)));
        }
        default -> out.append(acgt(1 + random.nextInt(300)));
      }
    }
    out.setLength(length);
    return out;
  }

  private String acgt(int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(ACGT.charAt(random.nextInt(4)));
    }
    return out.toString();
  }

  private List<StringBuilder> changed(List<StringBuilder> ancestor) {
    List<StringBuilder> genome = new ArrayList<>();
    for (StringBuilder contig : ancestor) {
      StringBuilder copy = new StringBuilder(contig);
      int changes = random.nextInt(1 + copy.length() / 150);
      for (int i = 0; i < changes && copy.length() > 40; i++) {
        change(copy);
      }
      cut(copy, genome);
    }
    if (random.nextInt(4) == 0) {
      genome.add(sequence(random.nextInt(400)));
    }
    Collections.shuffle(genome, random);
    return genome;
  }

  private void change(StringBuilder contig) {
    int at = random.nextInt(contig.length() - 32);
    int length = 1 + random.nextInt(30);
    switch (random.nextInt(10)) {
      case 0 -> contig.delete(at, at + length);
      case 1 -> contig.insert(at, acgt(length));
      case 2 -> contig.insert(at, "N".repeat(length));
      case 3 -> {
        int end = Math.min(contig.length(), at + 20 * length);
        contig.replace(at, end, Packed.complement(contig.substring(at, end)));
      }
      case 4 -> contig.setCharAt(at, CODES.charAt(random.nextInt(CODES.length())));
      default -> contig.setCharAt(at, ACGT.charAt(random.nextInt(4)));
    }
  }

  private void cut(StringBuilder contig, List<StringBuilder> genome) {
    int from = 0;
    while (random.nextInt(3) == 0 && from < contig.length()) {
      int to = from + random.nextInt(contig.length() - from + 1);
      String piece = contig.substring(from, to);
      genome.add(new StringBuilder(random.nextBoolean() ? piece : Packed.complement(piece)));
      from = to;
    }
    genome.add(new StringBuilder(contig.substring(from)));
  }

  private byte[] text(List<StringBuilder> genome, String prefix) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
    int lineLength = random.nextBoolean() ? 1 + random.nextInt(100) : Integer.MAX_VALUE;
    for (int i = 0; i < genome.size(); i++) {
      String symbols = genome.get(i).toString();
      if (random.nextInt(5) == 0) {
        symbols = symbols.toLowerCase(java.util.Locale.ROOT);
      }
      String header =
          ">"
              + prefix
              + "contig"
              + i
              + (random.nextInt(3) == 0 ? " length " + symbols.length() : "");
      out.writeBytes((header + lineEnd).getBytes(StandardCharsets.US_ASCII));
      if (symbols.isEmpty()) {
        // C++ agc and its model stop reading at a record without any byte; a blank line avoids
        // that.
        out.writeBytes(lineEnd.getBytes(StandardCharsets.US_ASCII));
      }
      for (int from = 0; from < symbols.length(); from += Math.min(lineLength, symbols.length())) {
        String line =
            symbols.substring(from, (int) Math.min(symbols.length(), (long) from + lineLength));
        out.writeBytes((line + lineEnd).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return out.toByteArray();
  }
}
