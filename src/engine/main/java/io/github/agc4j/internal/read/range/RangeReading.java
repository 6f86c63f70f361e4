package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.read.open.ContigDecoder;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.work.OrderedTasks;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.query.ContigRange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;

/**
 * Reads many ranges, window by window. With several threads one window is decoded while the
 * caller's thread passes on the one in front and plans the one after. For one call of {@link #run}.
 */
public final class RangeReading implements AutoCloseable {
  /** What a symbol takes that is A, C, G or T, and a little of what are not. */
  private static final double USUAL_BYTES = 0.3;

  private final OpenArchive archive;
  private final RangeOptions options;
  private final boolean marks;
  private final SymbolsReceiver receiver;
  private final OrderedTasks<Void> tasks;
  private final MemoryBudget budget;

  /** For the symbols of a range that the caller's thread passes on. */
  private final Scratch room;

  private final RangeTail tail = new RangeTail();
  private long taken;

  /** What {@link #giveNext} gives from, null before, and the range there that is next. */
  private RangeWindow given;

  private long nextGiven;

  /** What symbols took in the window decoded last; at first one byte, which they rarely do. */
  private double bytesPerSymbol = 1;

  /**
   * A reading of {@code archive} whose buffers count in {@code budget}.
   *
   * @param marks whether symbols are marked where they are in lower case as far as the references
   *     of their groups tell
   */
  public RangeReading(
      OpenArchive archive,
      RangeOptions options,
      boolean marks,
      SymbolsReceiver receiver,
      MemoryBudget budget) {
    this.archive = archive;
    this.marks = marks;
    this.options = options;
    this.receiver = receiver;
    this.budget = budget;
    this.room = new Scratch(budget);
    this.tasks = new OrderedTasks<>("agc4j-range", options.threads());
  }

  /**
   * Reads all ranges.
   *
   * @throws io.github.agc4j.error.RangeException when one cannot be read
   * @throws InterruptedIOException when the thread is interrupted
   */
  public void run(Iterator<ContigRange> ranges) throws IOException {
    if (options.threads() > 1 && options.ahead()) {
      runAhead(ranges);
    } else {
      runInTurn(ranges);
    }
  }

  /**
   * Gives the next range to the receiver; false if there is none. For a reading with one thread, in
   * order, and not together with {@link #run}.
   *
   * @param ranges the same at each call
   * @throws io.github.agc4j.error.RangeException when it cannot be read
   */
  public boolean giveNext(Iterator<ContigRange> ranges) throws IOException {
    if (given == null) {
      given = new RangeWindow(archive, marks, budget);
      bytesPerSymbol = USUAL_BYTES;
    }
    while (!given.giveInOrder(nextGiven, receiver, room, tail)) {
      receiver.endTogether();
      given.throwFailure();
      nextGiven = 0;
      if (fill(given, ranges, options.waitingBytes()).count() == 0) {
        return false;
      }
      start(given);
      await();
      adaptTo(given);
    }
    nextGiven++;
    return true;
  }

  private void runInTurn(Iterator<ContigRange> ranges) throws IOException {
    RangeWindow window = new RangeWindow(archive, marks, budget);
    try {
      while (fill(window, ranges, options.waitingBytes()).count() > 0) {
        start(window);
        await();
        verifyNotInterrupted();
        finish(window);
      }
    } finally {
      window.stop();
      tasks.abandon(done -> {});
      window.close();
    }
  }

  private void runAhead(Iterator<ContigRange> ranges) throws IOException {
    RangeWindow decoded = new RangeWindow(archive, marks, budget);
    RangeWindow next = new RangeWindow(archive, marks, budget);
    long bytesMax = Math.max(1, options.waitingBytes() / 2);
    try {
      start(fill(decoded, ranges, bytesMax));
      while (decoded.count() > 0) {
        fill(next, ranges, bytesMax);
        await();
        start(next);
        finish(decoded);
        RangeWindow free = decoded;
        decoded = next;
        next = free;
      }
    } finally {
      decoded.stop();
      next.stop();
      tasks.abandon(done -> {});
      decoded.close();
      next.close();
    }
  }

  private RangeWindow fill(RangeWindow window, Iterator<ContigRange> ranges, long bytesMax)
      throws IOException {
    window.fill(ranges, taken, Math.max(1, (long) (bytesMax / bytesPerSymbol)));
    taken += window.count();
    return window;
  }

  private void start(RangeWindow window) {
    for (int i = 0; i < options.threads() && window.count() > 0; i++) {
      tasks.give(
          () -> {
            decode(window);
            return null;
          });
    }
  }

  /** Decodes pieces until none are left; called by several threads. */
  private void decode(RangeWindow window) throws IOException {
    try (OpenArchive.Entry entry = archive.enter();
        Scratch own = new Scratch(budget)) {
      ContigDecoder decoder = entry.decoder();
      try {
        for (RangeWindow.Job job = window.nextJob(decoder);
            job != null;
            job = window.nextJob(decoder)) {
          verifyNotInterrupted();
          if (job.isFar()) {
            decoder.ahead().fetch();
          }
          window.decode(job, decoder, options.ordered() ? null : receiver, own);
        }
      } finally {
        decoder.letGo();
      }
    } catch (IOException | RuntimeException e) {
      window.stop();
      throw e;
    }
  }

  /**
   * Passes on what is left of a decoded window, or throws what its first failed range failed of.
   */
  private void finish(RangeWindow window) throws IOException {
    adaptTo(window);
    if (options.ordered()) {
      long range = 0;
      while (window.giveInOrder(range, receiver, room, tail)) {
        range++;
      }
    } else {
      window.giveEmpty(receiver, room);
    }
    receiver.endTogether();
    window.throwFailure();
  }

  /** Expects of the next window what {@code window} took. */
  private void adaptTo(RangeWindow window) {
    bytesPerSymbol = Math.clamp(window.bytesPerSymbol() * 1.1, 0.25, 1.5);
  }

  private static void verifyNotInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Waits for the window under way; throws what stopped it. */
  private void await() throws IOException {
    verifyNotInterrupted();
    tasks.takeAll();
  }

  @Override
  public void close() {
    if (given != null) {
      given.close();
    }
    tasks.close();
    room.close();
  }
}
