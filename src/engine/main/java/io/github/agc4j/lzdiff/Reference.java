package io.github.agc4j.lzdiff;

import java.lang.foreign.MemorySegment;

/**
 * A reference ready for encoding: all borrowed from whoever keeps it unpacked.
 *
 * @param codes its symbols, one per byte, with {@link LzScan#PADDING_BYTES} readable bytes behind
 *     the last
 * @param length number of symbols
 * @param table the filled table of {@link ReferenceIndex}
 * @param slots number of slots of the table
 */
public record Reference(MemorySegment codes, int length, MemorySegment table, int slots) {}
