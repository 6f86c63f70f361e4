package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.TuplePacking;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Compresses the parts of groups that are complete, straight into the mapped output. They lie there
 * in the order in which they were enqueued, by any number of threads: each takes the part that has
 * been pending longest, claims a place for it, and fills that.
 */
public final class PartPipeline implements AutoCloseable {
  private final OpenPacks packs;
  private final References references;
  private final ArchiveFileWriter archive;
  private final PendingParts pending;
  private boolean failed;

  /**
   * What a worker writes parts with.
   *
   * @param sealed has room for the content of packs
   * @param content where a part's content is put together
   * @param writer compresses it
   */
  public record Tools(SealedPacks sealed, Scratch content, PackWriter writer) {}

  /** A part to be written, and the place that was claimed for it. */
  private record Job(PendingParts.Part part, PartClaim claim) {}

  /** Writes parts of {@code packs} and {@code references} to {@code archive}; all are borrowed. */
  public PartPipeline(
      OpenPacks packs,
      References references,
      GroupStreams streams,
      ArchiveFileWriter archive,
      MemoryBudget budget) {
    this.packs = packs;
    this.references = references;
    this.archive = archive;
    this.pending = new PendingParts(references, streams, budget);
  }

  /**
   * Makes the references of the groups from {@code firstNewGroup} on and all packs of {@code
   * sealed} pending, in the order of their streams.
   */
  public synchronized void enqueue(long firstNewGroup, Iterable<SealedPacks> sealed) {
    for (long group = firstNewGroup; group < packs.groups(); group++) {
      pending.planReference((int) group);
    }
    sealed.forEach(pending::planPacks);
    pending.enqueuePlanned();
  }

  /** Writes pending parts until those left have at most {@code bytesMax} bytes of content. */
  public void writeUntil(long bytesMax, Tools tools) throws IOException {
    while (pendingBytes() > bytesMax) {
      writeNext(tools);
    }
  }

  private synchronized long pendingBytes() {
    return failed ? 0 : pending.pendingBytes();
  }

  /** Writes the part that has been pending longest; false if nothing is pending. */
  public boolean writeNext(Tools tools) throws IOException {
    try {
      Job job = next();
      if (job != null) {
        write(job, tools);
      }
      return job != null;
    } catch (IOException | RuntimeException | Error e) {
      // Without this object's monitor, which a worker may hold that waits for our claim.
      archive.fail(e);
      fail();
      throw e;
    }
  }

  private synchronized void fail() {
    failed = true;
  }

  private synchronized Job next() throws IOException {
    PendingParts.Part part = failed ? null : pending.take();
    return part == null
        ? null
        : new Job(part, archive.claim(part.stream(), PackWriter.roomFor(part.contentBytes())));
  }

  private void write(Job job, Tools tools) throws IOException {
    long bytes = job.part.contentBytes();
    MemorySegment room = tools.content().atLeast(bytes + OpenPacks.BYTES_BEHIND);
    MemorySegment content = room.asSlice(0, bytes);
    PackWriter writer = tools.writer();
    long size;
    if (job.part.isReference()) {
      MemorySegment tuples = references.tuples(job.part.cell(), job.part.tupleBytes());
      TuplePacking.unpack(tuples, tuples.byteSize(), content);
      int largest = TuplePacking.largestCode(content, bytes);
      size = writer.writeReference(content, tuples, largest, job.claim.room());
    } else {
      packs.takeContent(job.part, room, tools.sealed());
      size = writer.writePack(content, job.claim.room());
    }
    job.claim.commit(writer.metadata(), size);
  }

  @Override
  public void close() {
    pending.close();
  }
}
