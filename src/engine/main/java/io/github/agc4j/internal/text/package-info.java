/**
 * What the text of a sample has beside the names of its contigs and the codes of their symbols, so
 * that it comes back byte for byte: letters in lower case, symbols that no code stands for, lines,
 * and the digest of the file. Streams of ours alone, which C++ agc does not read, and drops when it
 * extends an archive; the pair {@code agc4j_keeps} of the archive about itself then still tells
 * what it had.
 *
 * <p>A symbol is a byte 0x21 … 0x7e or from 0x80 on: it takes a position of the contig, as {@code
 * samtools faidx} counts (which has none from 0x80 on). What no code stands for is an N among the
 * codes. All other bytes take no position: they are <em>units</em> between symbols.
 *
 * <p>Four streams, three of samples in their order and one of groups in theirs: {@code
 * agc4j-layouts}, {@code agc4j-lowercase}, {@code agc4j-symbols}, {@code agc4j-masks}. A part ends
 * with the row that makes its text 32 KiB (layouts) or 16 KiB long, or the archive; the part's
 * integer is the index of the first sample that it tells of. Numbers are of seven bits a byte, the
 * lowest first, the eighth bit set but in the last byte.
 *
 * <pre>
 * part    := contig position rows textBytes frameBytes body tail
 * body    := text, if frameBytes = 0 | zstd frame of frameBytes bytes with the text
 *
 * runs    := run^rows                                  the text of the three latter; no tail
 * run     := (2·gap | 2·samples+1 contigs from) length−1 byte?
 *
 * layouts := layout^rows                               contig = position = 0
 * layout  := samples flags covered? (bytes line*)? items item^items
 * item    := 2·contigs width unit | 3 bytes line*
 * line    := letters unit count
 * tail    := digest*
 * </pre>
 *
 * <p>A run of symbols begins {@code gap} symbols after the end of the one before in the same contig
 * (the first of a part at {@code position} of {@code contig}), or at {@code from} in the contig
 * that is {@code contigs} further, or, {@code samples} further, the one with this index. Runs of
 * symbols have the byte that all of theirs are; where they lie, lower case tells nothing.
 *
 * <p>The case of a letter follows from three things. {@code agc4j-masks} has, as runs of contig 0
 * of the "sample" with the group's number, where the reference of a group is in lower case, as it
 * is stored. A segment takes its case from there along its delta: what is copied from the reference
 * has the reference's case; a literal has that of the reference's symbol whose place it takes,
 * unless the literals are an insertion (the match after them goes on where they began), which is in
 * upper case; so are runs of N and segments of raw groups. Of what two segments of a contig share
 * the first tells. {@code agc4j-lowercase} then has the runs of letters that are in the
 * <em>other</em> case. So genomes that are masked alike take next to no room, and those of groups
 * that are in upper case none.
 *
 * <p>A layout is that of the sample {@code samples} after the one before. Flags: 1: it has a digest
 * in the tail; 2: of so many samples, {@code covered}, of which it is the last (concatenated
 * files); 4: lines come in front of the first record. Then each contig's lines, from the end of its
 * header on: those of the next {@code contigs} contigs (0: of all that are left) have {@code width}
 * symbols (0: all in one line) and the unit after each, the header and a shorter last line
 * included; or, with 3, they are told one by one: {@code letters} symbols and a unit, {@code count}
 * times.
 *
 * <p>Units: 0: nothing; 33: CR LF; else the byte, 1 … 32 or 127. A digest is the first 8 bytes of
 * the SHA-256 of the file's text, as it was read after decompression.
 */
package io.github.agc4j.internal.text;
