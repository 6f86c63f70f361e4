package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.info.SampleDigest;
import io.github.agc4j.info.SequenceDigest;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agc4j digest}. */
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description =
        "Prints sample, contig, length in symbols, MD5 (M5 of SAM headers) and GA4GH refget name (SQ.…), with tabs between them, as they were when the contigs were read.")
public final class DigestCommand extends SampleListCommand {
  @Option(
      names = "--collections",
      description =
          "print sample, number of contigs and the sample's digest as a GA4GH sequence collection instead")
  private boolean collections;

  @Mixin private Threads threads;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    LineBuffer lines = new LineBuffer(out);
    SampleIndexes samples = samples(reader);
    showing(
        reader,
        "digesting",
        samples.size(),
        done -> {
          long[] printed = {0};
          reader.digests(
              samples,
              threads.count(),
              (sample, digests) -> {
                print(reader, sample, digests, out, lines);
                done.accept(++printed[0]);
              });
        });
    lines.flush();
  }

  private void print(
      AgcReader reader, long sample, SampleDigest digests, TextOutput out, LineBuffer lines)
      throws IOException {
    if (digests == null) {
      throw new IOException(
          reader.path()
              + ": sample "
              + reader.sampleName(sample)
              + " has no digests: it was written without them, or by another program");
    }
    String name = out.shownField(reader.sampleName(sample));
    if (collections) {
      printCollection(reader, sample, name, digests, lines);
    } else {
      printContigs(reader, sample, name, digests, out, lines);
    }
  }

  private static void printCollection(
      AgcReader reader, long sample, String name, SampleDigest digests, LineBuffer lines)
      throws IOException {
    byte[] firstName =
        digests.contigs() == 1 ? reader.contigNameBytes(sample).getFirst() : new byte[0];
    lines.println(
        String.join(
            "\t", name, String.valueOf(digests.contigs()), digests.collectionName(firstName)));
  }

  private static void printContigs(
      AgcReader reader,
      long sample,
      String name,
      SampleDigest digests,
      TextOutput out,
      LineBuffer lines)
      throws IOException {
    long[] index = {0};
    reader.forEachContig(
        sample,
        (contig, length) -> {
          SequenceDigest digest = digests.contig(index[0]++);
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
