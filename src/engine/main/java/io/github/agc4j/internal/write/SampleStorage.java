package io.github.agc4j.internal.write;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.group.EarlierGroups;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.RegisteredSegment;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.group.write.PartPipeline;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shares the groups of a registered sample among the workers, each of which fills some by its
 * {@link io.github.agc4j.internal.group.write.GroupWriter}, and hands the parts that are complete
 * to the {@link PartPipeline}, which writes them while later samples are worked on.
 */
final class SampleStorage implements AutoCloseable {
  private static final long RUNS_AT_ONCE = 16;

  /** Content of the last packs between two places where a waypoint may be. */
  private static final long WAYPOINT_BYTES = 32L << 20;

  private final GroupStreams streams;
  private final OpenPacks packs;
  private final References references;
  private final ArchiveFileWriter archive;
  private final PartPipeline pipeline;

  private final EarlierGroups earlier;

  SampleStorage(
      OpenPacks packs,
      References references,
      EarlierGroups earlier,
      GroupStreams streams,
      ArchiveFileWriter archive,
      MemoryBudget budget) {
    this.streams = streams;
    this.packs = packs;
    this.references = references;
    this.earlier = earlier;
    this.archive = archive;
    this.pipeline = new PartPipeline(packs, references, streams, archive, budget);
  }

  /** Adds the sequences of {@code registration} to their groups and notes their ids. */
  void fill(SampleBatch batch, Registration registration, Workers workers)
      throws IOException, InterruptedException {
    packs.ensureGroups(registration.groupCount());
    references.ensureGroups(registration.groupCount());
    AtomicLong next = new AtomicLong();
    workers.run(
        worker -> {
          RegisteredSegment segment = new RegisteredSegment(batch::contig, batch::describe);
          for (long run = next.getAndAdd(RUNS_AT_ONCE);
              run < registration.runs();
              run = next.getAndAdd(RUNS_AT_ONCE)) {
            for (long i = run; i < Math.min(run + RUNS_AT_ONCE, registration.runs()); i++) {
              fillRun(registration, i, segment, worker);
            }
          }
        });
  }

  private void fillRun(
      Registration registration, long run, RegisteredSegment segment, Worker worker)
      throws IOException {
    int group = registration.groupOfRun(run);
    if (earlier.has(group) && packs.nextId(group) == 0) {
      earlier.lastPack(
          group, (items, firstId) -> packs.restore(group, items, firstId, worker.sealed()));
    }
    for (long i = registration.runStart(run); i < registration.runStart(run + 1); i++) {
      registration.goTo(i, segment);
      registration.setId(i, worker.groups().add(group, segment));
    }
  }

  /**
   * Makes the references of the groups from {@code firstNewGroup} on and all sealed packs pending.
   */
  void enqueue(long firstNewGroup, Workers workers) {
    pipeline.enqueue(firstNewGroup, workers.all().stream().map(Worker::sealed)::iterator);
    workers.announceBackground();
  }

  /**
   * Seals what is left in the open packs, and makes it pending; keeps the last packs of earlier
   * groups that got nothing.
   */
  void enqueueRest(Workers workers) throws IOException {
    for (int group = 0; group < packs.groups(); group++) {
      boolean isKept =
          earlier.has(group)
              && packs.nextId(group) == 0
              && earlier.keepLastPack(group, archive, streams.delta(group));
      if (!isKept) {
        packs.sealOpen(group, workers.first().sealed());
      }
      if (workers.first().sealed().bytes() >= WAYPOINT_BYTES) {
        enqueue(packs.groups(), workers);
        writeUntil(0, workers.first());
        archive.waypoint();
      }
    }
    enqueue(packs.groups(), workers);
  }

  /** Writes pending parts until those left have at most {@code bytesMax} bytes of content. */
  void writeUntil(long bytesMax, Worker worker) throws IOException {
    pipeline.writeUntil(bytesMax, worker.partTools());
  }

  /** Writes the part that has been pending longest; false if nothing is pending. */
  boolean writeNext(Worker worker) throws IOException {
    return pipeline.writeNext(worker.partTools());
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
