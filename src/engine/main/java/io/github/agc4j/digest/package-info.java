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
 * contigs   := their number (32 bits, least significant byte first)
 * collection:= 24 bytes
 * digest    := MD5(16 bytes) SHA-512(24 bytes)
 * check     := the first 5 bytes of the contig's MD5
 * kinds     := a bit for each contig, the first one lowest: 1 for a digest, 0 for a check
 * </pre>
 *
 * <p>0: unknown; 2, 3: a sample of one contig, whose collection follows from its name and digest. A
 * contig of less than 2^16 symbols has a check: its digests are computed when somebody asks for
 * them, from letters that the check proves. Of collections of viruses 40 bytes per genome would be
 * a third of the archive, and for each contig of draft assemblies an eighth. 1 is not written any
 * more.
 */
package io.github.agc4j.digest;
