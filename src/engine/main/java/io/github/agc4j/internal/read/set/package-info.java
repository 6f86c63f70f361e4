/**
 * Several archives that are read as if they were one; of one archive what is asked goes there.
 *
 * <p>Beside the index of a set ({@link io.github.agc4j.source.ArchiveSet}) lies a file of the names
 * of its samples, which can be made anew from the archives at any time:
 *
 * <pre>
 * names-of-set = "agc4jsn1" index:checksum {bytes:number samples:number} {name 0x00}
 *                all:checksum
 * </pre>
 *
 * <p>After the checksum of the index: for each archive how many bytes it has, by which it is known
 * to be the same as before, and how many samples, also those that do not count in the set; then the
 * names of those that count, in the order of the archives. Numbers have seven bits a byte, the
 * lowest first, the eighth set but in the last; the checksum is the CRC-32C of all before it, least
 * byte first.
 */
package io.github.agc4j.internal.read.set;
