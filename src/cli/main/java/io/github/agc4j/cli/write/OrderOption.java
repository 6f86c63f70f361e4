package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.Profile;
import picocli.CommandLine.Option;

/** In which order the genomes go into a new archive. */
final class OrderOption {
  private enum Order {
    AUTO,
    GIVEN
  }

  /** Null if it is chosen by the profile. */
  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "given: genomes are stored as they are named; auto: first the genome that is most like all others, then always the one most like any before it, which makes archives smaller, while all files are read twice (pipes and members of tar archives are kept in a temporary file); they are listed as they are named in any case (default: auto for genomes of some hundred kilobases that are not much alike, otherwise given)")
  private Order order;

  /** Refuses what is to be ordered and cannot be, before anything is written. */
  void check(boolean isCompat, boolean concatenated) {
    if (order != Order.AUTO) {
      return;
    }
    if (isCompat) {
      throw new UsageException("--order=auto: not with --compat");
    }
    if (concatenated) {
      throw new UsageException("--order=auto orders files: not with --concatenated");
    }
  }

  /** Whether genomes are ordered by similarity: all of them are read twice. */
  boolean isBySimilarity(Profile profile, boolean concatenated) {
    return order == Order.AUTO || order == null && profile == Profile.DIVERSE && !concatenated;
  }
}
