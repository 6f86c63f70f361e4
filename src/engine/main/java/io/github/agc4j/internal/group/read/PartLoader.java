package io.github.agc4j.internal.group.read;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartBytes;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.TuplePacking;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.internal.text.StoredRuns;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A worker's means to decompress parts. */
final class PartLoader implements AutoCloseable {
  /** Larger references are kept as they are. */
  private static final long REFERENCE_MAX = 4L << 20;

  private final ZstdContexts contexts;
  private final PackReader references;
  private final PackRun run;
  private final RawPacker rawPacker;
  private final SequencePack sequences;

  /** A reference as it lies in the file. */
  private final Scratch packed;

  /** The codes of a reference. */
  private final Scratch codes;

  /** Where each item ends. */
  private final LongArray ends;

  private final Scratch nibbles;
  private final StoredRuns masks;
  private final LongArray marks;

  /**
   * A loader for an archive of minimum match length {@code matchMin}.
   *
   * @param masks where references are in lower case; borrowed
   */
  PartLoader(int matchMin, StoredRuns masks, MemoryBudget budget) {
    this.masks = masks;
    marks = new LongArray(budget);
    contexts = new ZstdContexts(budget);
    references = new PackReader(contexts, budget);
    run = new PackRun(contexts, budget);
    rawPacker = new RawPacker(budget);
    sequences = new SequencePack(matchMin, rawPacker, budget);
    packed = new Scratch(budget);
    codes = new Scratch(budget);
    ends = new LongArray(budget);
    nibbles = new Scratch(budget);
  }

  /** A copy of a part with a reference, borrowed until the next one. */
  PartBytes part(ArchiveFile archive, int stream) throws IOException {
    return archive.read(stream, 0, packed);
  }

  /** Decompresses references. */
  PackReader references() {
    return references;
  }

  /** The pack that was read last. */
  PackRun run() {
    return run;
  }

  /**
   * Packs a reference two bits per code.
   *
   * @return whether the {@link #rawPacker} has it now; false if it takes less as it is, as tuples
   *     of four codes do
   */
  boolean packReference(MemorySegment content, boolean tuples) {
    if (tuples && TuplePacking.isQuads(content)) {
      return false;
    }
    long size = content.byteSize();
    long length = tuples ? TuplePacking.unpackedLength(content, size) : size;
    if (length > REFERENCE_MAX) {
      return false;
    }
    MemorySegment unpacked = content;
    if (tuples) {
      unpacked = codes.atLeast(length + Integer.BYTES).asSlice(0, length);
      TuplePacking.unpack(content, size, unpacked);
    }
    return rawPacker.pack(unpacked, Long.MAX_VALUE) && rawPacker.bytes() < size;
  }

  /**
   * Where the marks of a group's reference begin and end, in turn, until this is called again.
   *
   * @param length symbols of the reference
   * @throws io.github.agc4j.error.CorruptArchiveException when they are damaged
   */
  LongArray marks(int group, long length) throws IOException {
    marks.clear();
    masks.addBounds(group, 0, 0, length, marks);
    return marks;
  }

  RawPacker rawPacker() {
    return rawPacker;
  }

  /** Whose packed sequences the {@link #rawPacker} has. */
  SequencePack sequences() {
    return sequences;
  }

  LongArray ends() {
    return ends;
  }

  /** Room for deltas as nibbles. */
  Scratch nibbles() {
    return nibbles;
  }

  @Override
  public void close() {
    references.close();
    run.close();
    contexts.close();
    rawPacker.close();
    sequences.close();
    packed.close();
    codes.close();
    ends.close();
    nibbles.close();
    marks.close();
  }
}
