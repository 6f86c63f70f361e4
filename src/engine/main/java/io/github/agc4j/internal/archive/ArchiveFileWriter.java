package io.github.agc4j.internal.archive;

import io.github.agc4j.input.Inspection;
import io.github.agc4j.internal.archive.footer.ContainerInteger;
import io.github.agc4j.internal.archive.footer.FooterWriter;
import io.github.agc4j.internal.archive.footer.StreamTable;
import io.github.agc4j.internal.archive.waypoint.WaypointWriter;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MappedOutput;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * Writes an archive: parts as they come, the footer last, into a temporary file beside the target
 * that takes the target's name only when it is complete and on the disk; or after the parts of an
 * archive that is extended in place.
 *
 * <p>Parts lie in the order in which they were claimed. While none is open, a part is compressed
 * straight into the mapped output; one that is claimed after an open part, whose size is not known
 * yet, is staged and follows when its place is known. In between lie waypoints, by which an archive
 * of which the end is lost is read ({@link io.github.agc4j.internal.archive.waypoint}). Claiming
 * and committing are safe for several threads. {@link #close} without {@link #finish} removes the
 * temporary file and leaves the target as it was.
 */
public final class ArchiveFileWriter implements PartSink, AutoCloseable {
  /** Claims beyond this wait for earlier ones to be settled. */
  private static final long STAGED_BYTES_MAX = 8L << 20;

  private final ArchiveTarget target;
  private final MappedOutput output;
  private final StreamTable table;
  private final ArrayDeque<PartClaim> claims = new ArrayDeque<>();
  private final BlockHeap staging;
  private final WaypointWriter waypoints;

  /** Where what is written begins. */
  private final long start;

  private Throwable failure;

  private ArchiveFileWriter(ArchiveTarget target, MemoryBudget mapped, MemoryBudget budget) {
    this.target = target;
    this.output = target.output();
    this.table = new StreamTable(budget);
    this.staging = BlockHeap.growing(mapped);
    this.waypoints = new WaypointWriter(StreamNames::following, budget);
    this.start = output.size();
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
   * Starts an archive that takes the place of {@code source}, unless that has changed when it is
   * complete.
   */
  public static ArchiveFileWriter replace(
      ArchiveFile source, MemoryBudget mapped, MemoryBudget budget) throws IOException {
    return new ArchiveFileWriter(new NewFileTarget(source, mapped), mapped, budget);
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
    waypoints.addStream(name);
    return table.addStream(name);
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

  synchronized void commit(PartClaim committed, long metadata, long size, int checksum)
      throws IOException {
    committed.complete(metadata, size, checksum);
    while (!claims.isEmpty() && claims.peek().isCommitted()) {
      settle(claims.remove());
    }
    notifyAll();
  }

  private void settle(PartClaim claim) throws IOException {
    addPart(claim.stream(), output.size(), claim.size(), claim.checksum());
    claim.settle(output.room(claim.settledBytes()));
    output.advance(claim.settledBytes());
    if (claim.isStaged()) {
      staging.free(claim.cell(), claim.cellBytes());
    }
  }

  private void addPart(int stream, long offset, long size, int checksum) {
    table.addPart(stream, offset, size, checksum);
    waypoints.addPart(stream, offset, size);
  }

  /**
   * Writes a waypoint here, if it is worth it. What was told so far must not depend on timing:
   * otherwise the archive's bytes would.
   */
  public synchronized void waypoint() throws IOException {
    while (!claims.isEmpty()) {
      await();
    }
    writeWaypoint(false);
  }

  private void writeWaypoint(boolean isEnd) throws IOException {
    long written = output.size() - start;
    if (waypoints.isDue(written, isEnd)) {
      output.advance(waypoints.write(output.room(waypoints.bytesMax()), written, isEnd));
    }
  }

  /**
   * Tells what a part will be that is written at the end, if nothing is added to what there is now:
   * an archive of which the end is lost is read by that.
   */
  public synchronized void announce(String stream, long metadata, MemorySegment data) {
    waypoints.announce(stream, metadata, data);
  }

  /** Tells the names of samples whose metadata were written, each with a zero byte after it. */
  public synchronized void announceSamples(MemorySegment names) {
    waypoints.addNames(names);
  }

  /** Takes over a part of the archive that is extended, as it is. */
  public void keep(int stream, ArchiveFile source, int sourceStream, long part) throws IOException {
    source.checkPart(sourceStream, part);
    if (target.holdsSource()) {
      StreamDirectory directory = source.directory();
      long offset = directory.offset(sourceStream, part);
      int checksum = source.checksum(sourceStream, part);
      synchronized (this) {
        addPart(stream, offset, directory.size(sourceStream, part), checksum);
      }
    } else {
      try (PartCopy copy = source.part(sourceStream, part)) {
        write(stream, copy.metadata(), copy.data());
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
  public void finish() throws IOException {
    finish((file, end) -> {});
  }

  /** The same, unless {@code inspection} of the complete file throws an exception. */
  public synchronized void finish(Inspection inspection) throws IOException {
    writeWaypoint(true);
    int stream = addStream(StreamNames.CHECKSUMS);
    try (LongArray order = table.inTableOrder()) {
      PartClaim checksums = claim(stream, order.count() * Integer.BYTES);
      table.copyChecksums(order, checksums.room());
      checksums.commit(order.count(), order.count() * Integer.BYTES);
      order.add(order.count());
      new FooterWriter(output).write(table, order, checksums.checksum());
    }
    output.unmap();
    inspection.inspect(target.file(), output.size());
    target.commit();
  }

  /** The file that is written. */
  @Override
  public String toString() {
    return target.toString();
  }

  /** Frees everything; unless the archive was finished, all is as it was before. */
  @Override
  public synchronized void close() throws IOException {
    table.close();
    staging.close();
    waypoints.close();
    target.close();
  }
}
