package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.engine.input.FileInputs;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.option.Modes;
import io.github.agc4j.engine.option.Profile;
import io.github.agc4j.engine.order.GenomeOrder;
import io.github.agc4j.fasta.FastaLook;
import io.github.agc4j.fasta.source.ReadAhead;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The parameters of a new archive: those of a profile, and others in their place. */
final class ParameterOptions {
  private static final String AUTO = "auto";
  private static final int COMPARED_MIN = 4;
  private static final int COMPARED_MAX = 16;
  private static final double NOT_COMPARED = -1;

  /** The others are chosen by other options. */
  private static final List<Profile> NAMED =
      Arrays.stream(Profile.values()).filter(profile -> profile != Profile.COMPAT).toList();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = AUTO,
      description =
          "what the genomes are: auto, virus, diverse, bacteria, eukaryote or human (default: ${DEFAULT-VALUE}, by the size of the first and by what some have in common)")
  private String profileName;

  @Option(
      names = "--compat",
      description =
          "do all as C++ agc does, with its defaults: the same archive byte for byte, but larger and slower")
  private boolean compat;

  @Option(
      names = {"-b", "--batch-size"},
      paramLabel = "N",
      description =
          "sequences in a pack, however long, and samples in a batch of metadata: 1 … 10^9 (default: by profile, and packs end at 4 MB; agc's: 50)")
  private Integer packCardinality;

  @Option(
      names = {"-k", "--kmer-length"},
      paramLabel = "N",
      description = "k-mer length: 17 … 32 (default: by profile; agc's: 31)")
  private Integer kmerLength;

  @Option(
      names = {"-l", "--min-match"},
      paramLabel = "N",
      description = "minimum match length: 15 … 32 (default: by profile; agc's: 20)")
  private Integer matchMin;

  @Option(
      names = {"-s", "--segment-size"},
      paramLabel = "N",
      description = "segment size in symbols: 100 … 1000000 (default: by profile; agc's: 60000)")
  private Integer segmentSize;

  /** A profile and why it was chosen. */
  record Choice(Profile profile, String reason) {}

  /**
   * The profile for {@code inputs}.
   *
   * @param start what was read ahead of the first, if it cannot be read twice or is a tar archive;
   *     otherwise null
   * @param concatenated whether each contig is a genome
   * @param needsSplitters whether other options only make sense with agc's own behaviour
   */
  Choice choose(List<Path> inputs, ReadAhead start, boolean concatenated, boolean needsSplitters)
      throws IOException {
    if (compat && !profileName.equals(AUTO)) {
      throw new UsageException("--compat: not with --profile");
    }
    if (compat) {
      return new Choice(Profile.COMPAT, "asked for");
    }
    if (needsSplitters && !profileName.equals(AUTO)) {
      throw new UsageException("--adaptive and --fallback need splitters: not with --profile");
    }
    if (needsSplitters) {
      return new Choice(Profile.HUMAN, "--adaptive and --fallback are about splitters");
    }
    if (!profileName.equals(AUTO)) {
      return new Choice(named(), "asked for");
    }
    return byLook(inputs, start, concatenated);
  }

  /** Whether the profile is chosen by what the inputs are. */
  boolean isAutomatic(boolean needsSplitters) {
    return !compat && !needsSplitters && profileName.equals(AUTO);
  }

  private static Choice byLook(List<Path> inputs, ReadAhead start, boolean concatenated)
      throws IOException {
    FastaLook look = start == null ? FastaLook.at(inputs.getFirst()) : FastaLook.at(start);
    long genome = concatenated ? look.contigSymbols() : look.symbols();
    String size =
        genome == Long.MAX_VALUE
            ? "the first genome has a contig longer than what is read ahead"
            : "the first genome has about " + genome + " symbols";
    double likeness = NOT_COMPARED;
    if (!concatenated && Profile.dependsOnLikeness(genome)) {
      likeness = likeness(inputs, start);
    }
    return likeness == NOT_COMPARED
        ? new Choice(Profile.ofGenome(genome), size)
        : new Choice(
            Profile.ofGenome(genome, likeness),
            String.format(
                Locale.ROOT, "%s, and %.2f in common with the one most like it", size, likeness));
  }

  private static double likeness(List<Path> inputs, ReadAhead start) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    List<Path> compared = compared(inputs);
    if (compared.size() >= COMPARED_MIN) {
      return GenomeOrder.likeness(compared, 1, budget);
    }
    return start == null
        ? NOT_COMPARED
        : GenomeOrder.likeness(start, COMPARED_MIN, COMPARED_MAX, budget);
  }

  /** Some of the inputs that can be read twice, from all of them. */
  private static List<Path> compared(List<Path> inputs) {
    List<Path> regular = inputs.stream().filter(FileInputs::isRegularGenome).toList();
    int count = Math.min(COMPARED_MAX, regular.size());
    return IntStream.range(0, count)
        .mapToObj(i -> regular.get((int) ((long) i * regular.size() / count)))
        .toList();
  }

  private Profile named() {
    return NAMED.stream()
        .filter(profile -> name(profile).equals(profileName))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    NAMED.stream()
                        .map(ParameterOptions::name)
                        .collect(
                            Collectors.joining(
                                ", ", "--profile=" + profileName + " is none of auto, ", ""))));
  }

  /** The name of a profile as the command knows it. */
  static String name(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT);
  }

  /** {@code options} with the parameters of {@code profile}, but for those that were given. */
  CreateOptions over(CreateOptions options, Profile profile) {
    CreateOptions ofProfile = profile.over(options);
    CreateOptions chosen =
        packCardinality == null
            ? ofProfile
            : ofProfile.withModes(ofProfile.modes().withPackBytes(Modes.ANY_BYTES));
    return chosen.withParameters(
        kmerLength == null ? chosen.kmerLength() : kmerLength,
        matchMin == null ? chosen.matchMin() : matchMin,
        segmentSize == null ? chosen.segmentSize() : segmentSize,
        packCardinality == null ? chosen.packCardinality() : packCardinality);
  }
}
