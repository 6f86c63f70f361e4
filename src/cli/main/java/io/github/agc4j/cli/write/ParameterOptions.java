package io.github.agc4j.cli.write;

import io.github.agc4j.ProfileChoice;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The parameters of a new archive: those of a profile, and others in their place. */
final class ParameterOptions {
  private static final String AUTO = "auto";
  private static final int RAGC_PACK = 50;

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
      names = "--for-ragc",
      description =
          "sequences in a pack are 50, as readers on ragc-core (impg and others) take for granted: other packs they misread without a word; larger")
  private boolean isForRagc;

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

  @Option(
      names = "--no-case",
      description = "do not keep which letters are in lower case: all come back in upper case")
  private boolean noCase;

  @Option(
      names = "--no-layout",
      description =
          "do not keep how texts are cut in lines: all come back in lines of 80 symbols; nor digests of files")
  private boolean noLayout;

  /** A profile and why it was chosen. */
  record Choice(Profile profile, String reason) {}

  /**
   * The profile.
   *
   * @param look what the inputs are; null unless {@link #isAutomatic}
   * @param needsSplitters whether other options only make sense with agc's own behaviour
   */
  Choice choose(ProfileChoice look, boolean needsSplitters) {
    if (compat && !profileName.equals(AUTO)) {
      throw new UsageException("--compat: not with --profile");
    }
    if (compat && (noCase || noLayout)) {
      throw new UsageException(
          "--compat keeps neither case nor layout: not with --no-case or --no-layout");
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
    return new Choice(look.profile(), look.reason());
  }

  /** Whether all is done as C++ agc does it. */
  boolean isCompat() {
    return compat;
  }

  /** Whether the profile is chosen by what the inputs are. */
  boolean isAutomatic(boolean needsSplitters) {
    return !compat && !needsSplitters && profileName.equals(AUTO);
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

  /** Sequences in a pack; null if the profile says how many. */
  private Integer sequencesInPack() {
    if (isForRagc && packCardinality != null && packCardinality != RAGC_PACK) {
      throw new UsageException("--for-ragc: not with --batch-size=" + packCardinality);
    }
    return isForRagc ? Integer.valueOf(RAGC_PACK) : packCardinality;
  }

  /** {@code options} with the parameters of {@code profile}, but for those that were given. */
  CreateOptions over(CreateOptions options, Profile profile) {
    Integer asked = sequencesInPack();
    CreateOptions ofProfile =
        profile.over(options.toBuilder().keptText(new KeptText(true, !noCase, !noLayout)).build());
    CreateOptions chosen =
        asked == null
            ? ofProfile
            : ofProfile.toBuilder().modes(ofProfile.modes().withPackBytes(Modes.ANY_BYTES)).build();
    return chosen.toBuilder()
        .parameters(
            kmerLength == null ? chosen.kmerLength() : kmerLength,
            matchMin == null ? chosen.matchMin() : matchMin,
            segmentSize == null ? chosen.segmentSize() : segmentSize,
            asked == null ? chosen.packCardinality() : asked)
        .build();
  }
}
