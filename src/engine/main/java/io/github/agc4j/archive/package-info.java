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
 * <p>(AGC format, section 1.) The stream's index is its position in the footer. Readers ignore
 * streams that they do not know.
 */
package io.github.agc4j.archive;
