package io.github.agc4j.htsjdk;

import htsjdk.samtools.reference.FastaSequenceIndexCreator;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Digests;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded collection of related samples, as an archive and as FASTA files extracted from it.
 *
 * @param folder where all files are
 * @param archive the archive
 * @param samples the samples' names, the reference first
 */
record TestArchive(Path folder, Path archive, List<String> samples) {
  private static final String ACGT = "ACGT";
  private static final String OTHERS = "NRYSWKMBDHVU";

  /**
   * Writes {@code samples} samples of {@code contigs} contigs to {@code folder}, and archives them.
   */
  static TestArchive create(Path folder, long seed, int samples, int contigs) throws IOException {
    Random random = new Random(seed);
    List<StringBuilder> ancestor = new ArrayList<>();
    for (int i = 0; i < contigs; i++) {
      ancestor.add(sequence(random, 1 + random.nextInt(20_000)));
    }
    List<Path> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      String name = i == 0 ? "ref" : "HG#" + i;
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < contigs; c++) {
        StringBuilder contig = i == 0 ? ancestor.get(c) : changed(random, ancestor.get(c));
        text.append('>').append(header(random, c)).append('\n').append(contig).append('\n');
      }
      inputs.add(Files.writeString(folder.resolve(name + ".fa"), text));
      names.add(name);
    }
    return archived(folder, names, inputs, true);
  }

  /** Archives one sample called {@code ref}. */
  static TestArchive of(Path folder, String text) throws IOException {
    return archived(
        folder, List.of("ref"), List.of(Files.writeString(folder.resolve("ref.fa"), text)), true);
  }

  /** The same without digests, as other programs write archives. */
  static TestArchive withoutDigests(Path folder, String text) throws IOException {
    return archived(
        folder, List.of("ref"), List.of(Files.writeString(folder.resolve("ref.fa"), text)), false);
  }

  private static TestArchive archived(
      Path folder, List<String> names, List<Path> inputs, boolean digests) throws IOException {
    Path archive = folder.resolve("x.agc");
    try (AgcWriter writer =
        AgcWriter.create(
            archive,
            CreateOptions.builder()
                .parameters(21, 20, 700, 50)
                .digests(digests ? Digests.CHECKS : Digests.NONE)
                .replace(true)
                .build())) {
      for (Path input : inputs) {
        writer.add(input);
      }
      writer.commit();
    }
    return new TestArchive(folder, archive, names);
  }

  private static String header(Random random, int contig) {
    return switch (random.nextInt(3)) {
      case 0 -> "chr" + contig;
      case 1 -> "chr" + contig + " a contig of this sample";
      default -> "chr" + contig + "\ttab";
    };
  }

  private static StringBuilder sequence(Random random, int length) {
    StringBuilder out = new StringBuilder();
    while (out.length() < length) {
      switch (random.nextInt(300)) {
        case 0 -> out.append("N".repeat(1 + random.nextInt(500)));
        case 1, 2, 3 -> out.append(OTHERS.charAt(random.nextInt(OTHERS.length())));
        case 4 -> out.append("acgt".repeat(1 + random.nextInt(20)));
        default -> out.append(ACGT.charAt(random.nextInt(4)));
      }
    }
    out.setLength(length);
    return out;
  }

  private static StringBuilder changed(Random random, StringBuilder ancestor) {
    StringBuilder contig = new StringBuilder(ancestor);
    for (int i = random.nextInt(1 + contig.length() / 100); i > 0; i--) {
      int at = random.nextInt(contig.length());
      switch (random.nextInt(3)) {
        case 0 -> contig.insert(at, sequence(random, 1 + random.nextInt(30)));
        case 1 -> contig.setCharAt(at, ACGT.charAt(random.nextInt(4)));
        default -> contig.delete(at, Math.min(contig.length() - 1, at + 1 + random.nextInt(10)));
      }
    }
    return contig;
  }

  /** The sample's text as the engine extracts it, with its index beside it. */
  Path extractedFasta(String sample, int lineLength) throws IOException {
    Path fasta = folder.resolve(sample + ".extracted.fasta");
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, lineLength, 1);
        OutputStream out = Files.newOutputStream(fasta)) {
      extractor.samples(
          SampleIndexes.of(reader.sampleIndex(sample)), new TextOutput(Channels.newChannel(out)));
    }
    FastaSequenceIndexCreator.create(fasta, true);
    return fasta;
  }

  /** htsjdk's own reader of the sample. */
  IndexedFastaSequenceFile fasta(String sample) throws IOException {
    return new IndexedFastaSequenceFile(extractedFasta(sample, 61));
  }

  /** The adapter for the sample. */
  AgcReferenceSequenceFile open(String sample) throws IOException {
    return AgcReferenceSequenceFile.open(archive, sample);
  }

  private record TextOutput(WritableByteChannel out) implements FastaOutput {
    @Override
    public void startSample(String name) {}

    @Override
    public void write(ByteBuffer text) {
      try {
        while (text.hasRemaining()) {
          out.write(text);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void endSample() {}
  }
}
