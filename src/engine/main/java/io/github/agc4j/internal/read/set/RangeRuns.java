package io.github.agc4j.internal.read.set;

import io.github.agc4j.error.RangeException;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.query.ContigRange;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Many ranges, of which those that follow each other in one archive are read together. */
public final class RangeRuns {
  private static final int NOWHERE = -1;

  private final Members members;
  private final Iterator<ContigRange> ranges;

  /** The range that is next, null at the end, and where it is. */
  private ContigRange next;

  /** The number of its archive, or {@link #NOWHERE}. */
  private int archive;

  private long sample;
  private long given;

  private RangeRuns(Members members, Iterator<ContigRange> ranges) {
    this.members = members;
    this.ranges = ranges;
  }

  /** Reads ranges of one archive. */
  public interface Reading {
    /**
     * Reads them.
     *
     * @param first the number of the first of them among all
     */
    void read(ArchiveReader archive, Iterable<ContigRange> ranges, long first) throws IOException;
  }

  /** Has {@code reading} read all {@code ranges} of {@code members}. */
  public static void read(Members members, Iterable<ContigRange> ranges, Reading reading)
      throws IOException {
    if (members.isSet()) {
      new RangeRuns(members, ranges.iterator()).read(reading);
    } else {
      reading.read(members.only(), ranges, 0);
    }
  }

  private void read(Reading reading) throws IOException {
    advance();
    while (next != null) {
      long first = given;
      int run = archive;
      if (run == NOWHERE) {
        throw new RangeException(
            first,
            next,
            new IndexOutOfBoundsException("there are " + members.samples() + " samples"));
      }
      try (HeldArchive held = members.hold(run)) {
        reading.read(held.archive(), () -> own(run), first);
      } catch (RangeException e) {
        throw e.behind(first, -members.own(run, 0));
      }
    }
  }

  private void advance() {
    next = ranges.hasNext() ? ranges.next() : null;
    if (next != null) {
      findNext();
    }
  }

  private void findNext() {
    boolean isSomewhere = next.sample() >= 0 && next.sample() < members.samples();
    archive = isSomewhere ? members.archiveOf(next.sample()) : NOWHERE;
    sample = isSomewhere ? members.own(archive, next.sample()) : NOWHERE;
  }

  /** The ranges up to the first one of another archive. */
  private Iterator<ContigRange> own(int run) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return next != null && archive == run;
      }

      @Override
      public ContigRange next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        ContigRange range = next.withSample(sample);
        given++;
        advance();
        return range;
      }
    };
  }
}
