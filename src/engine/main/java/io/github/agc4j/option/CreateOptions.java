package io.github.agc4j.option;

/**
 * How to create an archive, or to extend one, which then rules the first four.
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
 * @param digests whether the digests of contigs and samples are computed and stored: 40 bytes for
 *     each contig, 5 for a sample that is one contig below 2^16 symbols
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
    Digests digests,
    boolean replace) {
  /** The least memory that may be asked for. */
  public static final long MEMORY_MIN = 1L << 20;

  /** Memory without a limit: what the data need. */
  public static final long MEMORY_AS_NEEDED = Long.MAX_VALUE;

  /** C++ agc's defaults, one thread, as much memory as the data need. */
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

  /** The same with other parameters of the format. */
  public CreateOptions withParameters(
      int newKmerLength, int newMatchMin, int newSegmentSize, int newPackCardinality) {
    return new CreateOptions(
        newKmerLength,
        newMatchMin,
        newSegmentSize,
        newPackCardinality,
        modes,
        threads,
        memoryBytes,
        unknownToN,
        standardInputName,
        digests,
        replace);
  }

  /** The same with another number of workers. */
  public CreateOptions withThreads(int newThreads) {
    return with(modes, newThreads, memoryBytes, unknownToN, standardInputName, digests, replace);
  }

  /** The same with other memory. */
  public CreateOptions withMemory(long newMemoryBytes) {
    return with(modes, threads, newMemoryBytes, unknownToN, standardInputName, digests, replace);
  }

  /** The same with other modes. */
  public CreateOptions withModes(Modes newModes) {
    return with(newModes, threads, memoryBytes, unknownToN, standardInputName, digests, replace);
  }

  /** The same with another treatment of input and output. */
  public CreateOptions withInput(boolean newUnknownToN, boolean newReplace) {
    return with(modes, threads, memoryBytes, newUnknownToN, standardInputName, digests, newReplace);
  }

  /** The same with another name for the sample that standard input is. */
  public CreateOptions withStandardInputName(String newName) {
    return with(modes, threads, memoryBytes, unknownToN, newName, digests, replace);
  }

  /** The same with or without digests. */
  public CreateOptions withDigests(boolean newDigests) {
    return withDigests(newDigests ? Digests.CHECKS : Digests.NONE);
  }

  /** The same with other digests. */
  public CreateOptions withDigests(Digests newDigests) {
    return with(modes, threads, memoryBytes, unknownToN, standardInputName, newDigests, replace);
  }

  private CreateOptions with(
      Modes newModes,
      int newThreads,
      long newMemoryBytes,
      boolean newUnknownToN,
      String newStandardInputName,
      Digests newDigests,
      boolean newReplace) {
    return new CreateOptions(
        kmerLength,
        matchMin,
        segmentSize,
        packCardinality,
        newModes,
        newThreads,
        newMemoryBytes,
        newUnknownToN,
        newStandardInputName,
        newDigests,
        newReplace);
  }
}
