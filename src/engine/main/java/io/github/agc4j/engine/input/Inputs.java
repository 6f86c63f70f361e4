package io.github.agc4j.engine.input;

import io.github.agc4j.collection.SampleNames;
import io.github.agc4j.fasta.FastaReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What is read.
 *
 * @param files FASTA files in the order of addition; {@link FastaReader#STANDARD_INPUT} is the
 *     process's standard input
 * @param concatenated whether each contig is a sample of its own, named by its short name, instead
 *     of each file
 * @param unknownToN whether symbols outside the alphabet become N instead of being refused
 * @param standardInputName the sample that standard input is
 * @param digests whether the digests of contigs are computed
 */
public record Inputs(
    List<Path> files,
    boolean concatenated,
    boolean unknownToN,
    String standardInputName,
    boolean digests) {
  /** Copies the list. */
  public Inputs {
    files = List.copyOf(files);
  }

  /** The name of the sample that {@code file} is. */
  public String sampleName(Path file) {
    return file.equals(FastaReader.STANDARD_INPUT) ? standardInputName : SampleNames.of(file);
  }

  byte[] sampleNameBytes(Path file) {
    return sampleName(file).getBytes(StandardCharsets.UTF_8);
  }
}
