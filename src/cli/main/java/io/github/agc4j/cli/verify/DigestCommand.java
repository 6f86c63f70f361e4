package io.github.agc4j.cli.verify;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.digest.CollectionHasher;
import io.github.agc4j.digest.ContigDigest;
import io.github.agc4j.digest.DigestReader;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.NameFinder;
import io.github.agc4j.engine.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j digest}. */
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description =
        "Prints sample, contig, length in symbols, MD5 (M5 of SAM headers) and GA4GH refget name (SQ.…), with tabs between them, as they were when the contigs were read.")
public final class DigestCommand implements Callable<Integer>, Verbosity.Holder {
  @Mixin private Verbosity verbosity;

  @Option(
      names = "--collections",
      description =
          "print sample, number of contigs and the sample's digest as a GA4GH sequence collection instead")
  private boolean collections;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "file for the output (default: standard output)")
  private Path output;

  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "the archive")
  private Path archive;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description = "the samples, by names or patterns such as 'HG0*' (default: all)")
  private List<String> samples;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        TextOutput out = TableOutput.open(output, archive)) {
      LineBuffer lines = new LineBuffer(out);
      for (long sample : indexes(reader)) {
        print(reader, sample, out, lines);
      }
      lines.flush();
      out.commit();
    }
    return 0;
  }

  private List<Long> indexes(AgcReader reader) throws IOException {
    if (samples == null) {
      return LongStream.range(0, reader.samples()).boxed().toList();
    }
    List<Long> indexes = new ArrayList<>();
    try {
      NameFinder finder = new NameFinder(reader);
      for (String name : samples) {
        indexes.addAll(finder.samples(name));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return indexes;
  }

  private void print(AgcReader reader, long sample, TextOutput out, LineBuffer lines)
      throws IOException {
    boolean isKnown =
        reader.withDigests(
            sample,
            digests -> {
              if (collections) {
                printCollection(out.shownField(reader.sampleName(sample)), digests, lines);
              } else {
                printContigs(reader, sample, digests, out, lines);
              }
            });
    if (!isKnown) {
      throw new IOException(
          archive
              + ": sample "
              + reader.sampleName(sample)
              + " has no digests: it was written without them, or by another program");
    }
  }

  private static void printCollection(String sample, DigestReader digests, LineBuffer lines)
      throws IOException {
    lines.println(
        String.join(
            "\t",
            sample,
            String.valueOf(digests.contigs()),
            CollectionHasher.text(digests.collection())));
  }

  private static void printContigs(
      AgcReader reader, long sample, DigestReader digests, TextOutput out, LineBuffer lines)
      throws IOException {
    String name = out.shownField(reader.sampleName(sample));
    long[] index = {0};
    reader.forEachContig(
        sample,
        (contig, length) -> {
          ContigDigest digest = digests.contig(index[0]++);
          lines.println(
              String.join(
                  "\t",
                  name,
                  out.shownField(AgcReader.shortName(contig)),
                  String.valueOf(length.get()),
                  digest.md5(),
                  digest.refgetName()));
        });
  }
}
