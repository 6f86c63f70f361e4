package io.github.agc4j.group;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.ArchiveParameters;
import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.archive.PartBytes;
import io.github.agc4j.archive.StreamDirectory;
import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.lzdiff.LzDiffDecoder;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.TuplePacking;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A worker's access to the sequences of groups (AGC format, section 5.2). For one thread at a time.
 */
public final class GroupReader implements AutoCloseable {
  private static final int NO_GROUP = -1;

  private final ArchiveFile archive;
  private final int cardinality;
  private final PartCache cache;
  private final PartCache.Loader loader;
  private final LzDiffDecoder decoder;
  private final Scratch referenceCodes;
  private final Scratch target;
  private int referenceGroup = NO_GROUP;
  private long referenceLength;

  /**
   * A reader of {@code archive} that shares {@code cache} with others; its buffers count in {@code
   * budget}.
   */
  public GroupReader(
      ArchiveFile archive, ArchiveParameters parameters, PartCache cache, MemoryBudget budget) {
    this.archive = archive;
    this.cardinality = parameters.packCardinality();
    this.cache = cache;
    this.loader = new PartCache.Loader(budget);
    this.decoder = new LzDiffDecoder(parameters.matchMin());
    this.referenceCodes = new Scratch(budget);
    this.target = new Scratch(budget);
  }

  /**
   * The codes of a sequence as stored, which must have at most {@code lengthMax} symbols.
   *
   * @return borrowed until the next call
   * @throws CorruptArchiveException when the group has no such sequence, or it is longer or damaged
   */
  public MemorySegment sequence(int group, int id, long lengthMax) throws IOException {
    if (group < StreamNames.RAW_GROUPS) {
      return packed(group, id, lengthMax, null);
    }
    if (id == 0) {
      MemorySegment reference = reference(group);
      check(reference.byteSize() <= lengthMax, group, "reference longer than the segment");
      return reference;
    }
    return packed(group, id - 1, lengthMax, reference(group));
  }

  private MemorySegment reference(int group) throws IOException {
    if (group != referenceGroup) {
      String stream = archive.directory().referenceName(group);
      try (CachedPart part =
          cache.reference(archive, archive.directory().referenceStream(group), stream, loader)) {
        referenceGroup = NO_GROUP;
        MemorySegment bytes = part.bytes();
        referenceLength =
            part.isTuples()
                ? TuplePacking.unpackedLength(bytes, bytes.byteSize())
                : bytes.byteSize();
        MemorySegment codes = referenceCodes.atLeast(referenceLength);
        if (part.isTuples()) {
          TuplePacking.unpack(bytes, bytes.byteSize(), codes);
        } else {
          MemorySegment.copy(bytes, 0, codes, 0, bytes.byteSize());
        }
        referenceGroup = group;
      } catch (MalformedBytesException e) {
        throw archive.corrupt(stream, 0, e);
      }
    }
    return referenceCodes.atLeast(referenceLength).asSlice(0, referenceLength);
  }

  /** An item of a pack: codes, or a delta against {@code reference}. */
  private MemorySegment packed(int group, int place, long lengthMax, MemorySegment reference)
      throws IOException {
    int stream = archive.directory().deltaStream(group);
    long index = place / cardinality;
    check(
        stream != StreamDirectory.NONE && index < archive.directory().parts(stream),
        group,
        "in-group id beyond the last pack");
    if (reference == null && !cache.admits(stream, index)) {
      return single(group, stream, index, place % cardinality, lengthMax);
    }
    try (CachedPart part =
        cache.pack(
            archive,
            stream,
            index,
            archive.directory().deltaName(group),
            reference == null,
            loader)) {
      int item = place % cardinality;
      check(item < part.items(), group, "in-group id beyond the last sequence");
      long start = part.itemStart(item);
      long size = part.itemEnd(item) - start;
      if (reference == null) {
        return raw(part, start, size, lengthMax, group);
      }
      // Measured first: a damaged length must not make us reserve gigabytes.
      long length =
          decoder.length(part.bytes(), start, size, reference, referenceLength, lengthMax);
      MemorySegment room = target.atLeast(length);
      decoder.decode(part.bytes(), start, size, reference, referenceLength, room, length);
      return room.asSlice(0, length);
    } catch (MalformedBytesException e) {
      throw archive.corrupt(archive.directory().deltaName(group), index, e);
    }
  }

  /** An item of a raw pack that is not worth keeping. */
  private MemorySegment single(int group, int stream, long index, int item, long lengthMax)
      throws IOException {
    try {
      PartBytes part = loader.part(archive, stream, index);
      MemorySegment codes = loader.reader().item(part.data(), part.metadata(), item);
      check(codes != null, group, "in-group id beyond the last sequence");
      check(codes.byteSize() <= lengthMax, group, "sequence longer than the segment");
      MemorySegment room = target.atLeast(codes.byteSize());
      MemorySegment.copy(codes, 0, room, 0, codes.byteSize());
      return room.asSlice(0, codes.byteSize());
    } catch (MalformedBytesException e) {
      throw archive.corrupt(archive.directory().deltaName(group), index, e);
    }
  }

  private MemorySegment raw(CachedPart part, long start, long length, long lengthMax, int group)
      throws IOException {
    check(length <= lengthMax, group, "sequence longer than the segment");
    MemorySegment room = target.atLeast(length);
    if (part.packed() == null) {
      MemorySegment.copy(part.bytes(), start, room, 0, length);
    } else {
      part.packed().unpack(start, length, room, 0);
    }
    return room.asSlice(0, length);
  }

  private void check(boolean condition, int group, String reason) throws CorruptArchiveException {
    if (!condition) {
      throw new CorruptArchiveException(archive.path(), "group " + group + ": " + reason);
    }
  }

  @Override
  public void close() {
    loader.close();
    referenceCodes.close();
    target.close();
  }
}
