package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * The parts that are complete but not written yet: new references and sealed packs, in the order in
 * which they will lie in the file. One thread plans and takes under a monitor of the caller's.
 */
public final class PendingParts implements AutoCloseable {
  private static final int STREAM = 0;
  private static final int CELL = 1;

  /** Column of the packed size, or {@link #PACK}. */
  private static final int TUPLE_BYTES = 2;

  private static final int CONTENT_BYTES = 3;
  private static final int COLUMNS = 4;

  /** The packed size of what is no reference. */
  private static final long PACK = 0;

  private final References references;
  private final GroupStreams streams;
  private final LongArray plannedStreams;
  private final LongTable planned;
  private final LongArray planOrder;

  private final LongTable queue;

  private long head;
  private long pendingBytes;

  /**
   * A part.
   *
   * @param stream where it belongs
   * @param cell of the reference's tuples, or the head of a pack
   * @param tupleBytes size of the reference's tuples; 0 for a pack
   * @param contentBytes bytes of what will be compressed, one per symbol
   * @param isRaw whether it is a pack of a raw group
   */
  public record Part(int stream, long cell, long tupleBytes, long contentBytes, boolean isRaw) {
    /** Whether it is a reference. */
    public boolean isReference() {
      return tupleBytes != PACK;
    }
  }

  /** Nothing pending. */
  public PendingParts(References references, GroupStreams streams, MemoryBudget budget) {
    this.references = references;
    this.streams = streams;
    this.plannedStreams = new LongArray(budget);
    this.planned = new LongTable(COLUMNS, budget);
    this.planOrder = new LongArray(budget);
    this.queue = new LongTable(COLUMNS, budget);
  }

  /** Plans the reference of {@code group}. */
  public void planReference(int group) {
    plan(
        streams.reference(group),
        references.cell(group),
        references.tupleBytes(group),
        references.symbols(group));
  }

  /** Plans the packs of {@code sealed}, and empties it. */
  public void planPacks(SealedPacks sealed) {
    for (long pack = 0; pack < sealed.count(); pack++) {
      plan(streams.delta(sealed.group(pack)), sealed.head(pack), PACK, sealed.contentBytes(pack));
    }
    sealed.clear();
  }

  private void plan(int stream, long cell, long tupleBytes, long contentBytes) {
    plannedStreams.add(stream);
    long part = planned.add();
    planOrder.add(part);
    planned.set(part, STREAM, stream);
    planned.set(part, CELL, cell);
    planned.set(part, TUPLE_BYTES, tupleBytes);
    planned.set(part, CONTENT_BYTES, contentBytes);
  }

  /** Puts what was planned after what is pending, in the order of the streams. */
  public void enqueuePlanned() {
    forgetTaken();
    plannedStreams.sort(planOrder);
    for (long i = 0; i < planOrder.count(); i++) {
      queue.add(planned, planOrder.get(i));
      pendingBytes += planned.get(planOrder.get(i), CONTENT_BYTES);
    }
    plannedStreams.clear();
    planOrder.clear();
    planned.clear();
  }

  private void forgetTaken() {
    queue.removeFirst(head);
    head = 0;
  }

  /** Bytes of content of what is pending. */
  public long pendingBytes() {
    return pendingBytes;
  }

  /** Takes the next part; null if nothing is pending. */
  public Part take() {
    if (head == queue.rows()) {
      return null;
    }
    int stream = (int) queue.get(head, STREAM);
    boolean isRaw = stream < streams.reference(StreamNames.RAW_GROUPS);
    Part part =
        new Part(
            stream,
            queue.get(head, CELL),
            queue.get(head, TUPLE_BYTES),
            queue.get(head, CONTENT_BYTES),
            isRaw);
    head++;
    pendingBytes -= part.contentBytes();
    return part;
  }

  @Override
  public void close() {
    plannedStreams.close();
    planned.close();
    planOrder.close();
    queue.close();
  }
}
