package io.github.agc4j.engine;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.engine.input.SampleBatch;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.group.Decision;
import io.github.agc4j.group.GroupTable;
import io.github.agc4j.group.References;
import io.github.agc4j.group.References.ActiveReference;
import io.github.agc4j.group.SegmentLog;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.segment.Segment;
import io.github.agc4j.segment.Segmenter;
import io.github.agc4j.segment.SplitterHits;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Cuts the contigs of a sample and decides about each segment; those of known groups are encoded at
 * once. The workers share contigs and, of long contigs, the segments. Groups and references do not
 * change meanwhile.
 */
final class Classification implements AutoCloseable {
  /** Segments that a worker takes at a time. */
  private static final long BUNDLE = 4;

  /** The format's limit, less what buffers need. */
  private static final long SEGMENT_SYMBOLS_MAX = Integer.MAX_VALUE - 64;

  private final int k;
  private final long segmentSize;
  private final Splitters splitters;
  private final References references;
  private final Segmenter segmenter;
  private final MemoryBudget budget;
  private final EngineCounter.Counts counts;

  /** Whether contigs without a splitter wait until they have added some. */
  private final boolean setsAside;

  /** The contigs set aside, ascending once the first pass is over. */
  private final LongArray aside;

  private final LongArray longAside;
  private long asideTaken;
  private boolean isSecondPass;
  private final ArrayDeque<SplitterHits> idleHits = new ArrayDeque<>();
  private final ArrayDeque<OpenContig> open = new ArrayDeque<>();
  private int scanning;
  private boolean failed;

  Classification(
      CreateOptions options,
      Splitters splitters,
      References references,
      MemoryBudget budget,
      EngineCounter.Counts counts) {
    this.k = options.kmerLength();
    this.segmentSize = options.segmentSize();
    this.splitters = splitters;
    this.setsAside = options.modes().adaptive();
    this.references = references;
    this.segmenter = new Segmenter(options.kmerLength());
    this.budget = budget;
    this.aside = new LongArray(budget);
    this.longAside = new LongArray(budget);
    this.counts = counts;
  }

  /** A contig whose segments are being given out. Guarded by the classification. */
  private static final class OpenContig {
    private final int index;
    private final PackedSequence contig;
    private final SplitterHits hits;
    private final long segments;
    private long given;
    private int users;

    private OpenContig(int index, PackedSequence contig, SplitterHits hits) {
      this.index = index;
      this.contig = contig;
      this.hits = hits;
      this.segments = Segmenter.segments(contig, hits);
    }
  }

  /**
   * Logs all segments of a batch; in adaptive mode those of contigs without a splitter after all
   * other contigs were cut, with the splitters that they add.
   */
  void run(SampleBatch batch, Workers workers) throws IOException, InterruptedException {
    workers.run(worker -> work(batch, worker));
    if (aside.count() > 0) {
      aside.sort((LongArray) null);
      counts.add(EngineCounter.SPLITTERS, splitters.extend(longAside(batch), workers));
      isSecondPass = true;
      workers.run(worker -> work(batch, worker));
      isSecondPass = false;
      asideTaken = 0;
      aside.clear();
    }
  }

  /** Views of the contigs set aside that are long enough for splitters of their own. */
  private List<PackedSequence> longAside(SampleBatch batch) {
    longAside.clear();
    for (long i = 0; i < aside.count(); i++) {
      if (batch.contig((int) aside.get(i)).symbols() >= segmentSize) {
        longAside.add(aside.get(i));
      }
    }
    return new AbstractList<>() {
      @Override
      public PackedSequence get(int index) {
        return batch.contig((int) longAside.get(index));
      }

      @Override
      public int size() {
        return (int) longAside.count();
      }
    };
  }

  /** Works until all segments of the batch are logged, by this worker or another. */
  private void work(SampleBatch batch, Worker worker) throws IOException, InterruptedException {
    try {
      OpenContig contig = nextContig(batch);
      while (contig != null) {
        try {
          workOn(batch, contig, worker);
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
  private OpenContig nextContig(SampleBatch batch) throws IOException, InterruptedException {
    synchronized (this) {
      if (failed) {
        return null;
      }
      if (!open.isEmpty()) {
        return join(open.peek());
      }
      scanning++;
    }
    for (int index = take(batch); index >= 0; index = take(batch)) {
      SplitterHits hits = takeHits();
      hits.find(batch.contig(index), splitters.set());
      if (hits.count() == 0 && setsAside && !isSecondPass) {
        setAside(index, hits);
      } else {
        return open(new OpenContig(index, batch.contig(index), hits));
      }
    }
    return helpOthers();
  }

  private int take(SampleBatch batch) throws IOException, InterruptedException {
    return isSecondPass ? takeAside() : batch.take();
  }

  private synchronized int takeAside() {
    return asideTaken < aside.count() ? (int) aside.get(asideTaken++) : -1;
  }

  private synchronized void setAside(int index, SplitterHits hits) {
    aside.add(index);
    idleHits.push(hits);
  }

  private synchronized OpenContig open(OpenContig contig) {
    counts.add(EngineCounter.BASES, contig.contig.symbols());
    scanning--;
    open.add(contig);
    notifyAll();
    return join(contig);
  }

  private synchronized OpenContig helpOthers() throws InterruptedException {
    scanning--;
    notifyAll();
    while (open.isEmpty() && scanning > 0 && !failed) {
      wait();
    }
    return open.isEmpty() || failed ? null : join(open.peek());
  }

  private OpenContig join(OpenContig contig) {
    contig.users++;
    return contig;
  }

  private synchronized SplitterHits takeHits() {
    return idleHits.isEmpty() ? new SplitterHits(k, budget) : idleHits.pop();
  }

  private void workOn(SampleBatch batch, OpenContig contig, Worker worker) throws IOException {
    for (long from = take(contig); from >= 0; from = take(contig)) {
      for (long i = from; i < Math.min(from + BUNDLE, contig.segments); i++) {
        Segment segment = segmenter.segment(contig.contig, contig.hits, i);
        if (segment.to() - segment.from() > SEGMENT_SYMBOLS_MAX) {
          throw new IOException(
              batch.describe(contig.index) + ": a segment has 2^31 symbols or more");
        }
        classify(contig.index, segment, worker);
      }
    }
  }

  private synchronized long take(OpenContig contig) {
    if (contig.given >= contig.segments || failed) {
      open.remove(contig);
      return -1;
    }
    long from = contig.given;
    contig.given += BUNDLE;
    return from;
  }

  private synchronized void leave(OpenContig contig) {
    if (--contig.users == 0) {
      idleHits.push(contig.hits);
    }
  }

  private void classify(int contig, Segment segment, Worker worker) throws IOException {
    worker.texts().load(segment.contig(), segment.from(), segment.to());
    Decision decision = worker.finder().decide(segment);
    if (decision.isCut()) {
      counts.add(EngineCounter.SEGMENTS_CUT, 1);
      int end = decision.firstEnd();
      encode(contig, segment.order(), 0, end, decision.reversed(), (int) decision.group(), worker);
      encode(
          contig,
          segment.order() + 1,
          decision.secondStart(),
          segment.length(),
          decision.secondReversed(),
          (int) decision.secondGroup(),
          worker);
    } else if (decision.group() == GroupTable.NONE || decision.group() == 0) {
      int group = decision.group() == 0 ? 0 : SegmentLog.NEW_GROUP;
      counts.add(EngineCounter.SEGMENTS_RAW, group == 0 ? 1 : 0);
      worker
          .log()
          .addText(
              contig,
              segment.order(),
              segment.from(),
              segment.length(),
              decision.reversed(),
              group,
              decision.key());
    } else {
      encode(
          contig,
          segment.order(),
          0,
          segment.length(),
          decision.reversed(),
          (int) decision.group(),
          worker);
    }
  }

  private void encode(
      int contig, long order, int from, int to, boolean reversed, int group, Worker worker)
      throws IOException {
    try (ActiveReference reference = references.acquire(group)) {
      var delta =
          worker
              .encoder()
              .encode(worker.texts().text(from, to, reversed), to - from, reference.reference());
      worker.log().addDelta(contig, order, to - from, reversed, group, delta);
    }
  }

  @Override
  public void close() {
    idleHits.forEach(SplitterHits::close);
    open.forEach(contig -> contig.hits.close());
    aside.close();
    longAside.close();
  }
}
