/**
 * Contigs by the digests of their letters (GA4GH refget 2.0): MD5, and the first 24 bytes of
 * SHA-512.
 *
 * <p>A file beside the archive, called as it is with {@code .refget} behind, has the first eight
 * bytes of both digests of each contig, sorted, and where that contig is, so that a server starts
 * at once. All numbers are big-endian.
 *
 * <pre>
 * file    = magic name rows row{rows} crc
 * magic   = "agc4jrg1"
 * name    = 16 bytes: of the archive's content, see FileState
 * rows    = u64
 * row     = prefix sample contig
 * prefix  = u64, ascending without sign
 * sample  = u32
 * contig  = u32
 * crc     = u32: CRC-32C of all before
 * </pre>
 *
 * <p>A file of another archive, or damaged, is made anew. What begins with a prefix is only taken
 * for what is asked for after its whole digest is known.
 */
package io.github.agc4j.serve.internal.digest;
