package io.github.agc4j.archive;

import io.github.agc4j.memory.BlockHeap;
import io.github.agc4j.memory.GrowableBytes;
import io.github.agc4j.memory.IntArray;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MappedOutput;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * Writes an archive: parts as they come, the footer last, into a temporary file beside the target
 * that takes the target's name only when it is complete and on the disk; or behind the parts of an
 * archive that is extended in place.
 *
 * <p>Parts lie in the order in which they were claimed. While none is open, a part is compressed
 * straight into the mapped output; one that is claimed behind an open part, whose size is not known
 * yet, is staged and follows when its place is known. Claiming and committing are safe for several
 * threads. {@link #close} without {@link #finish} removes the temporary file and leaves the target
 * as it was.
 */
public final class ArchiveFileWriter implements PartSink, AutoCloseable {
  /** Claims beyond this wait for earlier ones to be settled. */
  private static final long STAGED_BYTES_MAX = 8L << 20;

  private static final int PLACE_WORDS = 3;

  private final ArchiveTarget target;
  private final MappedOutput output;
  private final GrowableBytes names;
  private final IntArray partCounts;

  /** Stream, offset and size of each part, in the file's order. */
  private final LongArray places;

  private final MemoryBudget budget;
  private final ArrayDeque<PartClaim> claims = new ArrayDeque<>();
  private final BlockHeap staging;
  private Throwable failure;

  private ArchiveFileWriter(ArchiveTarget target, MemoryBudget mapped, MemoryBudget budget) {
    this.target = target;
    this.output = target.output();
    this.budget = budget;
    this.names = new GrowableBytes(budget);
    this.partCounts = new IntArray(budget);
    this.places = new LongArray(budget);
    this.staging = new BlockHeap(mapped);
  }

  /**
   * Starts an archive that will be called {@code target}.
   *
   * @param replace whether an existing file may be replaced
   * @param mapped what the mapped window is reserved from
   * @param budget what the directory is reserved from
   * @throws java.nio.file.FileAlreadyExistsException when the target exists and may not be replaced
   */
  public static ArchiveFileWriter create(
      Path target, boolean replace, MemoryBudget mapped, MemoryBudget budget) throws IOException {
    return new ArchiveFileWriter(new NewFileTarget(target, replace, mapped), mapped, budget);
  }

  /**
   * Starts a new state of {@code source} in its own file. The parts of the old one have to be kept
   * one by one; the old state counts until {@link #finish}, and after a crash.
   */
  public static ArchiveFileWriter extend(
      ArchiveFile source, MemoryBudget mapped, MemoryBudget budget) throws IOException {
    return new ArchiveFileWriter(new InPlaceTarget(source, mapped), mapped, budget);
  }

  @Override
  public synchronized int addStream(String name) {
    names.put(StreamNames.bytes(name));
    names.putByte(0);
    int stream = Math.toIntExact(partCounts.count());
    partCounts.resize(stream + 1L, 0);
    return stream;
  }

  @Override
  public synchronized PartClaim claim(int stream, long bytesMax) throws IOException {
    long bytes = ContainerInteger.BYTES_MAX + bytesMax;
    while (!claims.isEmpty() && staging.usedBytes() + bytes > STAGED_BYTES_MAX) {
      await();
    }
    long cell = claims.isEmpty() ? BlockHeap.NONE : staging.allocate(bytes);
    PartClaim claim =
        new PartClaim(
            this,
            stream,
            cell,
            bytes,
            cell == BlockHeap.NONE ? output.room(bytes) : staging.view(cell, bytes));
    claims.add(claim);
    return claim;
  }

  private void await() throws IOException {
    try {
      if (failure == null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException(target + ": interrupted");
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /**
   * Tells that a claim will never be committed: threads that wait for it get an exception with this
   * cause.
   */
  public synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  synchronized void commit(PartClaim committed, long metadata, long size) throws IOException {
    committed.complete(metadata, size);
    while (!claims.isEmpty() && claims.peek().isCommitted()) {
      settle(claims.remove());
    }
    notifyAll();
  }

  private void settle(PartClaim claim) throws IOException {
    addPlace(claim.stream(), output.size(), claim.size());
    claim.settle(output.room(claim.settledBytes()));
    output.advance(claim.settledBytes());
    if (claim.isStaged()) {
      staging.free(claim.cell(), claim.cellBytes());
    }
  }

  private void addPlace(int stream, long offset, long size) {
    places.add(stream);
    places.add(offset);
    places.add(size);
    partCounts.set(stream, partCounts.get(stream) + 1);
  }

  /** Takes over a part of the archive that is extended, as it is. */
  public void keep(int stream, ArchiveFile source, int sourceStream, long part) throws IOException {
    source.checkPart(sourceStream, part);
    if (target.holdsSource()) {
      synchronized (this) {
        StreamDirectory directory = source.directory();
        addPlace(stream, directory.offset(sourceStream, part), directory.size(sourceStream, part));
      }
    } else {
      try (PartLease lease = source.part(sourceStream, part)) {
        write(stream, lease.metadata(), lease.data());
      }
    }
  }

  /** Adds a part with the bytes of {@code data}. */
  public void write(int stream, long metadata, MemorySegment data) throws IOException {
    PartClaim claim = claim(stream, data.byteSize());
    MemorySegment.copy(data, 0, claim.room(), 0, data.byteSize());
    claim.commit(metadata, data.byteSize());
  }

  /** Bytes written so far. */
  public synchronized long size() {
    return output.size();
  }

  /** Writes the footer, forces the file to the disk, and makes it the archive. */
  public synchronized void finish() throws IOException {
    writeFooter();
    target.commit();
  }

  private void writeFooter() throws IOException {
    long footerStart = output.size();
    try (LongArray streams = new LongArray(budget);
        LongArray order = new LongArray(budget)) {
      for (long part = 0; part * PLACE_WORDS < places.count(); part++) {
        streams.add(places.get(part * PLACE_WORDS));
        order.add(part);
      }
      streams.sort(order);
      putInteger(partCounts.count());
      MemorySegment nameBytes = names.written();
      long name = 0;
      long place = 0;
      for (int stream = 0; stream < partCounts.count(); stream++) {
        name += putName(nameBytes, name);
        long parts = partCounts.get(stream);
        putInteger(parts);
        putInteger(0);
        for (long end = place + parts; place < end; place++) {
          putInteger(places.get(order.get(place) * PLACE_WORDS + 1));
          putInteger(places.get(order.get(place) * PLACE_WORDS + 2));
        }
      }
    }
    long footerBytes = output.size() - footerStart;
    MemorySegment trailer = output.room(Long.BYTES);
    trailer.set(
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN),
        0,
        footerBytes);
    output.advance(Long.BYTES);
  }

  private long putName(MemorySegment nameBytes, long from) throws IOException {
    long end = from;
    while (nameBytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    output.write(nameBytes.asSlice(from, end + 1 - from));
    return end + 1 - from;
  }

  private void putInteger(long value) throws IOException {
    ContainerInteger.write(output.room(ContainerInteger.BYTES_MAX), 0, value);
    output.advance(ContainerInteger.bytes(value));
  }

  /** The file that is written. */
  @Override
  public String toString() {
    return target.toString();
  }

  /** Frees everything; unless the archive was finished, all is as it was before. */
  @Override
  public synchronized void close() throws IOException {
    names.close();
    partCounts.close();
    places.close();
    staging.close();
    target.close();
  }
}
