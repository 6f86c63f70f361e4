package io.github.agc4j.htsjdk;

/**
 * A contig of the sample.
 *
 * @param index its place in the sample, 0-based
 * @param name its short name
 * @param length its bases
 */
record Contig(int index, String name, long length) {}
