package io.github.agc4j.info;

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
    Map<String, String> typeInfo) {}
