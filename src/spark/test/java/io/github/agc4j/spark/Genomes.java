package io.github.agc4j.spark;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A seeded collection of genomes that are like each other, with lower case, gaps and descriptions.
 *
 * @param files FASTA files, the reference first
 * @param letters of each contig, by sample and name
 */
record Genomes(List<Path> files, Map<String, Map<String, String>> letters) {
  private static final String ACGT = "ACGT";

  static Genomes write(Path folder, long seed, int samples, int contigs) throws IOException {
    Random random = new Random(seed);
    List<StringBuilder> ancestor = new ArrayList<>();
    for (int i = 0; i < contigs; i++) {
      StringBuilder sequence = new StringBuilder();
      for (int length = 500 + random.nextInt(6000); length > 0; length--) {
        sequence.append(ACGT.charAt(random.nextInt(4)));
      }
      ancestor.add(sequence);
    }
    List<Path> files = new ArrayList<>();
    Map<String, Map<String, String>> letters = new LinkedHashMap<>();
    for (int sample = 0; sample < samples; sample++) {
      String name = String.format("s%02d", sample);
      Map<String, String> ofSample = new LinkedHashMap<>();
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < contigs; i++) {
        String sequence = changed(random, ancestor.get(i));
        ofSample.put("c" + i, sequence);
        String more = i % 2 == 0 ? " contig " + i + " of " + name : "";
        text.append('>').append("c" + i).append(more).append('\n').append(sequence).append('\n');
      }
      files.add(Files.writeString(folder.resolve(name + ".fa"), text));
      letters.put(name, ofSample);
    }
    return new Genomes(files, letters);
  }

  private static String changed(Random random, StringBuilder ancestor) {
    StringBuilder copy = new StringBuilder(ancestor);
    for (int i = 0; i < 20; i++) {
      int at = random.nextInt(copy.length() - 20);
      switch (random.nextInt(4)) {
        case 0 -> copy.setCharAt(at, ACGT.charAt(random.nextInt(4)));
        case 1 -> copy.replace(at, at + 10, copy.substring(at, at + 10).toLowerCase());
        case 2 -> copy.delete(at, at + 3);
        default -> copy.setCharAt(at, "N-R".charAt(random.nextInt(3)));
      }
    }
    return copy.toString();
  }

  /** Archives them. */
  Path archive(Path target) throws IOException {
    CreateOptions options =
        CreateOptions.builder().parameters(17, 16, 400, 3).digests(Digests.CHECKS).build();
    try (AgcWriter writer = AgcWriter.create(target, options)) {
      for (Path file : files) {
        writer.add(file);
      }
      writer.commit();
    }
    return target;
  }

  /** What the files are called. */
  List<String> names() {
    return files.stream().map(Path::toString).toList();
  }
}
