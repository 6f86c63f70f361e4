package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import java.lang.foreign.MemorySegment;

/**
 * What neither names nor codes tell of a sample's text, on its way from the reader to the archive.
 *
 * @param hasLayout whether lines are known: the sample comes from a file, and they are kept
 * @param digest the first eight bytes of the SHA-256 of a whole file, most significant first
 * @param covered how many samples that file is, this one being the last; 0 if the digest is not
 *     known, or told with a later sample
 * @param before the lines in front of the first record, as those of a contig
 * @param contigs for each contig its symbols, then three sections, each with its bytes in front:
 *     runs in lower case, runs of symbols that no code stands for, lines
 */
public record SampleText(
    boolean hasLayout, long digest, long covered, MemorySegment before, MemorySegment contigs) {
  /** Writes it down, so that it can be added later. */
  public void record(GrowableBytes target) {
    target.putByte(hasLayout ? 1 : 0);
    target.putLongLittleEndian(digest);
    target.putVarint(covered);
    target.putVarint(before.byteSize());
    target.put(before, 0, before.byteSize());
    target.putVarint(contigs.byteSize());
    target.put(contigs, 0, contigs.byteSize());
  }

  /** What {@link #record} wrote down, borrowed as it is. */
  public static SampleText replay(ByteReader in) {
    return new SampleText(
        in.unsignedByte() != 0,
        in.longLittleEndian(),
        in.varint(),
        in.slice(in.varint()),
        in.slice(in.varint()));
  }
}
