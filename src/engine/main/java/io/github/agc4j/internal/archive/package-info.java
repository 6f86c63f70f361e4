/**
 * The container: named streams of parts, found by the footer.
 *
 * <pre>
 * archive   := part* footer size         size: 64 bits, least significant byte first: bytes of the footer
 * part      := integer(metadata) byte*   what the metadata means depends on the stream
 * footer    := integer(streams) stream*
 * stream    := name 00 integer(parts) integer(0) place*
 * place     := integer(offset of the part) integer(number of its bytes without the metadata)
 * integer   := n big-endian number of n bytes, n = 0 … 8
 * </pre>
 *
 * <p>Archives written here have two things more, which other readers ignore: a last stream, {@code
 * agc4j-checksums}, and a seal in the footer after the streams (AGC format, sections 1.1 and 1.6).
 * Checksums are CRC-32C; a part's covers its metadata integer, too, and is 0 if the part is empty.
 *
 * <pre>
 * checksums := checksum*                 32 bits, least significant byte first: of each part in front, by stream
 * seal      := "agc4jSL1" table(64 bits) checksum(of the footer up to here) checksum(of the stream of
 *              checksums) 0(32 bits) checksum(of the seal up to here); table: bytes of the footer up to here
 * </pre>
 *
 * <p>(AGC format, section 1.) The stream's index is its position in the footer. Readers ignore
 * streams that they do not know.
 */
package io.github.agc4j.internal.archive;
