package io.github.agc4j.internal.write;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Shares the contigs of a batch, and of long contigs the segments, among workers. What is done with
 * them a {@link Strategy} knows.
 *
 * @param <C> what knows where a contig is cut; used for one contig after the other
 */
final class ContigSharing<C extends AutoCloseable> {
  /** Segments that a worker takes at a time. */
  private static final long BUNDLE = 4;

  private final Strategy<C> strategy;
  private final EngineCounter.Counts counts;
  private final ArrayDeque<C> idle = new ArrayDeque<>();
  private final ArrayDeque<OpenContig<C>> open = new ArrayDeque<>();
  private int cutting;
  private boolean failed;

  /** Shares contigs of which nobody works on any yet. */
  ContigSharing(Strategy<C> strategy, EngineCounter.Counts counts) {
    this.strategy = strategy;
    this.counts = counts;
  }

  /** How contigs are cut and what is decided about their segments; asked by all workers. */
  interface Strategy<C> {
    /** Room for where a contig is cut. */
    C newCuts();

    /** The next contig of this pass that nobody has taken; −1 at the end. */
    int take(SampleBatch batch) throws IOException, InterruptedException;

    /** Cuts contig {@code index}; false if it is not to be stored in this pass. */
    boolean cut(int index, PackedSequence contig, C cuts) throws IOException;

    /** Number of segments of a contig that was cut. */
    long segments(PackedSequence contig, C cuts);

    /** Logs a segment of a contig that was cut. */
    void log(int index, PackedSequence contig, C cuts, long segment, Worker worker)
        throws IOException;
  }

  /** A contig whose segments are being given out. Guarded by what cuts it. */
  private static final class OpenContig<C> {
    private final int index;
    private final PackedSequence contig;
    private final C cuts;
    private final long segments;
    private long given;
    private int users;

    private OpenContig(int index, PackedSequence contig, C cuts, long segments) {
      this.index = index;
      this.contig = contig;
      this.cuts = cuts;
      this.segments = segments;
    }
  }

  /** Works until all segments of a pass are logged, by this worker or another. */
  void work(SampleBatch batch, Worker worker) throws IOException, InterruptedException {
    try {
      OpenContig<C> contig = nextContig(batch);
      while (contig != null) {
        try {
          workOn(contig, worker);
        } catch (IOException | RuntimeException | Error e) {
          // Before the contig is left: nobody else is to join it any more.
          fail(batch);
          throw e;
        } finally {
          leave(contig);
        }
        contig = nextContig(batch);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(batch);
      throw e;
    }
  }

  /** Ends the work of all workers, also of those that wait for contigs. */
  private void fail(SampleBatch batch) {
    synchronized (this) {
      failed = true;
      notifyAll();
    }
    batch.stop();
  }

  /** An open contig with segments left, or a new one; null when nothing is left for this worker. */
  private OpenContig<C> nextContig(SampleBatch batch) throws IOException, InterruptedException {
    synchronized (this) {
      if (failed) {
        return null;
      }
      if (!open.isEmpty()) {
        return join(open.peek());
      }
      cutting++;
    }
    for (int index = strategy.take(batch); index >= 0; index = strategy.take(batch)) {
      PackedSequence contig = batch.contig(index);
      C cuts = takeCuts();
      if (cutOrRelease(index, contig, cuts)) {
        return open(new OpenContig<>(index, contig, cuts, strategy.segments(contig, cuts)));
      }
      release(cuts);
    }
    return helpOthers();
  }

  private boolean cutOrRelease(int index, PackedSequence contig, C cuts) throws IOException {
    try {
      return strategy.cut(index, contig, cuts);
    } catch (IOException | RuntimeException | Error e) {
      // Their memory is freed with that of all others.
      release(cuts);
      throw e;
    }
  }

  private synchronized void release(C cuts) {
    idle.push(cuts);
  }

  private synchronized OpenContig<C> open(OpenContig<C> contig) {
    counts.add(EngineCounter.BASES, contig.contig.symbols());
    cutting--;
    open.add(contig);
    notifyAll();
    return join(contig);
  }

  private synchronized OpenContig<C> helpOthers() throws InterruptedException {
    cutting--;
    notifyAll();
    while (open.isEmpty() && cutting > 0 && !failed) {
      wait();
    }
    return open.isEmpty() || failed ? null : join(open.peek());
  }

  private OpenContig<C> join(OpenContig<C> contig) {
    contig.users++;
    return contig;
  }

  private synchronized C takeCuts() {
    return idle.isEmpty() ? strategy.newCuts() : idle.pop();
  }

  private void workOn(OpenContig<C> contig, Worker worker) throws IOException {
    for (long from = take(contig); from >= 0; from = take(contig)) {
      for (long i = from; i < Math.min(from + BUNDLE, contig.segments); i++) {
        strategy.log(contig.index, contig.contig, contig.cuts, i, worker);
      }
    }
  }

  private synchronized long take(OpenContig<C> contig) {
    if (contig.given >= contig.segments || failed) {
      open.remove(contig);
      return -1;
    }
    long from = contig.given;
    contig.given += BUNDLE;
    return from;
  }

  private synchronized void leave(OpenContig<C> contig) {
    if (--contig.users == 0) {
      idle.push(contig.cuts);
    }
  }

  /** Gives all cuts to {@code consumer}, once nobody works any more. */
  void forEachCuts(Consumer<C> consumer) {
    idle.forEach(consumer);
    open.forEach(contig -> consumer.accept(contig.cuts));
  }
}
