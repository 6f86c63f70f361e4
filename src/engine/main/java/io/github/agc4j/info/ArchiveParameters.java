package io.github.agc4j.info;

import io.github.agc4j.option.Modes;
import java.util.Map;

/**
 * What an archive says of itself (AGC format, section 3.3).
 *
 * @param kmerLength k
 * @param matchMin minimum match length
 * @param packCardinality sequences in a pack, and samples in a batch of metadata
 * @param segmentSize segment size in symbols
 * @param version 1000 · major + minor of the file's format
 * @param typeInfo the pairs of the stream file_type_info, in the file's order
 */
public record ArchiveParameters(
    int kmerLength,
    int matchMin,
    int packCardinality,
    int segmentSize,
    int version,
    Map<String, String> typeInfo) {
  private static final int RAGC_PACK = 50;
  private static final int FORMAT_3 = 3000;

  /**
   * Whether readers that stand on ragc-core find all sequences: they know format 3, take packs for
   * such of 50, and misread others without a word.
   */
  public boolean areReadByRagc() {
    return version >= FORMAT_3
        && packCardinality == RAGC_PACK
        && !typeInfo.containsKey(Modes.PACK_BYTES);
  }
}
