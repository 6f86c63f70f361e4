package io.github.agc4j.cli.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.InputFiles;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ShardOptions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a new archive is made by way of shards. */
final class ShardsOption {
  @Option(
      names = "--shards",
      paramLabel = "N",
      description =
          "divide the genomes: some that stand for all make a base, N archives extend it, one by each thread, and are merged; faster with many processors, some percent larger; the base's samples come first (1 ... 65536)")
  private Integer shards;

  @Option(
      names = "--base",
      paramLabel = "N",
      description = "genomes of the base of --shards (default: a twenty-fourth of all, 64 at most)")
  private Integer base;

  @Option(
      names = "--keep-shards",
      description =
          "do not merge the shards of --shards: the output is a folder of them that is read like one archive")
  private boolean isSet;

  /**
   * Refuses what cannot be divided, before anything is written.
   *
   * @param output null for standard output
   */
  void check(
      List<Path> inputs, boolean isCompat, boolean concatenated, Path output, boolean verifies) {
    if (shards == null) {
      if (base != null || isSet) {
        throw new UsageException((isSet ? "--keep-shards" : "--base") + " is for --shards");
      }
      return;
    }
    if (isSet && (output == null || verifies)) {
      throw new UsageException(
          output == null
              ? "--keep-shards: a folder is no standard output"
              : "--keep-shards: not with --verify");
    }
    if (shards < 1 || shards > ShardOptions.SHARDS_MAX) {
      throw new UsageException("--shards=" + shards + " is not 1 ... " + ShardOptions.SHARDS_MAX);
    }
    if (base != null && base < 1) {
      throw new UsageException("--base=" + base + " is less than 1");
    }
    if (isCompat) {
      throw new UsageException("--shards: not with --compat, since agc makes none");
    }
    if (concatenated) {
      throw new UsageException("--shards divides files: not with --concatenated");
    }
    for (Path input : inputs) {
      if (!InputFiles.canReadTwice(input)) {
        throw new UsageException("--shards reads files twice, which " + input + " does not allow");
      }
    }
  }

  /** The writer of {@code target}. */
  AgcWriter create(Path target, CreateOptions options) {
    if (shards == null) {
      return AgcWriter.create(target, options);
    }
    int size = base == null ? ShardOptions.BASE_BY_SIZE : base;
    ShardOptions divided = new ShardOptions(shards, size);
    return isSet
        ? AgcWriter.createSet(target, divided, options)
        : AgcWriter.createInShards(target, divided, options);
  }
}
