/**
 * Digests by which sequences and collections of sequences are known elsewhere, and the stream that
 * holds those of an archive.
 *
 * <p>Of a contig: MD5 of its letters in upper case (the {@code M5} of a SAM sequence dictionary),
 * and {@code sha512t24u}: the first 24 bytes of their SHA-512, in base64url, with {@code SQ.} in
 * front (GA4GH refget sequences). Of a sample: that of its contigs' names and digests as a GA4GH
 * sequence collection, version 1.0, with the inherent attributes {@code names} (up to the first
 * blank) and {@code sequences}.
 *
 * <p>The stream {@code agc4j-digests} has a part for each batch of samples, as the metadata do. Its
 * metadata integer is the number of samples; an empty part tells nothing of its samples.
 *
 * <pre>
 * part      := sample*
 * sample    := 0 | 1 contigs collection digest* | 2 digest | 3 check
 *            | 4 contigs collection kinds (digest | check)*
 *            | 5 contigs seal kinds (MD5 | beginning)*
 * contigs   := their number (32 bits, least significant byte first)
 * collection:= 24 bytes
 * digest    := MD5(16 bytes) SHA-512(24 bytes)
 * check     := the first 5 bytes of the contig's MD5
 * kinds     := a bit for each contig, the first one lowest: 1 for the longer form
 * seal      := 8 bytes: see {@link io.github.agc4j.internal.digest.SampleSeal}
 * beginning := the first 2 bytes of the contig's MD5
 * </pre>
 *
 * <p>0: unknown; 2, 3: a sample of one contig, whose collection follows from its name and digest. 5
 * is what archives have unless all digests are asked for (then 1 and 2): a contig of 2^16 symbols
 * and more has its MD5, a shorter one its beginning, which a fault passes once in 65 536 times; of
 * the whole sample the seal tells names, order and all letters, which it passes once in 2^64 times.
 * Digests that are not there are computed when somebody asks for them, from letters that are proven
 * by those. 4 is not written any more.
 */
package io.github.agc4j.internal.digest;
