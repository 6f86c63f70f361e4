package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.ByteSize;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Digests;
import io.github.agc4j.option.Modes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** What the commands that add samples have in common. */
final class WriteOptions {
  /** What the process needs besides our off-heap memory. */
  private static final long JVM_BYTES = 96L << 20;

  private static final Map<String, String> OPTION_NAMES =
      Map.of(
          "packCardinality",
          "--batch-size",
          "kmerLength",
          "--kmer-length",
          "matchMin",
          "--min-match",
          "segmentSize",
          "--segment-size",
          "fallbackFraction",
          "--fallback");

  @Option(
      names = {"-a", "--adaptive"},
      description = "contigs without any splitter add new ones: for sets that are not much alike")
  private boolean adaptive;

  @Option(
      names = {"-c", "--concatenated"},
      description =
          "each contig is a sample, named by its header up to the first blank; neighbouring contigs of one such name are one sample")
  private boolean concatenated;

  @Option(
      names = {"-d", "--no-command-line"},
      description = "accepted for agc's sake: archives of format 3 hold no command lines")
  private boolean noCommandLine;

  @Option(
      names = {"-f", "--fallback"},
      paramLabel = "FRACTION",
      defaultValue = "0",
      description =
          "fraction of the k-mers by which segments without splitters find a group: 0 … 0.05 (default: ${DEFAULT-VALUE}, off)")
  private double fallback;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description =
          "memory of the whole process, such as 512m: what does not fit goes to a temporary file beside the archive (default: as needed)")
  private Long memory;

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      defaultValue = "stdin",
      description = "the sample that standard input (-) is (default: ${DEFAULT-VALUE})")
  private String standardInputName;

  @Option(
      names = "--digests",
      paramLabel = "FORM",
      defaultValue = "checks",
      description =
          "what is stored of digests: checks, which prove contigs and samples in 16 bytes, or 2 for a short contig; full, MD5 and GA4GH digests in 40 bytes for each contig; or none (default: ${DEFAULT-VALUE})")
  private String digestsForm;

  @Option(names = "--no-digests", description = "the same as --digests none")
  private boolean noDigests;

  @Option(
      names = "--verify",
      description =
          "read the archive back when it is complete, and keep it only if every contig is what was read")
  private boolean verify;

  @Option(
      names = "--unknown-to-n",
      description = "read symbols outside the alphabet as N instead of refusing them")
  private boolean unknownToN;

  @Option(
      names = "--strict",
      description =
          "refuse inputs that are dubious, such as a BGZF file without its end, instead of warning")
  private boolean strict;

  /** Whether dubious inputs are refused. */
  boolean isStrict() {
    return strict;
  }

  /** Whether each contig is a sample. */
  boolean concatenated() {
    return concatenated;
  }

  /** Whether there are options that only make sense with splitters. */
  boolean needsSplitters() {
    return adaptive || fallback > 0;
  }

  private Digests digests() {
    return Arrays.stream(Digests.values())
        .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(digestsForm))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException("--digests=" + digestsForm + " is none of checks, full, none"));
  }

  /** The engine's options: these, and what {@code parameters} makes of them. */
  CreateOptions over(UnaryOperator<CreateOptions> parameters, int threads, boolean replace) {
    if (standardInputName.isEmpty()) {
      throw new UsageException("--stdin-name: the name is empty");
    }
    Digests digests = noDigests ? Digests.NONE : digests();
    if (verify && digests == Digests.NONE) {
      throw new UsageException(
          "--verify compares digests: not with --no-digests or --digests none");
    }
    try {
      return parameters.apply(
          CreateOptions.builder()
              .modes(new Modes(adaptive, concatenated, fallback))
              .threads(threads)
              .memoryBytes(offHeapBytes())
              .standardInputName(standardInputName)
              .digests(digests)
              .unknownToN(unknownToN)
              .replace(replace)
              .build());
    } catch (IllegalArgumentException e) {
      throw new UsageException(inTermsOfOptions(e.getMessage()));
    }
  }

  /** Whether the archive is to be read back. */
  boolean verifies() {
    return verify;
  }

  /** The engine calls its parameters by other names than the command. */
  private static String inTermsOfOptions(String message) {
    String text = message;
    for (Map.Entry<String, String> name : OPTION_NAMES.entrySet()) {
      text = text.replace(name.getKey() + "=", name.getValue() + "=");
    }
    return text;
  }

  private long offHeapBytes() {
    if (memory == null) {
      return CreateOptions.MEMORY_AS_NEEDED;
    }
    if (memory < JVM_BYTES + CreateOptions.MEMORY_MIN) {
      long least = JVM_BYTES + CreateOptions.MEMORY_MIN >> 20;
      throw new UsageException(
          "--memory=" + ByteSize.text(memory) + " is less than the " + least + "m that it takes");
    }
    return memory - JVM_BYTES;
  }
}
