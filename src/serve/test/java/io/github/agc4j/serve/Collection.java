package io.github.agc4j.serve;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Small genomes of a seed, of which an archive is made. */
final class Collection {
  /** Of the lines that the server gives. */
  static final int WIDTH = 60;

  private final Random random;

  Collection(long seed) {
    random = new Random(seed);
  }

  /** A contig as it is in a file. */
  record Contig(String header, String letters) {
    String shortName() {
      return header.split(" ")[0];
    }

    String text() {
      StringBuilder text = new StringBuilder(">" + header + "\n");
      for (int at = 0; at < letters.length(); at += WIDTH) {
        text.append(letters, at, Math.min(letters.length(), at + WIDTH)).append('\n');
      }
      return text.toString();
    }

    String upper() {
      return letters.toUpperCase(Locale.ROOT);
    }

    String md5() throws Exception {
      return HexFormat.of().formatHex(digest("MD5"));
    }

    String trunc512() throws Exception {
      return HexFormat.of().formatHex(digest("SHA-512"), 0, 24);
    }

    String refgetName() throws Exception {
      byte[] truncated = HexFormat.of().parseHex(trunc512());
      return "SQ." + Base64.getUrlEncoder().encodeToString(truncated);
    }

    private byte[] digest(String algorithm) throws Exception {
      return MessageDigest.getInstance(algorithm)
          .digest(upper().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Contigs of some hundred to some ten thousand letters, a part of them in lower case. */
  List<Contig> genome(int contigs) {
    List<Contig> genome = new ArrayList<>();
    for (int i = 0; i < contigs; i++) {
      genome.add(contig("c" + i + (i % 2 == 0 ? " of many" : ""), 1 + random.nextInt(20_000)));
    }
    return genome;
  }

  Contig contig(String header, int length) {
    StringBuilder letters = new StringBuilder(length);
    boolean isLower = false;
    for (int i = 0; i < length; i++) {
      isLower ^= random.nextInt(200) == 0;
      String alphabet = isLower ? "acgtn" : "ACGTN";
      letters.append(alphabet.charAt(random.nextInt(random.nextInt(50) == 0 ? 5 : 4)));
    }
    return new Contig(header, letters.toString());
  }

  static String text(List<Contig> genome) {
    StringBuilder text = new StringBuilder();
    genome.forEach(contig -> text.append(contig.text()));
    return text.toString();
  }

  /** Writes a sample's file. */
  static Path write(Path file, List<Contig> genome) throws IOException {
    return Files.writeString(file, text(genome), StandardCharsets.ISO_8859_1);
  }

  /** Makes an archive of files. */
  static Path archive(Path archive, CreateOptions options, Path... files) throws IOException {
    try (AgcWriter writer = AgcWriter.create(archive, options)) {
      for (Path file : files) {
        writer.add(file);
      }
      writer.commit();
    }
    return archive;
  }
}
