package io.github.agc4j.internal.read.open;

/**
 * A contig and what it is called.
 *
 * @param contig its index in the sample
 * @param name its full name
 * @param other the full name of another contig of the sample that may be meant as well; null if
 *     there is none
 */
public record NamedContig(long contig, byte[] name, byte[] other) {}
