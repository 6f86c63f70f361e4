/**
 * FASTA records in and out; {@code fasta.source} has the bytes of the texts.
 *
 * <p>A record is a header line, from {@code >} to the first LF or CR, and the sequence up to the
 * next line that starts with {@code >}. Of the sequence, bytes below 0x40 (line ends, blanks,
 * digits, {@code - * .}) are dropped, and letters are read in either case (AGC format, sections 5.1
 * and A.1). Unlike C++ agc, input that would be lost or come back changed is refused: text before
 * the first record, an empty header, a symbol outside the alphabet, a damaged gzip file.
 */
package io.github.agc4j.internal.fasta;
