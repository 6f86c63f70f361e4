/**
 * Contigs by the digests of their letters (GA4GH refget 2.0): MD5, and the first 24 bytes of
 * SHA-512.
 *
 * <p>A file beside the archive, called as it is with {@code .refget} behind, has the first eight
 * bytes of both digests of each contig, sorted, and where that contig is, so that a server starts
 * at once; and of each sample its digests as a sequence collection (GA4GH, version 1.0). All
 * numbers are big-endian.
 *
 * <pre>
 * file    = magic name rows samples contigs row{rows} first{samples + 1} digests{samples} sequence{contigs} crc
 * magic   = "agc4jrg3"
 * name    = 16 bytes: of the archive's content, see FileState
 * rows    = u64
 * samples = u64
 * contigs = u64: of all samples
 * row     = prefix sample contig
 * prefix  = u64, ascending without sign
 * sample  = u32
 * contig  = u32
 * first   = u64: the number of the sample's first contig among all; at last their number
 * digests = 7 of 24 bytes: the collection's, and those of names, lengths, sequences, sorted_sequences,
 *           name_length_pairs, sorted_name_length_pairs; zeroes if the sample is no collection; then
 *           two u64: segments and symbols that the sample added
 * sequence = 24 bytes: the first of SHA-512; zeroes if there is none
 * crc     = u32: CRC-32C of all before
 * </pre>
 *
 * <p>A file of another archive, or damaged, is made anew. What begins with a prefix is only taken
 * for what is asked for after its whole digest is known.
 */
package io.github.agc4j.serve.internal.digest;
