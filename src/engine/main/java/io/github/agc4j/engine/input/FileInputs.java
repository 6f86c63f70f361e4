package io.github.agc4j.engine.input;

import io.github.agc4j.collection.SampleNameSet;
import io.github.agc4j.collection.SampleNames;
import io.github.agc4j.digest.ContigHasher;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.fasta.FastaReader;
import io.github.agc4j.fasta.LetterPacker;
import io.github.agc4j.memory.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** FASTA files in the order of addition; each is a sample, or each of their contigs. */
public final class FileInputs extends Inputs {
  private final List<Path> files;
  private final CreateOptions options;

  /**
   * The inputs {@code files}; {@link FastaReader#STANDARD_INPUT} is the process's standard input.
   */
  public FileInputs(List<Path> files, CreateOptions options) {
    this.files = List.copyOf(files);
    this.options = options;
  }

  /** The files. */
  public List<Path> files() {
    return files;
  }

  /** Whether each contig is a sample of its own, named by its short name, instead of each file. */
  public boolean concatenated() {
    return options.modes().concatenated();
  }

  /** The name of the sample that {@code file} is. */
  public String sampleName(Path file) {
    return file.equals(FastaReader.STANDARD_INPUT)
        ? options.standardInputName()
        : SampleNames.of(file);
  }

  byte[] sampleNameBytes(Path file) {
    return sampleName(file).getBytes(StandardCharsets.UTF_8);
  }

  boolean unknownToN() {
    return options.unknownToN();
  }

  /** A packer of what is read. */
  LetterPacker newPacker(MemoryBudget budget) {
    return newPacker(options, budget);
  }

  /** A packer of what is read with {@code options}, which computes what is kept of digests. */
  static LetterPacker newPacker(CreateOptions options, MemoryBudget budget) {
    return switch (options.digests()) {
      case NONE -> new LetterPacker(null, budget);
      case CHECKS -> new LetterPacker(new ContigHasher(false), budget);
      case FULL -> new LetterPacker(new ContigHasher(true), budget);
    };
  }

  @Override
  BatchSource open(
      BatchSource.Progress progress,
      SampleNameSet names,
      InputReader.Plan plan,
      MemoryBudget budget) {
    return concatenated()
        ? new ConcatenatedBatches(
            this, progress, names, plan.firstSamples(), plan.samples(), budget)
        : new FileBatches(this, progress, budget);
  }

  @Override
  int threads(int available) {
    return concatenated() ? Math.min(1, available) : available;
  }
}
