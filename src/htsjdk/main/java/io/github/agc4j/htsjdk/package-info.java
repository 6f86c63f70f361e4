/**
 * One sample of an archive as the reference of tools that are built on htsjdk.
 *
 * <p>Entry points: {@link io.github.agc4j.htsjdk.AgcReferenceSequenceFile} where a tool takes a
 * {@code ReferenceSequenceFile}, {@link io.github.agc4j.htsjdk.AgcReferenceSource} where CRAM is
 * read or written, and {@link io.github.agc4j.htsjdk.AgcReferenceCodec}, which htsjdk's plug-in
 * registry finds by itself. Nothing here needs JVM flags.
 */
package io.github.agc4j.htsjdk;
