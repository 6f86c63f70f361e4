package io.github.agc4j.internal.archive.waypoint;

import io.github.agc4j.internal.archive.footer.ContainerInteger;
import io.github.agc4j.internal.archive.footer.StreamTable;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * What an archive would have after its last waypoint, had it ended there: the parts that come last,
 * and the stream table. What was announced is made anew, even if it lies in the archive: it may be
 * what is damaged. For one thread.
 */
public final class RecoveredEnd implements AutoCloseable {
  private final WaypointTrail trail;
  private final StreamTable table;
  private final GrowableBytes bytes;
  private long tableStart;

  /** Makes the part with the names of samples. */
  public interface NamesPart {
    /**
     * Appends the part's bytes to {@code target}.
     *
     * @param names each with a zero byte after it; perhaps of more samples than have metadata
     * @param batches number of batches of metadata
     * @param parameters the part with the archive's parameters
     * @return the part's integer
     */
    long append(MemorySegment names, long batches, MemorySegment parameters, GrowableBytes target);
  }

  /**
   * The end after {@code trail}.
   *
   * @param samples name of the stream of the samples' names
   * @param details name of the stream that has a part for each batch of metadata
   * @param parameters name of the stream of the parameters
   */
  public RecoveredEnd(
      WaypointTrail trail,
      String samples,
      String details,
      String parameters,
      NamesPart namesPart,
      MemoryBudget budget)
      throws IOException {
    this.trail = trail;
    this.table = new StreamTable(budget);
    this.bytes = new GrowableBytes(budget);
    try {
      addParts(samples, details, parameters, namesPart, budget);
      writeTable(budget);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void addParts(
      String samples, String details, String parameters, NamesPart namesPart, MemoryBudget budget)
      throws IOException {
    trail.streams().forEach(table::addStream);
    WaypointTrail.Announced told = trail.announced().get(parameters);
    long batches = addListed(told == null ? "" : samples, details);
    for (Map.Entry<String, WaypointTrail.Announced> part : trail.announced().entrySet()) {
      add(part.getKey(), part.getValue().metadata(), part.getValue().data());
    }
    if (told != null) {
      try (GrowableBytes part = new GrowableBytes(budget)) {
        long metadata =
            namesPart.append(trail.names(), batches, MemorySegment.ofArray(told.data()), part);
        add(samples, metadata, part.written().toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  /** Adds the parts that are told of, but those that are made anew; returns how many batches. */
  private long addListed(String samples, String details) {
    LongTable parts = trail.parts();
    boolean[] isMade = new boolean[trail.streams().size()];
    for (int stream = 0; stream < isMade.length; stream++) {
      String name = trail.streams().get(stream);
      isMade[stream] = name.equals(samples) || trail.announced().containsKey(name);
    }
    long batches = 0;
    int detailsStream = trail.streams().indexOf(details);
    for (long row = 0; row < parts.rows(); row++) {
      int stream = (int) parts.get(row, WaypointTrail.STREAM);
      if (!isMade[stream]) {
        table.addPart(
            stream, parts.get(row, WaypointTrail.OFFSET), parts.get(row, WaypointTrail.SIZE), 0);
      }
      batches += stream == detailsStream ? 1 : 0;
    }
    return batches;
  }

  private void add(String name, long metadata, byte[] data) {
    int known = trail.streams().indexOf(name);
    int stream = known < 0 ? table.addStream(name) : known;
    table.addPart(stream, trail.end() + bytes.size(), data.length, 0);
    putInteger(metadata);
    bytes.put(data);
  }

  private void putInteger(long value) {
    MemorySegment room = bytes.reserve(ContainerInteger.BYTES_MAX);
    ContainerInteger.write(room, bytes.size(), value);
    bytes.advance(ContainerInteger.bytes(value));
  }

  private void writeTable(MemoryBudget budget) throws IOException {
    tableStart = trail.end() + bytes.size();
    try (LongArray order = table.inTableOrder()) {
      table.describe(
          order,
          new StreamTable.Receiver() {
            @Override
            public void name(MemorySegment zeroTerminated) {
              bytes.put(zeroTerminated, 0, zeroTerminated.byteSize());
            }

            @Override
            public void integer(long value) {
              putInteger(value);
            }
          });
    }
    bytes.putLongLittleEndian(trail.end() + bytes.size() - tableStart);
  }

  /** Where it begins in the file. */
  public long start() {
    return trail.end();
  }

  /** Where the stream table begins in the file. */
  public long tableStart() {
    return tableStart;
  }

  /** Its bytes, to the trailer, borrowed until this is closed. */
  public MemorySegment bytes() {
    return bytes.written();
  }

  @Override
  public void close() {
    table.close();
    bytes.close();
  }
}
