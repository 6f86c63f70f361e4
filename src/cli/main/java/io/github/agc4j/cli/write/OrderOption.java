package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.option.Profile;
import io.github.agc4j.engine.order.GenomeOrder;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** In which order the genomes go into a new archive. */
final class OrderOption {
  private enum Order {
    AUTO,
    GIVEN
  }

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "given",
      description =
          "given: as they are named; auto: first the genome that is most like all others, then always the one most like any before it, which makes archives some percent smaller; all files are read twice, and listref and getcol follow this order (default: ${DEFAULT-VALUE})")
  private Order order;

  /** Refuses what cannot be ordered, before anything is written. */
  void check(List<Path> inputs, Profile profile, boolean concatenated) {
    if (order == Order.GIVEN) {
      return;
    }
    if (profile == Profile.COMPAT) {
      throw new UsageException("--order=auto: not with --compat");
    }
    if (concatenated) {
      throw new UsageException("--order=auto orders files: not with --concatenated");
    }
    for (Path input : inputs) {
      if (!Files.isRegularFile(input)) {
        throw new UsageException(
            "--order=auto reads files twice, which " + input + " does not allow");
      }
    }
  }

  /** The inputs in their order. */
  List<Path> of(List<Path> inputs, CreateOptions options) throws IOException {
    return order == Order.GIVEN
        ? inputs
        : GenomeOrder.bySimilarity(
            inputs,
            options.unknownToN(),
            options.threads(),
            MemoryBudget.root(MemoryBudget.UNLIMITED));
  }
}
