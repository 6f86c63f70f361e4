package io.github.agc4j.option;

import java.io.Serializable;

/**
 * How to create an archive, or to extend one, which then rules the first four; made by a {@link
 * #builder}.
 *
 * @param kmerLength k, 17 … 32
 * @param matchMin minimum match length, 15 … 32
 * @param segmentSize segment size in symbols, 100 … 1 000 000
 * @param packCardinality sequences in a pack and samples in a batch of metadata, 1 … 10^9
 * @param modes how contigs become samples and segments find their groups
 * @param threads workers, 1 or more; with 1 everything runs in the caller's thread
 * @param memoryBytes off-heap bytes that should not be exceeded: what does not fit goes to a
 *     temporary file beside the archive; or {@link #MEMORY_AS_NEEDED}
 * @param unknownToN whether symbols outside the alphabet become N instead of being refused
 * @param standardInputName the sample that standard input is
 * @param keptText what comes back of texts beside names and codes; of an archive that is extended,
 *     what that keeps
 * @param digests what is computed and stored to check contigs and samples by
 * @param replace whether an existing file of the archive's name is replaced
 */
public record CreateOptions(
    int kmerLength,
    int matchMin,
    int segmentSize,
    int packCardinality,
    Modes modes,
    int threads,
    long memoryBytes,
    boolean unknownToN,
    String standardInputName,
    KeptText keptText,
    Digests digests,
    boolean replace)
    implements Serializable {
  /** The least memory that may be asked for. */
  public static final long MEMORY_MIN = 1L << 20;

  /** Memory without a limit: what the data need. */
  public static final long MEMORY_AS_NEEDED = Long.MAX_VALUE;

  /** C++ agc's defaults, but texts come back whole; one thread, as much memory as the data need. */
  public static final CreateOptions DEFAULTS =
      new CreateOptions(
          31,
          20,
          60_000,
          50,
          Modes.DEFAULTS,
          1,
          MEMORY_AS_NEEDED,
          false,
          "stdin",
          KeptText.ALL,
          Digests.CHECKS,
          false);

  /** Checks the ranges. */
  public CreateOptions {
    check("kmerLength", kmerLength, 17, 32);
    check("matchMin", matchMin, 15, 32);
    check("segmentSize", segmentSize, 100, 1_000_000);
    check("packCardinality", packCardinality, 1, 1_000_000_000);
    check("threads", threads, 1, 1 << 10);
    check("memoryBytes", memoryBytes, MEMORY_MIN, Long.MAX_VALUE);
    if (standardInputName.isEmpty() || standardInputName.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("standardInputName=" + standardInputName);
    }
  }

  private static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + "=" + value + " is not within " + min + " … " + max);
    }
  }

  /** A builder that begins with {@link #DEFAULTS}. */
  public static Builder builder() {
    return DEFAULTS.toBuilder();
  }

  /** A builder that begins with these options. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Makes options; each method sets the one of its name. For one thread. */
  public static final class Builder {
    private int kmerLength;
    private int matchMin;
    private int segmentSize;
    private int packCardinality;
    private Modes modes;
    private int threads;
    private long memoryBytes;
    private boolean unknownToN;
    private String standardInputName;
    private KeptText keptText;
    private Digests digests;
    private boolean replace;

    private Builder(CreateOptions from) {
      kmerLength = from.kmerLength;
      matchMin = from.matchMin;
      segmentSize = from.segmentSize;
      packCardinality = from.packCardinality;
      modes = from.modes;
      threads = from.threads;
      memoryBytes = from.memoryBytes;
      unknownToN = from.unknownToN;
      standardInputName = from.standardInputName;
      keptText = from.keptText;
      digests = from.digests;
      replace = from.replace;
    }

    /** Sets the four parameters of the format. */
    public Builder parameters(
        int newKmerLength, int newMatchMin, int newSegmentSize, int newPackCardinality) {
      kmerLength = newKmerLength;
      matchMin = newMatchMin;
      segmentSize = newSegmentSize;
      packCardinality = newPackCardinality;
      return this;
    }

    /** Sets how contigs become samples and segments find their groups. */
    public Builder modes(Modes newModes) {
      modes = newModes;
      return this;
    }

    /**
     * Sets whether contigs without any splitter add new ones.
     *
     * @throws IllegalArgumentException at once, when it does not go with the other modes
     */
    public Builder adaptive(boolean newAdaptive) {
      return withSplitters(newAdaptive, modes.concatenated(), modes.fallbackFraction());
    }

    /** Sets whether each contig is a sample of its own, named by its short name. */
    public Builder concatenated(boolean newConcatenated) {
      return withSplitters(modes.adaptive(), newConcatenated, modes.fallbackFraction());
    }

    /**
     * Sets the fraction of the k-mers by which segments without splitters find a group.
     *
     * @throws IllegalArgumentException at once, when it is out of its range or does not go with the
     *     other modes
     */
    public Builder fallbackFraction(double newFraction) {
      return withSplitters(modes.adaptive(), modes.concatenated(), newFraction);
    }

    private Builder withSplitters(boolean adaptive, boolean concatenated, double fallbackFraction) {
      return modes(
          new Modes(
              adaptive,
              concatenated,
              fallbackFraction,
              modes.anchors(),
              modes.baseMatches(),
              modes.packBytes()));
    }

    /** Sets the number of workers. */
    public Builder threads(int newThreads) {
      threads = newThreads;
      return this;
    }

    /** Sets how many off-heap bytes should not be exceeded. */
    public Builder memoryBytes(long newMemoryBytes) {
      memoryBytes = newMemoryBytes;
      return this;
    }

    /** Sets whether symbols outside the alphabet become N. */
    public Builder unknownToN(boolean newUnknownToN) {
      unknownToN = newUnknownToN;
      return this;
    }

    /** Sets the name of the sample that standard input is. */
    public Builder standardInputName(String newStandardInputName) {
      standardInputName = newStandardInputName;
      return this;
    }

    /** Sets what comes back of texts beside names and codes. */
    public Builder keptText(KeptText newKeptText) {
      keptText = newKeptText;
      return this;
    }

    /** Sets what contigs and samples can be checked by. */
    public Builder digests(Digests newDigests) {
      digests = newDigests;
      return this;
    }

    /** Sets whether an existing file of the archive's name is replaced. */
    public Builder replace(boolean newReplace) {
      replace = newReplace;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when one is not within its range
     */
    public CreateOptions build() {
      return new CreateOptions(
          kmerLength,
          matchMin,
          segmentSize,
          packCardinality,
          modes,
          threads,
          memoryBytes,
          unknownToN,
          standardInputName,
          keptText,
          digests,
          replace);
    }
  }
}
