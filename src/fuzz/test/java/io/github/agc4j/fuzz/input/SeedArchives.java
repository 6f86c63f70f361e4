package io.github.agc4j.fuzz.input;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The archives that mutations start from: small ones of all formats made by C++ agc, in {@code
 * /seeds}, and one that our writer makes now. Their order is part of what stored scripts mean.
 */
public final class SeedArchives {
  private static final String[] NAMES = {
    "v3-a",
    "v3-b",
    "v1-a",
    "v2-a",
    "v3-c-adaptive",
    "v3-d-concatenated",
    "v3-e-no-splitters",
    "v3-f-across-batches",
    "v3-g-tiny-contigs"
  };

  private static final List<byte[]> FILES = files();
  private static final List<ArchiveImage> IMAGES = FILES.stream().map(ArchiveImage::of).toList();

  /**
   * How many of them, the first, are stored; what ours has besides the format is not known here.
   */
  static final int STORED = NAMES.length;

  private SeedArchives() {}

  /** How many there are. */
  public static int count() {
    return IMAGES.size();
  }

  /** Seed {@code choice} modulo their number; not to be changed. */
  static ArchiveImage image(int choice) {
    return IMAGES.get(choice % IMAGES.size());
  }

  /** The file of seed {@code choice} modulo their number; not to be changed. */
  static byte[] file(int choice) {
    return FILES.get(choice % FILES.size());
  }

  private static List<byte[]> files() {
    List<byte[]> files = new ArrayList<>();
    try {
      for (String name : NAMES) {
        try (var in = SeedArchives.class.getResourceAsStream("/seeds/" + name + ".agc")) {
          files.add(in.readAllBytes());
        }
      }
      files.add(ours());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static byte[] ours() throws IOException {
    byte[] bases = new byte[700];
    int state = 1;
    for (int i = 0; i < bases.length; i++) {
      state = state * 1_103_515_245 + 12_345;
      bases[i] = (byte) "ACGT".charAt(state >>> 16 & 3);
    }
    String first = new String(bases, java.nio.charset.StandardCharsets.US_ASCII);
    String second = first.replace("ACG", "AGG");
    Path folder = Workplace.folder();
    List<Path> inputs = new ArrayList<>();
    for (String text : List.of(first, second, first.substring(90) + "NNNNNNNN", second + "RY")) {
      Path file = folder.resolve("s" + inputs.size() + ".fa");
      Files.writeString(file, ">chr1 of " + inputs.size() + "\n" + text + "\n>chr2\nACGT\n");
      inputs.add(file);
    }
    Path archive = folder.resolve("ours.agc");
    Files.deleteIfExists(archive);
    try (ArchiveWriter writer =
        new ArchiveWriter(CreateOptions.builder().parameters(17, 15, 100, 2).build())) {
      writer.create(archive, writer.files(inputs), done -> {});
    }
    return Files.readAllBytes(archive);
  }
}
