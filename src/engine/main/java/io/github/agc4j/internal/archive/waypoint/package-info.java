/**
 * Directories of the parts in front of them, in gaps between parts, by which an archive is read of
 * which the end is missing or damaged: then the stream table at the end is, too.
 *
 * <pre>
 * waypoint  := "agc4jWP1" sequence textBytes bodyBytes checksum body
 * body      := text, compressed as in zlib (RFC 1950)
 * text      := streamBytes (0 name 00 | likely)*
 *              announced (name 00 metadata bytes byte*)^announced
 *              nameBytes (name 00)*
 *              parts step^parts gap^parts size^parts
 * </pre>
 *
 * <p>Sequence, sizes and checksum have 32 bits, the least significant byte first; the checksum is
 * the CRC-32C of the three numbers in front of it and of the body. Numbers of the text are of seven
 * bits a byte, the lowest first, the eighth bit set but in the last byte; steps and gaps have their
 * sign in the lowest bit.
 *
 * <p>The waypoints of one state of an archive have the sequence 0, 1, 2 …; each tells what came
 * since the one before: streams in the order of their numbers, by their names or as so many {@code
 * likely} ones, each called as the stream that follows the one before in a new archive; parts that
 * the archive will have at its end, as they would be if it ended here; the names of the samples
 * whose metadata are complete; and parts in the order of the file: how many streams further it
 * belongs, where it begins after the end of the one before (0 is the file's begin at first, and the
 * integer in front of a part is not counted as part of it), and its bytes. A stream's parts come in
 * their order. An archive that is extended in place has a state of its own for each time, whose
 * first waypoint tells of the parts that were kept, too.
 *
 * <p>Other readers see nothing of it: they find parts by the stream table. A waypoint is written
 * after a batch of metadata, after so many of the last packs, and at the end, if all of them
 * together take less than a thousandth of what was written.
 */
package io.github.agc4j.internal.archive.waypoint;
