package io.github.agc4j.engine;

/**
 * How to create an archive.
 *
 * @param kmerLength k, 17 … 32
 * @param matchMin minimum match length, 15 … 32
 * @param segmentSize segment size in symbols, 100 … 1 000 000
 * @param packCardinality sequences in a pack and samples in a batch of metadata, 1 … 10^9
 * @param threads workers, 1 or more; with 1 everything runs in the caller's thread
 * @param memoryBytes off-heap bytes that should not be exceeded: what does not fit goes to a
 *     temporary file beside the archive; or {@link #MEMORY_AS_NEEDED}
 * @param unknownToN whether symbols outside the alphabet become N instead of being refused
 * @param replace whether an existing file of the archive's name is replaced
 */
public record CreateOptions(
    int kmerLength,
    int matchMin,
    int segmentSize,
    int packCardinality,
    int threads,
    long memoryBytes,
    boolean unknownToN,
    boolean replace) {
  /** The least memory that may be asked for. */
  public static final long MEMORY_MIN = 1L << 20;

  /** Memory without a limit: what the data need. */
  public static final long MEMORY_AS_NEEDED = Long.MAX_VALUE;

  /** C++ agc's defaults, one thread, as much memory as the data need. */
  public static final CreateOptions DEFAULTS =
      new CreateOptions(31, 20, 60_000, 50, 1, MEMORY_AS_NEEDED, false, false);

  /** Checks the ranges. */
  public CreateOptions {
    check("kmerLength", kmerLength, 17, 32);
    check("matchMin", matchMin, 15, 32);
    check("segmentSize", segmentSize, 100, 1_000_000);
    check("packCardinality", packCardinality, 1, 1_000_000_000);
    check("threads", threads, 1, 1 << 10);
    check("memoryBytes", memoryBytes, MEMORY_MIN, Long.MAX_VALUE);
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
        threads,
        memoryBytes,
        unknownToN,
        replace);
  }

  /** The same with another number of workers. */
  public CreateOptions withThreads(int newThreads) {
    return new CreateOptions(
        kmerLength,
        matchMin,
        segmentSize,
        packCardinality,
        newThreads,
        memoryBytes,
        unknownToN,
        replace);
  }

  /** The same with other memory. */
  public CreateOptions withMemory(long newMemoryBytes) {
    return new CreateOptions(
        kmerLength,
        matchMin,
        segmentSize,
        packCardinality,
        threads,
        newMemoryBytes,
        unknownToN,
        replace);
  }

  /** The same with another treatment of input and output. */
  public CreateOptions withInput(boolean newUnknownToN, boolean newReplace) {
    return new CreateOptions(
        kmerLength,
        matchMin,
        segmentSize,
        packCardinality,
        threads,
        memoryBytes,
        newUnknownToN,
        newReplace);
  }
}
