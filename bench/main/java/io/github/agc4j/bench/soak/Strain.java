package io.github.agc4j.bench.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A genome of which every letter is known: the truth that archives are compared with.
 *
 * @param file its FASTA file, which gives the sample its name
 * @param name the sample's name
 * @param contigs its contigs
 */
record Strain(Path file, String name, List<Contig> contigs) {
  private static final String AMBIGUOUS = "NRYSWKMBDHVU";
  private static final int LINE = 70;

  /** From the begin of one stretch in lower case to that of the next. */
  private static final int MASK_SPACING = 900;

  /** A contig's name and letters, in their case. */
  record Contig(String name, byte[] letters) {}

  /** {@code count} strains of one species, as files in {@code folder}. */
  static List<Strain> species(Random random, int count, int bases, Path folder) throws IOException {
    byte[] ancestor = new byte[bases];
    for (int i = 0; i < bases; i++) {
      ancestor[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
    List<Strain> strains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = String.format(Locale.ROOT, "strain_%03d", i);
      Strain strain = new Strain(folder.resolve(name + ".fa"), name, contigs(random, ancestor));
      strain.write();
      strains.add(strain);
    }
    return strains;
  }

  private static List<Contig> contigs(Random random, byte[] ancestor) {
    List<Contig> contigs = new ArrayList<>();
    int from = 0;
    while (from < ancestor.length) {
      int length = Math.min(ancestor.length - from, 1 + random.nextInt(30_000));
      contigs.add(new Contig("c" + contigs.size(), changed(random, ancestor, from, length)));
      from += length;
    }
    return contigs;
  }

  private static byte[] changed(Random random, byte[] ancestor, int from, int length) {
    byte[] letters = new byte[length];
    for (int i = 0; i < length; i++) {
      letters[i] =
          random.nextInt(200) == 0 ? (byte) "ACGT".charAt(random.nextInt(4)) : ancestor[from + i];
    }
    if (random.nextInt(10) == 0) {
      int start = random.nextInt(length);
      int end = Math.min(length, start + random.nextInt(500));
      byte letter = (byte) AMBIGUOUS.charAt(random.nextInt(AMBIGUOUS.length()));
      java.util.Arrays.fill(letters, start, end, letter);
    }
    if (random.nextBoolean()) {
      soften(random, letters, from);
    }
    return letters;
  }

  /** Puts the same stretches of the ancestor in lower case in all strains, but for some ends. */
  private static void soften(Random random, byte[] letters, int from) {
    for (int start = MASK_SPACING - from % MASK_SPACING; start < letters.length; ) {
      int length = random.nextInt(8) == 0 ? random.nextInt(MASK_SPACING) : MASK_SPACING / 3;
      for (int i = start; i < Math.min(letters.length, start + length); i++) {
        letters[i] = (byte) Character.toLowerCase(letters[i]);
      }
      start += MASK_SPACING;
    }
  }

  private void write() throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Contig contig : contigs) {
        StringBuilder text = new StringBuilder(">" + contig.name() + " of " + name + "\n");
        for (int at = 0; at < contig.letters().length; at += LINE) {
          int length = Math.min(LINE, contig.letters().length - at);
          String line = new String(contig.letters(), at, length, StandardCharsets.US_ASCII);
          text.append(line).append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
