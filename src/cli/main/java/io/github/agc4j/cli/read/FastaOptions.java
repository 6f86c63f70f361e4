package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.FastaExtractor;
import io.github.agc4j.engine.query.TextForm;
import io.github.agc4j.fasta.BlockedGzip;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that write FASTA. */
final class FastaOptions {
  private static final long LENGTH_MIN = 1;
  private static final long LENGTH_MAX = 2_000_000_000;

  @Mixin private Threads threads;
  @Mixin private HeaderOption header;

  @Option(
      names = {"-l", "--line-length"},
      paramLabel = "N",
      defaultValue = "80",
      description = "symbols per line: 1 … 2000000000 (default: ${DEFAULT-VALUE})")
  private long lineLength;

  @Option(
      names = {"-g", "--gzip"},
      paramLabel = "LEVEL",
      defaultValue = "0",
      description =
          "compress as BGZF, which is gzip that can be indexed: 1 (fast) … 9 (small), 0: plain text (default: ${DEFAULT-VALUE})")
  private int gzipLevel;

  /** An extractor with these options; the caller closes it. */
  FastaExtractor extractor(AgcReader reader) {
    return new FastaExtractor(reader, form(), threads.count());
  }

  /** Whether the text is compressed. */
  boolean isCompressed() {
    return form().isCompressed();
  }

  private TextForm form() {
    if (lineLength < LENGTH_MIN || lineLength > LENGTH_MAX) {
      throw new UsageException(
          "--line-length=" + lineLength + " is not within " + LENGTH_MIN + " … " + LENGTH_MAX);
    }
    if (gzipLevel < TextForm.PLAIN || gzipLevel > BlockedGzip.LEVEL_MAX) {
      throw new UsageException(
          "--gzip="
              + gzipLevel
              + " is not within "
              + TextForm.PLAIN
              + " … "
              + BlockedGzip.LEVEL_MAX);
    }
    return new TextForm(lineLength, gzipLevel, header.style());
  }
}
