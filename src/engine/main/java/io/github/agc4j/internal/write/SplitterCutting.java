package io.github.agc4j.internal.write;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.Decision;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.Segment;
import io.github.agc4j.internal.segment.Segmenter;
import io.github.agc4j.internal.segment.SplitterHits;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.internal.write.input.InputReader;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;

/** Cuts contigs at splitters, as C++ agc does (AGC compression, section 3). */
final class SplitterCutting implements ContigCutting, ContigSharing.Strategy<SplitterHits> {
  private final int k;
  private final long segmentSize;
  private final Splitters splitters;
  private final Segmenter segmenter;

  /** What has no splitter for longer is cut nevertheless, but not as C++ agc does. */
  private final long longest;

  private final MemoryBudget budget;
  private final EngineCounter.Counts counts;

  /** Whether contigs without a splitter wait until they have added some. */
  private final boolean setsAside;

  /** The contigs set aside, ascending once the first pass is over. */
  private final LongArray aside;

  private final LongArray longAside;
  private long asideTaken;
  private boolean isSecondPass;
  private final ContigSharing<SplitterHits> sharing;
  private SampleBatch current;

  SplitterCutting(
      CreateOptions options,
      Splitters splitters,
      MemoryBudget budget,
      EngineCounter.Counts counts) {
    this.sharing = new ContigSharing<>(this, counts);
    this.k = options.kmerLength();
    this.segmentSize = options.segmentSize();
    this.splitters = splitters;
    this.setsAside = options.modes().adaptive();
    this.segmenter = new Segmenter(options.kmerLength());
    this.longest = options.modes().isAgcs() ? SplitterHits.ANY_LENGTH : SEGMENT_SYMBOLS_MAX;
    this.budget = budget;
    this.aside = new LongArray(budget);
    this.longAside = new LongArray(budget);
    this.counts = counts;
  }

  @Override
  public void begin(InputReader reader, Workers workers) throws IOException, InterruptedException {
    splitters.choose(reader.awaitReference(), workers);
    counts.add(EngineCounter.SPLITTERS, splitters.words().count());
  }

  @Override
  public void resume(SourceArchive source) {
    splitters.refresh();
  }

  /**
   * In adaptive mode the segments of contigs without a splitter are logged after all other contigs
   * were cut, with the splitters that they add.
   */
  @Override
  public void run(SampleBatch batch, Workers workers) throws IOException, InterruptedException {
    current = batch;
    workers.run(worker -> sharing.work(batch, worker));
    if (aside.count() > 0) {
      aside.sort((LongArray) null);
      counts.add(EngineCounter.SPLITTERS, splitters.extend(longAside(batch), workers));
      isSecondPass = true;
      workers.run(worker -> sharing.work(batch, worker));
      isSecondPass = false;
      asideTaken = 0;
      aside.clear();
    }
  }

  @Override
  public void learn(SampleBatch batch, Registration registration, long firstNewGroup) {
    splitters.endBatch();
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

  @Override
  public SplitterHits newCuts() {
    return new SplitterHits(k, longest, budget);
  }

  @Override
  public boolean cut(int index, PackedSequence contig, SplitterHits hits) {
    hits.find(contig, splitters.set());
    boolean waits = hits.count() == 0 && setsAside && !isSecondPass;
    if (waits) {
      setAside(index);
    }
    return !waits;
  }

  private synchronized void setAside(int index) {
    aside.add(index);
  }

  @Override
  public long segments(PackedSequence contig, SplitterHits hits) {
    return Segmenter.segments(contig, hits);
  }

  @Override
  public int take(SampleBatch batch) throws IOException, InterruptedException {
    return isSecondPass ? takeAside() : batch.take();
  }

  private synchronized int takeAside() {
    return asideTaken < aside.count() ? (int) aside.get(asideTaken++) : -1;
  }

  @Override
  public void log(int index, PackedSequence contig, SplitterHits hits, long number, Worker worker)
      throws IOException {
    Segment segment = segmenter.segment(contig, hits, number);
    ContigCutting.checkLength(current, index, segment.to() - segment.from());
    worker.texts().load(contig, segment.from(), segment.to());
    Decision decision = worker.finder().decide(segment);
    if (decision.isCut()) {
      counts.add(EngineCounter.SEGMENTS_CUT, 1);
      int end = decision.firstEnd();
      worker.logDelta(index, segment.order(), 0, end, decision.reversed(), (int) decision.group());
      worker.logDelta(
          index,
          segment.order() + 1,
          decision.secondStart(),
          segment.length(),
          decision.secondReversed(),
          (int) decision.secondGroup());
    } else if (decision.group() == GroupTable.NONE || decision.group() == 0) {
      counts.add(EngineCounter.SEGMENTS_RAW, decision.group() == 0 ? 1 : 0);
      worker
          .log()
          .addText(
              index,
              segment.order(),
              segment.from(),
              segment.length(),
              decision.reversed(),
              decision.key());
    } else {
      worker.logDelta(
          index, segment.order(), 0, segment.length(), decision.reversed(), (int) decision.group());
    }
  }

  @Override
  public void close() {
    sharing.forEachCuts(SplitterHits::close);
    aside.close();
    longAside.close();
  }
}
