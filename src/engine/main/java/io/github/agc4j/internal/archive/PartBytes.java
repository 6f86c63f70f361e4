package io.github.agc4j.internal.archive;

import java.lang.foreign.MemorySegment;

/**
 * A copy of a part.
 *
 * @param metadata the integer in front of the data
 * @param data the part's bytes, borrowed from the scratch that it was read into
 */
public record PartBytes(long metadata, MemorySegment data) {}
