package io.github.agc4j.internal.pack;

import io.github.agc4j.internal.pack.ZstdContexts.Search;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes references, packs and frames of metadata straight into the room that the archive gives for
 * a part (levels: AGC format, section 3.4). For one thread.
 */
public final class PackWriter {
  private static final int LEVEL_PACK = 17;

  /**
   * Seven times as fast as level 15 on long packs of deltas, which take 3 % more: they repeat
   * themselves at length, and what matters is to find where.
   */
  private static final Search QUICK_SEARCH = new Search(12, 7, 0, 6);

  /** Faster than level 17 on aligned deltas, and up to 5 % smaller: their matches are long. */
  private static final Search THOROUGH_SEARCH = new Search(LEVEL_PACK, 4, 256, 0);

  /** Half the time of level 18 or 19 on long batches, which take 1 % more. */
  private static final int LEVEL_METADATA = 17;

  private static final int LEVEL_TUPLES = 13;
  private static final int LEVEL_PLAIN = 19;
  private static final byte MARKER_PLAIN = 0;
  private static final byte MARKER_TUPLES = 1;

  private final ZstdContexts contexts;
  private final Effort effort;
  private long metadata;

  /** Bytes of content below which packs are written again soon; 0 if nothing is. */
  private long hastyBelow;

  /** How packs and metadata are compressed. */
  public enum Effort {
    /** As C++ agc does, byte for byte. */
    AGC,
    /**
     * Packs that are mostly bases are searched for repeats by {@link MatchFinder} instead of zstd,
     * others by zstd at a lower level; tables fit the text.
     */
    QUICK,
    /** The same but for zstd's search, which is for deltas that are written symbol by symbol. */
    THOROUGH
  }

  /**
   * A writer that compresses with {@code contexts}, which stay the caller's, and {@code effort}.
   */
  public PackWriter(ZstdContexts contexts, Effort effort) {
    this.contexts = contexts;
    this.effort = effort;
  }

  /**
   * Compresses metadata, and packs of less than {@code bytes} content bytes, in haste from now on,
   * since they will be read and written again once.
   */
  public void hurryBelow(long bytes) {
    hastyBelow = bytes;
  }

  /** Room that the methods of this class need for a part of {@code bytes} content bytes. */
  public static long roomFor(long bytes) {
    return ZstdContexts.frameBytesMax(bytes) + 1;
  }

  /** Gives back what compressing took, which is as much as the largest part needed. */
  public void freeContexts() {
    contexts.close();
  }

  /** The metadata integer of the part written last. */
  public long metadata() {
    return metadata;
  }

  /** Writes a pack of {@code content}; returns the part's size in bytes. */
  public long writePack(MemorySegment content, MemorySegment room) {
    long size =
        content.byteSize() < hastyBelow
            ? contexts.compressInHaste(content, room)
            : compressed(content, room);
    return finish(size, content, MARKER_PLAIN, room);
  }

  private long compressed(MemorySegment content, MemorySegment room) {
    return switch (effort) {
      case AGC -> contexts.compress(content, room, LEVEL_PACK);
      case QUICK -> contexts.compressText(content, room, QUICK_SEARCH);
      case THOROUGH -> contexts.compressText(content, room, THOROUGH_SEARCH);
    };
  }

  /**
   * Writes a reference, given as codes and as tuples; returns the part's size in bytes.
   *
   * @param largest the largest code
   */
  public long writeReference(
      MemorySegment codes, MemorySegment tuples, int largest, MemorySegment room) {
    boolean repetitive =
        largest < 4
            ? Repetitiveness.isRepetitivePacked(tuples, codes.byteSize())
            : Repetitiveness.isRepetitive(codes, codes.byteSize());
    return repetitive
        ? finish(contexts.compress(codes, room, LEVEL_PLAIN), codes, MARKER_PLAIN, room)
        : finish(contexts.compress(tuples, room, LEVEL_TUPLES), codes, MARKER_TUPLES, room);
  }

  /** Makes a part of the frame of {@code size} bytes, or of the content if that is no longer. */
  private long finish(long size, MemorySegment plain, byte marker, MemorySegment room) {
    if (size + 1 >= plain.byteSize()) {
      MemorySegment.copy(plain, 0, room, 0, plain.byteSize());
      metadata = 0;
      return plain.byteSize();
    }
    room.set(ValueLayout.JAVA_BYTE, size, marker);
    metadata = plain.byteSize();
    return size + 1;
  }

  /** Writes {@code content} as a bare frame; returns its size in bytes. */
  public long writeFrame(MemorySegment content, int level, MemorySegment room) {
    metadata = content.byteSize();
    if (hastyBelow > 0) {
      return contexts.compressInHaste(content, room);
    }
    return effort == Effort.AGC
        ? contexts.compress(content, room, level)
        : contexts.compressFitted(content, room, Search.of(Math.min(level, LEVEL_METADATA)));
  }
}
