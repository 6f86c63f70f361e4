package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SequenceCollection;
import io.github.agc4j.SequenceCollection.Attribute;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
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
  /** Stands for the GA4GH name of what has symbols that are no letters. */
  private static final String NO_REFGET_NAME = "*";

  @Option(
      names = "--collections",
      description =
          "print sample, number of contigs and the sample's digest as a GA4GH sequence collection instead")
  private boolean collections;

  @Option(
      names = "--level",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "of collections: 0, the digest alone, or 1, behind it those of names, lengths, sequences, sorted_sequences, name_length_pairs and sorted_name_length_pairs (default: ${DEFAULT-VALUE})")
  private int level;

  @Option(
      names = "--files",
      description =
          "print the SHA-256 of the text of each file that was read, as sha256sum prints it, and the sample instead: computed from what comes back, and compared with what is stored; of a file with several samples the first and the last")
  private boolean files;

  @Mixin private Threads threads;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    if (files && collections) {
      throw new UsageException("either --files or --collections");
    }
    if (level != 0 && (level != 1 || !collections)) {
      throw new UsageException("--level=" + level + " is neither 0 nor 1 with --collections");
    }
    LineBuffer lines = new LineBuffer(out);
    SampleIndexes samples = samples(reader);
    if (files) {
      printFiles(reader, samples, out, lines);
      return;
    }
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

  private void printFiles(AgcReader reader, SampleIndexes samples, TextOutput out, LineBuffer lines)
      throws IOException {
    SampleIndexes.Builder ascending = new SampleIndexes.Builder();
    ascending.addAll(samples);
    long[] told = {0};
    reader.fileDigests(
        ascending.ascending(),
        threads.count(),
        (first, last, sha256) -> {
          String name = out.shownField(reader.sampleName(first));
          String end = first == last ? "" : "\t" + out.shownField(reader.sampleName(last));
          lines.println(sha256 + "  " + name + end);
          told[0] += last - first + 1;
        });
    lines.flush();
    if (told[0] < samples.size()) {
      note(
          samples.size()
              - told[0]
              + " samples have no digest of a file: they were not read from whole files, or their texts were not kept");
    }
  }

  private void print(
      AgcReader reader, long sample, SampleDigest digests, TextOutput out, LineBuffer lines)
      throws IOException {
    if (digests == null) {
      throw new IOException(
          reader.name()
              + ": sample "
              + reader.sampleName(sample)
              + " has no digests: it was written without them, or by another program");
    }
    String name = out.shownField(reader.sampleName(sample));
    if (collections && level == 1) {
      printAttributes(reader, sample, name, digests, lines);
    } else if (collections) {
      printCollection(reader, sample, name, digests, lines);
    } else {
      printContigs(reader, sample, name, digests, out, lines);
    }
  }

  private static void printCollection(
      AgcReader reader, long sample, String name, SampleDigest digests, LineBuffer lines)
      throws IOException {
    boolean areLetters = true;
    for (long contig = 0; contig < digests.contigs() && areLetters; contig++) {
      areLetters = reader.isAllLetters(sample, contig);
    }
    byte[] firstName =
        digests.contigs() == 1 ? reader.contigNameBytes(sample).getFirst() : new byte[0];
    lines.println(
        String.join(
            "\t",
            name,
            String.valueOf(digests.contigs()),
            areLetters ? digests.collectionName(firstName) : NO_REFGET_NAME));
  }

  private static void printAttributes(
      AgcReader reader, long sample, String name, SampleDigest digests, LineBuffer lines)
      throws IOException {
    SequenceCollection collection = SequenceCollection.of(reader, sample, digests);
    StringBuilder line = new StringBuilder(name).append('\t').append(digests.contigs());
    line.append('\t').append(collection == null ? NO_REFGET_NAME : collection.digest());
    for (Attribute attribute : Attribute.values()) {
      line.append('\t').append(collection == null ? NO_REFGET_NAME : collection.of(attribute));
    }
    lines.println(line.toString());
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
          String refget =
              reader.isAllLetters(sample, index[0])
                  ? digests.contig(index[0]).refgetName()
                  : NO_REFGET_NAME;
          SequenceDigest digest = digests.contig(index[0]++);
          lines.println(
              String.join(
                  "\t",
                  name,
                  out.shownField(AgcReader.shortName(contig)),
                  String.valueOf(length.get()),
                  digest.md5(),
                  refget));
        });
  }
}
