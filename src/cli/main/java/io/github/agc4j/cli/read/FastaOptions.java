package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.CountedOutput;
import io.github.agc4j.cli.output.FolderOutput;
import io.github.agc4j.cli.output.SingleOutput;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.StrandMark;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that write FASTA. */
final class FastaOptions {
  private static final long LENGTH_MIN = 1;
  static final long LENGTH_MAX = 2_000_000_000;

  @Mixin private Threads threads;
  @Mixin private HeaderOption header;

  @Option(
      names = {"-l", "--line-length"},
      paramLabel = "N",
      description =
          "symbols per line: 1 … 2000000000 (default: whole samples as they were read, all else 80)")
  private Long lineLength;

  @Option(names = "--upper", description = "all letters in upper case")
  private boolean upper;

  @Option(
      names = {"-g", "--gzip"},
      paramLabel = "LEVEL",
      defaultValue = "0",
      description =
          "compress as BGZF, which is gzip that can be indexed: 1 (fast) … 9 (small), 0: plain text (default: ${DEFAULT-VALUE})")
  private int gzipLevel;

  /** An extractor with these options, whose headers tell the strand; the caller closes it. */
  FastaExtractor extractor(AgcReader reader, StrandMark mark) {
    return new FastaExtractor(reader, form(mark), threads.count());
  }

  /** Extracts samples one after the other to {@code output}; null for standard output. */
  void toOne(AgcReader reader, SampleIndexes samples, Path output, LongConsumer done)
      throws IOException {
    if (isCompressed()) {
      Terminal.refuseBinary(output);
    }
    try (FastaExtractor extractor = extractor(reader, StrandMark.NO);
        TextOutput out = TextOutput.open(output)) {
      SingleOutput single = new SingleOutput(out, isCompressed());
      extractor.samples(samples, new CountedOutput(single, done));
      single.commit();
    }
  }

  /** Extracts each sample to a file of {@code folder}, which is made if it is not there. */
  void toFolder(AgcReader reader, SampleIndexes samples, Path folder, LongConsumer done)
      throws IOException {
    try (FastaExtractor extractor = extractor(reader, StrandMark.NO)) {
      Files.createDirectories(folder);
      try (FolderOutput out = new FolderOutput(folder, isCompressed())) {
        extractor.samples(samples, new CountedOutput(out, done));
      }
    } catch (FileAlreadyExistsException e) {
      throw new IOException(folder + ": is not a folder", e);
    }
  }

  /** Whether the text is compressed. */
  boolean isCompressed() {
    return form(StrandMark.NO).isCompressed();
  }

  private TextForm form(StrandMark mark) {
    if (lineLength != null && (lineLength < LENGTH_MIN || lineLength > LENGTH_MAX)) {
      throw new UsageException(
          "--line-length=" + lineLength + " is not within " + LENGTH_MIN + " … " + LENGTH_MAX);
    }
    if (gzipLevel < TextForm.PLAIN || gzipLevel > TextForm.GZIP_LEVEL_MAX) {
      throw new UsageException(
          "--gzip="
              + gzipLevel
              + " is not within "
              + TextForm.PLAIN
              + " … "
              + TextForm.GZIP_LEVEL_MAX);
    }
    long length = lineLength == null ? TextForm.AS_READ : lineLength;
    return new TextForm(length, gzipLevel, header.style(), mark, upper);
  }
}
