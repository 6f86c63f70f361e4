package io.github.agc4j.internal.archive;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.MalformedBytesException;

/**
 * How much an archive may ask for in memory by numbers that it declares: an amount that small
 * archives can need, and a multiple of the file's size. Frames are bounded by zstd too, which makes
 * at most 2^15 bytes of one; but what is made of a frame's bytes, such as eight bytes for a number
 * of one, or a long run of N for a short token, is not.
 */
public final class Expansion {
  /** What zstd makes of metadata that repeat themselves, as those of equal genomes do. */
  private static final long METADATA_PER_FILE_BYTE = 1 << 13;

  /**
   * The most that a reference can have, with four symbols in each of zstd's 2^15 bytes: a
   * chromosome that is masked but for a gene comes near.
   */
  private static final long SYMBOLS_PER_FILE_BYTE = 1 << 17;

  /** What zstd makes of a byte, at most. */
  private static final long TEXT_PER_FILE_BYTE = 1 << 15;

  private static final long METADATA_FRAME_BYTES = 4L << 20;
  private static final long METADATA_NUMBER_BYTES = 16L << 20;
  private static final long SEGMENT_SYMBOLS = 64L << 20;
  private static final long PACK_ITEMS = 1L << 20;
  private static final long PACK_ITEMS_PER_FILE_BYTE = 128;

  private final long fileBytes;

  /** A size that is only told, such as by a server, gives no more right to memory than this. */
  private static final long FILE_BYTES_MAX = 1L << 44;

  /** What a file of {@code fileBytes} may ask for. */
  Expansion(long fileBytes) {
    this.fileBytes = Math.min(fileBytes, FILE_BYTES_MAX);
  }

  /** Verifies that a frame of metadata may have {@code bytes}, decompressed. */
  public void verifyMetadataFrame(long bytes) {
    verify(
        bytes <= METADATA_FRAME_BYTES + METADATA_PER_FILE_BYTE * fileBytes,
        0,
        "the archive is too small for metadata of " + bytes + " bytes");
  }

  /**
   * Verifies that a frame of what texts have beside letters may have {@code bytes}, decompressed:
   * the lines of one sample are one row, however irregular they are.
   */
  public void verifyTextFrame(long bytes) {
    verify(
        bytes <= METADATA_FRAME_BYTES + TEXT_PER_FILE_BYTE * fileBytes,
        0,
        "the archive is too small for lines of " + bytes + " bytes");
  }

  /** Verifies that the numbers of a batch of metadata may take {@code bytes}. */
  public void verifyMetadataNumbers(long bytes) {
    verify(
        bytes <= METADATA_NUMBER_BYTES + METADATA_PER_FILE_BYTE * fileBytes,
        0,
        "the archive is too small for so many contigs and segments");
  }

  /** Verifies that a reference or a sequence made of a delta may have {@code symbols}. */
  public void verifySegment(long symbols) {
    verifySymbols(symbols, "segment");
  }

  /** Verifies that a contig that is decoded into one stretch of memory may have {@code symbols}. */
  public void verifyContig(long symbols) {
    verifySymbols(symbols, "contig");
  }

  private void verifySymbols(long symbols, String what) {
    if (symbols > SEGMENT_SYMBOLS + SYMBOLS_PER_FILE_BYTE * fileBytes) {
      throw new MalformedBytesException(
          0, "the archive is too small for a " + what + " of " + symbols + " symbols");
    }
  }

  /** Sequences that a pack may have at most. */
  public long packItemsMax() {
    return PACK_ITEMS + PACK_ITEMS_PER_FILE_BYTE * fileBytes;
  }
}
