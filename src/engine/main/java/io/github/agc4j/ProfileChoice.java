package io.github.agc4j;

import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.GenomeLook;
import io.github.agc4j.internal.fasta.KeptTexts;
import io.github.agc4j.internal.fasta.source.ReadAhead;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.input.FileInputs;
import io.github.agc4j.internal.write.input.ReadOnce;
import io.github.agc4j.internal.write.order.GenomeOrder;
import io.github.agc4j.option.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The profile that suits some inputs, chosen by the size of the first genome and, where that is not
 * enough, by what some have in common. Of a first input that can be read only once the start is
 * kept, for {@link AgcWriter#beginWith}. For one thread.
 */
public final class ProfileChoice implements AutoCloseable {
  /** So much of a pipe is kept until it is known what it brings: more than a bacterium has. */
  private static final long AHEAD_BYTES = 16L << 20;

  private static final int COMPARED_MIN = 4;
  private static final int COMPARED_MAX = 16;
  private static final double NOT_COMPARED = -1;

  private final List<Path> inputs;
  private final boolean concatenated;
  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);

  /** Null if the first input can be read again. */
  private final ReadAhead start;

  private boolean isTaken;

  /** Null unless all that can be read only once is kept. */
  private KeptTexts kept;

  private Profile profile;
  private String reason;

  /**
   * Looks at {@code inputs}; a pipe is waited for.
   *
   * @param inputs one or more FASTA files or tar archives
   * @param concatenated whether each contig is a genome, and not each file
   */
  public ProfileChoice(List<Path> inputs, boolean concatenated) throws IOException {
    this.inputs = List.copyOf(inputs);
    this.concatenated = concatenated;
    Path first = inputs.getFirst();
    this.start = InputFiles.canReadTwice(first) ? null : new ReadAhead(first, AHEAD_BYTES, budget);
    try {
      choose(start == null ? GenomeLook.at(first) : GenomeLook.at(start));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void choose(GenomeLook look) throws IOException {
    long genome = concatenated ? look.contigSymbols() : look.symbols();
    String size =
        genome == Long.MAX_VALUE
            ? "the first genome has a contig longer than what is read ahead"
            : "the first genome has about " + genome + " symbols";
    double likeness = NOT_COMPARED;
    if (Profile.dependsOnLikeness(genome)) {
      likeness = concatenated ? likenessOfContigs() : likeness();
    }
    if (likeness == NOT_COMPARED) {
      profile = Profile.ofGenome(genome);
      reason = size;
    } else {
      Profile chosen = Profile.ofGenome(genome, likeness);
      // Genomes that are read in batches would not lie side by side in packs.
      profile = concatenated && chosen == Profile.DIVERSE ? Profile.BACTERIA : chosen;
      reason =
          String.format(
              Locale.ROOT, "%s, and %.2f in common with the one most like it", size, likeness);
    }
  }

  private double likeness() throws IOException {
    List<Path> compared = compared();
    if (compared.size() >= COMPARED_MIN) {
      return GenomeOrder.likeness(compared, 1, budget);
    }
    return start == null
        ? NOT_COMPARED
        : GenomeOrder.likeness(start, false, COMPARED_MIN, COMPARED_MAX, budget);
  }

  /** Of the first contigs of the first input. */
  private double likenessOfContigs() throws IOException {
    if (start != null) {
      return GenomeOrder.likeness(start, true, COMPARED_MIN, COMPARED_MAX, budget);
    }
    try (ReadAhead ahead = new ReadAhead(inputs.getFirst(), AHEAD_BYTES, budget)) {
      return GenomeOrder.likeness(ahead, true, COMPARED_MIN, COMPARED_MAX, budget);
    }
  }

  /** Some of the inputs that can be read twice, from all of them. */
  private List<Path> compared() {
    List<Path> regular = inputs.stream().filter(FileInputs::isRegularGenome).toList();
    return IntStream.of(looked(regular.size())).mapToObj(regular::get).toList();
  }

  /**
   * Of {@code inputs} genomes the indexes of those, ascending, that are looked at: to be asked with
   * these alone the choice is the same.
   */
  public static int[] looked(int inputs) {
    int count = Math.min(COMPARED_MAX, inputs);
    return IntStream.range(0, count).map(i -> (int) ((long) i * inputs / count)).toArray();
  }

  /** The profile. */
  public Profile profile() {
    return profile;
  }

  /** Why it was chosen, for people. */
  public String reason() {
    return reason;
  }

  /**
   * Keeps what can be read only once in a temporary file without a name, compressed in haste, so
   * that it can be read again: pipes, and tar archives, whose members are inputs then. They are
   * read by this.
   *
   * @param folder where the file is
   * @return all inputs, of which none is a tar archive any more
   */
  public List<Path> keepAll(Path folder) throws IOException {
    if (concatenated) {
      throw new IllegalStateException("contigs that are samples are read once");
    }
    kept = new KeptTexts(folder);
    List<Path> all = new ArrayList<>();
    for (Path input : inputs) {
      if (InputFiles.canReadTwice(input)) {
        all.add(input);
      } else {
        ReadAhead ahead = takeStart(input);
        try (FastaTexts texts =
            ahead == null
                ? new FastaTexts(input, budget, bytes -> {}, kept.doubts()::add)
                : new FastaTexts(ahead, budget, bytes -> {}, kept.doubts()::add)) {
          all.addAll(kept.keep(texts));
        }
      }
    }
    return all;
  }

  /**
   * The order of {@link InputFiles#orderBySimilarity}.
   *
   * @param all the inputs, or what {@link #keepAll} gave
   */
  public int[] orderBySimilarity(List<Path> all, int threads) throws IOException {
    return GenomeOrder.bySimilarity(all, kept, threads, budget);
  }

  /** What was read of inputs that can be read only once. */
  ReadOnce readOnce() {
    return new ReadOnce(this::takeStart, kept);
  }

  /** What was read ahead of {@code file}, which is given away; null if nothing is there. */
  private synchronized ReadAhead takeStart(Path file) {
    boolean isHere = start != null && !isTaken && start.file().equals(file);
    isTaken |= isHere;
    return isHere ? start : null;
  }

  /** Frees what was kept. */
  @Override
  public void close() throws IOException {
    try {
      if (start != null) {
        start.close();
      }
    } finally {
      if (kept != null) {
        kept.close();
      }
    }
  }
}
