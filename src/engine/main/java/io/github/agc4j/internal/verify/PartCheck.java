package io.github.agc4j.internal.verify;

import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.option.VerifyPlan;
import java.io.IOException;

/**
 * Looks at the parts of an archive, each at most once, and remembers which are damaged: four bytes
 * for each part. Safe for use by several threads.
 */
public final class PartCheck implements AutoCloseable {
  private static final int UNSEEN = 0;
  private static final int WHOLE = 1;
  private static final int DAMAGED = 2;

  /** Larger parts are looked at where they are mapped. */
  private static final long READ_BYTES_MAX = 1L << 30;

  private final ArchiveFile archive;
  private final StreamDirectory directory;
  private final VerifyListener listener;
  private final MemoryBudget budget;
  private final IntArray states;
  private final Scratch scratch;
  private long seen;
  private long damaged;

  public PartCheck(ArchiveFile archive, VerifyListener listener, MemoryBudget budget) {
    this.archive = archive;
    this.directory = archive.directory();
    this.listener = listener;
    this.budget = budget;
    this.states = new IntArray(budget);
    this.scratch = new Scratch(budget);
    states.resize(directory.parts(), UNSEEN);
  }

  /** Looks at the parts that {@code plan} draws, in the order of the file. */
  public synchronized void checkAll(VerifyPlan plan) throws IOException {
    try (LongArray offsets = new LongArray(budget);
        LongArray places = new LongArray(budget)) {
      for (int stream = 0; stream < directory.streams(); stream++) {
        for (long part = 0; part < directory.parts(stream); part++) {
          offsets.add(directory.offset(stream, part));
          places.add((long) stream << 32 | part);
        }
      }
      offsets.sort(places);
      long end = 0;
      for (long i = 0; i < places.count(); i++) {
        int stream = (int) (places.get(i) >>> 32);
        long part = (int) places.get(i);
        end = checkPlace(stream, part, end);
        if (plan.draws(stream, part)) {
          isWhole(stream, part);
        }
      }
    }
  }

  /** Parts must not share bytes; returns where the next one may begin. */
  private long checkPlace(int stream, long part, long end) throws IOException {
    long offset = directory.offset(stream, part);
    long size = directory.size(stream, part);
    if (size > 0 && offset < end) {
      set(stream, part, DAMAGED, "begins within another part, at " + offset);
    }
    return Math.max(end, offset + size);
  }

  /** Whether a part is there and whole; looks at it now if nobody has. */
  synchronized boolean isWhole(int stream, long part) throws IOException {
    if (part >= directory.parts(stream)) {
      return false;
    }
    if (states.get(directory.index(stream, part)) == UNSEEN) {
      look(stream, part);
    }
    return states.get(directory.index(stream, part)) == WHOLE;
  }

  /** Whether a part is missing, or was looked at and is damaged. */
  synchronized boolean isKnownBad(int stream, long part) {
    return part >= directory.parts(stream) || states.get(directory.index(stream, part)) == DAMAGED;
  }

  private void look(int stream, long part) throws IOException {
    try {
      if (directory.size(stream, part) < READ_BYTES_MAX) {
        archive.read(stream, part, scratch);
      } else {
        archive.part(stream, part).close();
      }
      set(stream, part, WHOLE, null);
    } catch (IOException e) {
      set(stream, part, DAMAGED, e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
  }

  private void set(int stream, long part, int state, String reason) throws IOException {
    states.set(directory.index(stream, part), state);
    seen++;
    if (state == DAMAGED) {
      damaged++;
      listener.damagedPart(directory.name(stream), part, reason);
    }
  }

  public synchronized long seen() {
    return seen;
  }

  public synchronized long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    states.close();
    scratch.close();
  }
}
