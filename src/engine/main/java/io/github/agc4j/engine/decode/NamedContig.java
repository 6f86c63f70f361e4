package io.github.agc4j.engine.decode;

/**
 * A contig and what it is called.
 *
 * @param contig its index in the sample
 * @param name its full name
 */
public record NamedContig(long contig, byte[] name) {}
