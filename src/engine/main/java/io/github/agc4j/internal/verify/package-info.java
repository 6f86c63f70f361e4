/**
 * Whether an archive is what it should be, and what of a damaged one is left.
 *
 * <p>Three looks, each deeper than the one before: at the <em>parts</em> (where they lie, whether
 * they match their checksums), at the <em>placements</em> (whether every sequence that the metadata
 * name has a whole part to lie in), and, if asked for, at the <em>content</em> (every contig
 * decoded, neighbouring segments overlapping, digests as they were when the contig was read).
 */
package io.github.agc4j.internal.verify;
