package io.github.agc4j.internal.collection;

import io.github.agc4j.query.Strand;

/**
 * Where a segment of a contig is stored.
 *
 * @param group its group
 * @param id which sequence of the group; 0 is the reference of groups from 16 on
 * @param strand whether the stored sequence is the reverse complement of the contig's text
 * @param length symbols, overlaps with the neighbours included, as the metadata say in their usual
 *     reading
 */
public record SegmentPlacement(int group, int id, Strand strand, long length) {}
