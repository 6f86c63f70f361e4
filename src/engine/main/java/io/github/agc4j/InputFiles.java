package io.github.agc4j;

import io.github.agc4j.internal.fasta.source.FileNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.input.FileInputs;
import io.github.agc4j.internal.write.input.SampleNames;
import io.github.agc4j.internal.write.order.GenomeOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is known of files that are to be read by a writer. */
public final class InputFiles {
  /** Stands for the process's standard input. A file of this name is {@code ./-}. */
  public static final Path STANDARD_INPUT = FileNames.STANDARD_INPUT;

  private InputFiles() {}

  /**
   * Whether {@code file} is one genome that can be read as often as one likes. Others may be tar
   * archives, of which nobody knows the samples before they are read, or pipes.
   */
  public static boolean canReadTwice(Path file) {
    return FileInputs.isRegularGenome(file);
  }

  /** Whether {@code file} is a tar archive by its name, compressed or not. */
  public static boolean isTar(Path file) {
    return FileNames.isTar(file);
  }

  /**
   * An order for {@link AgcWriter#orderWith}, in which archives of genomes that are not much alike
   * take less room: first the genome that is most like all others, then always the one most like
   * any before it. Reads all files.
   *
   * @param inputs FASTA files that {@link #canReadTwice}, one genome each
   * @param threads how many files are read at a time
   * @return the indexes of the files in their new order
   * @throws io.github.agc4j.error.FastaFormatException when a file is not FASTA
   */
  public static int[] orderBySimilarity(List<Path> inputs, int threads) throws IOException {
    return GenomeOrder.bySimilarity(
        inputs, null, threads, MemoryBudget.root(MemoryBudget.UNLIMITED));
  }

  /**
   * Of {@code genomes} genomes the indexes of those, ascending, that {@link #representatives} looks
   * at to choose {@code count}: to be asked with these alone it chooses the same.
   */
  public static int[] candidates(int genomes, int count) {
    return GenomeOrder.candidates(genomes, count);
  }

  /**
   * Chooses genomes that stand for all of a collection, such as for an archive that others extend:
   * the first, and then always the one by which most is added to what all have in common with the
   * one that is most like them. Of many files some are looked at, from all of them.
   *
   * @param inputs FASTA files that {@link #canReadTwice}, one genome each
   * @param count how many are chosen, one or more
   * @param threads how many files are read at a time
   * @return their indexes, ascending
   * @throws io.github.agc4j.error.FastaFormatException when a file is not FASTA
   */
  public static int[] representatives(List<Path> inputs, int count, int threads)
      throws IOException {
    return GenomeOrder.representatives(
        inputs, count, threads, MemoryBudget.root(MemoryBudget.UNLIMITED));
  }

  /** What the sample is called that {@code file} is, if nothing else names it. */
  public static String sampleName(Path file) {
    return SampleNames.of(file);
  }
}
