package io.github.agc4j.internal.write;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.ArchivedGroups;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.group.SegmentLog;
import io.github.agc4j.internal.group.SegmentTexts;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.group.write.PendingParts;
import io.github.agc4j.internal.lzdiff.DeltaText;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.TuplePacking;
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts the segments of a registered sample into their groups, and writes the references and packs
 * that are complete, while later samples are worked on. A group is filled by one worker; the parts
 * that a sample completes are written in the order of their streams.
 */
final class Storing implements AutoCloseable {
  private static final long RUNS_AT_ONCE = 16;

  private final GroupStreams streams;
  private final OpenPacks packs;
  private final References references;
  private final ArchiveFileWriter archive;
  private final PendingParts pending;

  /** The groups of the archive that is extended; null if there is none. */
  private final ArchivedGroups archived;

  private boolean failed;

  Storing(
      OpenPacks packs,
      References references,
      ArchivedGroups archived,
      GroupStreams streams,
      ArchiveFileWriter archive,
      MemoryBudget budget) {
    this.streams = streams;
    this.packs = packs;
    this.references = references;
    this.archived = archived;
    this.archive = archive;
    this.pending = new PendingParts(references, streams, budget);
  }

  /** Adds the sequences of {@code registration} to their groups and notes their ids. */
  void fill(SampleBatch batch, Registration registration, Workers workers)
      throws IOException, InterruptedException {
    packs.ensureGroups(registration.groupCount());
    references.ensureGroups(registration.groupCount());
    AtomicLong next = new AtomicLong();
    workers.run(
        worker -> {
          for (long run = next.getAndAdd(RUNS_AT_ONCE);
              run < registration.runs();
              run = next.getAndAdd(RUNS_AT_ONCE)) {
            for (long i = run; i < Math.min(run + RUNS_AT_ONCE, registration.runs()); i++) {
              fillRun(batch, registration, i, worker);
            }
          }
        });
  }

  private void fillRun(SampleBatch batch, Registration registration, long run, Worker worker)
      throws IOException {
    int group = registration.groupOfRun(run);
    if (isArchived(group) && packs.nextId(group) == 0) {
      archived.lastPack(
          group, (items, firstId) -> packs.restore(group, items, firstId, worker.sealed()));
    }
    for (long i = registration.runStart(run); i < registration.runStart(run + 1); i++) {
      long row = registration.row(i);
      SegmentLog log = registration.log(row);
      long entry = registration.entry(row);
      long id;
      if (group < StreamNames.RAW_GROUPS) {
        checkRoom(group, log.length(entry), batch, log, entry);
        MemorySegment codes = text(batch, log, entry, worker).codes();
        id = packs.addRaw(group, codes, log.length(entry), worker.sealed());
      } else if (log.group(entry) == SegmentLog.NEW_GROUP) {
        checkRoom(group, 2L * log.length(entry), batch, log, entry);
        id = addToNew(group, text(batch, log, entry, worker), worker);
      } else {
        checkRoom(group, log.delta(entry).byteSize(), batch, log, entry);
        id = packs.addDelta(group, log.delta(entry), worker.sealed());
      }
      registration.setId(row, id);
    }
  }

  private void checkRoom(int group, long bytes, SampleBatch batch, SegmentLog log, long entry)
      throws IOException {
    if (!packs.hasRoom(group, bytes)) {
      throw new IOException(
          batch.describe(log.contig(entry))
              + ": a pack would exceed 2 GB, or a group 2^31 sequences; use a smaller pack cardinality (-b)");
    }
  }

  /** A logged segment as it is stored. */
  private static DeltaText text(SampleBatch batch, SegmentLog log, long entry, Worker worker) {
    SegmentTexts texts = worker.texts();
    int length = log.length(entry);
    texts.load(batch.contig(log.contig(entry)), log.from(entry), log.from(entry) + length);
    return texts.part(0, length, log.reversed(entry));
  }

  private boolean isArchived(int group) {
    return archived != null && group < archived.groups();
  }

  private long addToNew(int group, DeltaText text, Worker worker) throws IOException {
    if (packs.nextId(group) == 0) {
      references.add(group, text.codes(), text.length());
      packs.countReference(group);
      return 0;
    }
    try (ActiveReference reference = references.acquire(group)) {
      MemorySegment delta = worker.encoder().encode(text, reference);
      return packs.addDelta(group, delta, worker.sealed());
    }
  }

  /**
   * Makes the references of the groups from {@code firstNewGroup} on and all sealed packs pending.
   */
  synchronized void enqueue(long firstNewGroup, Workers workers) {
    for (long group = firstNewGroup; group < packs.groups(); group++) {
      pending.planReference((int) group);
    }
    workers.all().forEach(worker -> pending.planPacks(worker.sealed()));
    pending.enqueuePlanned();
    workers.announceBackground();
  }

  /**
   * Seals what is left in the open packs, and makes it pending; keeps the last packs of archived
   * groups that got nothing.
   */
  void enqueueRest(SourceArchive source, Workers workers) throws IOException {
    for (int group = 0; group < packs.groups(); group++) {
      if (isArchived(group) && packs.nextId(group) == 0 && archived.packs(group) > 0) {
        source.keep(
            archive, streams.delta(group), archived.deltaStream(group), archived.packs(group) - 1);
      } else {
        packs.sealOpen(group, workers.first().sealed());
      }
    }
    enqueue(packs.groups(), workers);
  }

  /** Writes pending parts until those left have at most {@code bytesMax} bytes of content. */
  void writeUntil(long bytesMax, Worker worker) throws IOException {
    while (pendingBytes() > bytesMax) {
      writeNext(worker);
    }
  }

  private synchronized long pendingBytes() {
    return failed ? 0 : pending.pendingBytes();
  }

  /**
   * Writes the part that has been pending longest; false if nothing is pending. Parts are placed in
   * the order in which they are taken.
   */
  boolean writeNext(Worker worker) throws IOException {
    try {
      Job job = next();
      if (job != null) {
        write(job, worker);
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

  /** A part to be written, and the place that was claimed for it. */
  private record Job(PendingParts.Part part, PartClaim claim) {}

  private synchronized Job next() throws IOException {
    PendingParts.Part part = failed ? null : pending.take();
    return part == null
        ? null
        : new Job(part, archive.claim(part.stream(), PackWriter.roomFor(part.contentBytes())));
  }

  private void write(Job job, Worker worker) throws IOException {
    long bytes = job.part.contentBytes();
    MemorySegment room = worker.content().atLeast(bytes + OpenPacks.BYTES_BEHIND);
    MemorySegment content = room.asSlice(0, bytes);
    PackWriter writer = worker.packWriter();
    long size;
    if (job.part.isReference()) {
      MemorySegment tuples = references.tuples(job.part.cell(), job.part.tupleBytes());
      TuplePacking.unpack(tuples, tuples.byteSize(), content);
      int largest = TuplePacking.largestCode(content, bytes);
      size = writer.writeReference(content, tuples, largest, job.claim.room());
    } else {
      packs.takeContent(job.part, room, worker.sealed());
      size = writer.writePack(content, job.claim.room());
    }
    job.claim.commit(writer.metadata(), size);
  }

  @Override
  public void close() {
    pending.close();
  }
}
