package io.github.agc4j.engine;

import io.github.agc4j.archive.ArchiveFileWriter;
import io.github.agc4j.archive.PartClaim;
import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.group.GroupStreams;
import io.github.agc4j.group.OpenPacks;
import io.github.agc4j.group.References;
import io.github.agc4j.group.References.ActiveReference;
import io.github.agc4j.group.SealedPacks;
import io.github.agc4j.group.SegmentLog;
import io.github.agc4j.group.SegmentTexts;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.PackWriter;
import io.github.agc4j.pack.TuplePacking;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts the segments of a registered sample into their groups, and writes the references and packs
 * that are complete. A group is filled by one worker; parts are written in the order of their
 * streams.
 */
final class Storing implements AutoCloseable {
  private static final long RUNS_AT_ONCE = 16;
  private static final long REFERENCE_JOB = -1;

  private final OpenPacks packs;
  private final References references;
  private final GroupStreams streams;
  private final ArchiveFileWriter archive;
  private final SealedPacks sealed;

  /**
   * Streams of the parts to be written, ascending, and the sealed pack of each or {@link
   * #REFERENCE_JOB}.
   */
  private final LongArray jobStreams;

  private final LongArray jobs;
  private long nextJob;
  private volatile boolean failed;

  Storing(
      OpenPacks packs,
      References references,
      GroupStreams streams,
      ArchiveFileWriter archive,
      MemoryBudget budget) {
    this.packs = packs;
    this.references = references;
    this.streams = streams;
    this.archive = archive;
    this.sealed = new SealedPacks(budget);
    this.jobStreams = new LongArray(budget);
    this.jobs = new LongArray(budget);
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
    for (long i = registration.runStart(run); i < registration.runStart(run + 1); i++) {
      long row = registration.row(i);
      SegmentLog log = registration.log(row);
      long entry = registration.entry(row);
      long id;
      if (group < StreamNames.RAW_GROUPS) {
        checkRoom(group, batch, log, entry);
        id =
            packs.addRaw(
                group, text(batch, log, entry, worker), log.length(entry), worker.sealed());
      } else if (log.group(entry) == SegmentLog.NEW_GROUP) {
        id = addToNew(group, text(batch, log, entry, worker), log.length(entry), worker);
      } else {
        id = packs.addDelta(group, log.delta(entry), worker.sealed());
      }
      registration.setId(row, id);
    }
  }

  private void checkRoom(int group, SampleBatch batch, SegmentLog log, long entry)
      throws IOException {
    if (!packs.hasRoom(group, log.length(entry))) {
      throw new IOException(
          batch.file()
              + ": contig "
              + batch.contigText(log.contig(entry))
              + ": a pack would exceed 2 GB; use a smaller pack cardinality (-b)");
    }
  }

  /** The codes of a logged segment as they are stored, with padding behind them. */
  private static MemorySegment text(SampleBatch batch, SegmentLog log, long entry, Worker worker) {
    SegmentTexts texts = worker.texts();
    texts.load(
        batch.contig(log.contig(entry)), log.from(entry), log.from(entry) + log.length(entry));
    return texts.text(log.reversed(entry));
  }

  private long addToNew(int group, MemorySegment text, int length, Worker worker) {
    if (packs.sequences(group) == 0) {
      references.add(group, text, length);
      packs.countReference(group);
      return 0;
    }
    try (ActiveReference reference = references.acquire(group)) {
      MemorySegment delta = worker.encoder().encode(text, length, reference.reference());
      return packs.addDelta(group, delta, worker.sealed());
    }
  }

  /** Writes the references of the groups from {@code firstNewGroup} on, and all sealed packs. */
  void write(long firstNewGroup, Workers workers) throws IOException, InterruptedException {
    collectJobs(firstNewGroup, workers);
    nextJob = 0;
    workers.run(this::writeJobs);
    sealed.clear();
  }

  /** Seals and writes what is left in the open packs. */
  void writeRest(Workers workers) throws IOException, InterruptedException {
    for (int group = 0; group < packs.groups(); group++) {
      packs.sealOpen(group, workers.first().sealed());
    }
    write(packs.groups(), workers);
  }

  private void collectJobs(long firstNewGroup, Workers workers) {
    workers.all().forEach(worker -> sealed.takeAll(worker.sealed()));
    jobStreams.clear();
    jobs.clear();
    for (long group = firstNewGroup; group < packs.groups(); group++) {
      addJob(streams.reference((int) group), REFERENCE_JOB);
    }
    for (long pack = 0; pack < sealed.count(); pack++) {
      addJob(streams.delta(sealed.group(pack)), pack);
    }
    jobStreams.sort(jobs);
  }

  private void addJob(int stream, long job) {
    jobStreams.add(stream);
    jobs.add(job);
  }

  private void writeJobs(Worker worker) throws IOException {
    try {
      for (Job job = next(); job != null; job = next()) {
        if (job.pack == REFERENCE_JOB) {
          writeReference(job, worker);
        } else {
          writePack(job, worker);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // Without this object's monitor, which a worker may hold that waits for our claim.
      failed = true;
      archive.fail(e);
      throw e;
    }
  }

  /** A part to be written, and the place that was claimed for it. */
  private record Job(long pack, int group, PartClaim claim, long contentBytes) {}

  /**
   * Takes the next job and claims its place, so that places are claimed in the order of the
   * streams.
   */
  private synchronized Job next() throws IOException {
    if (failed || nextJob == jobs.count()) {
      return null;
    }
    int stream = (int) jobStreams.get(nextJob);
    long pack = jobs.get(nextJob++);
    int group = pack == REFERENCE_JOB ? streams.groupOfReference(stream) : sealed.group(pack);
    long bytes = pack == REFERENCE_JOB ? references.length(group) : sealed.contentBytes(pack);
    return new Job(pack, group, archive.claim(stream, PackWriter.roomFor(bytes)), bytes);
  }

  private void writeReference(Job job, Worker worker) throws IOException {
    MemorySegment tuples = references.tuples(job.group);
    Scratch content = worker.content();
    MemorySegment codes = content.atLeast(job.contentBytes).asSlice(0, job.contentBytes);
    TuplePacking.unpack(tuples, tuples.byteSize(), codes);
    int largest = TuplePacking.largestCode(codes, job.contentBytes);
    long size = worker.packWriter().writeReference(codes, tuples, largest, job.claim.room());
    job.claim.commit(worker.packWriter().metadata(), size);
  }

  private void writePack(Job job, Worker worker) throws IOException {
    MemorySegment content = worker.content().atLeast(job.contentBytes).asSlice(0, job.contentBytes);
    packs.takeContent(sealed, job.pack, content);
    long size = worker.packWriter().writePack(content, job.claim.room());
    job.claim.commit(worker.packWriter().metadata(), size);
  }

  @Override
  public void close() {
    sealed.close();
    jobStreams.close();
    jobs.close();
  }
}
