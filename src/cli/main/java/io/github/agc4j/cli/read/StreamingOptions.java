package io.github.agc4j.cli.read;

import picocli.CommandLine.Option;

/** Options of agc that are accepted and change nothing here. */
final class StreamingOptions {
  @Option(
      names = {"-s", "--streaming"},
      description = "accepted for agc's sake: output is always streamed")
  private boolean streaming;

  @Option(
      names = {"-p", "--no-prefetch"},
      description = "accepted for agc's sake: nothing is prefetched")
  private boolean noPrefetch;
}
