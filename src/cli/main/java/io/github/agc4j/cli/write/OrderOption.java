package io.github.agc4j.cli.write;

import io.github.agc4j.InputFiles;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
          "given: genomes are stored as they are named; auto: first the genome that is most like all others, then always the one most like any before it, which makes archives smaller, while all files are read twice; they are listed as they are named in any case (default: auto for genomes of some hundred kilobases that are not much alike, otherwise given)")
  private Order order;

  /** Refuses what is to be ordered and cannot be, before anything is written. */
  void check(List<Path> inputs, boolean isCompat, boolean concatenated) {
    if (order != Order.AUTO) {
      return;
    }
    if (isCompat) {
      throw new UsageException("--order=auto: not with --compat");
    }
    if (concatenated) {
      throw new UsageException("--order=auto orders files: not with --concatenated");
    }
    for (Path input : inputs) {
      if (!InputFiles.canReadTwice(input)) {
        throw new UsageException(
            "--order=auto reads files twice, which " + input + " does not allow");
      }
    }
  }

  /** The order in which inputs are stored; null for their own. */
  int[] of(List<Path> inputs, Profile profile, CreateOptions options) throws IOException {
    return isBySimilarity(inputs, profile, options.modes().concatenated())
        ? InputFiles.orderBySimilarity(inputs, options.threads())
        : null;
  }

  private boolean isBySimilarity(List<Path> inputs, Profile profile, boolean concatenated) {
    return order == Order.AUTO
        || order == null
            && profile == Profile.DIVERSE
            && !concatenated
            && inputs.stream().allMatch(InputFiles::canReadTwice);
  }
}
