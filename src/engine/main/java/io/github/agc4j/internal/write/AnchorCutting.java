package io.github.agc4j.internal.write;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.SegmentLog;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.End;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.internal.write.anchor.AnchorTable;
import io.github.agc4j.internal.write.anchor.ContigCutter;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.internal.write.input.InputReader;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;

/**
 * Cuts contigs by the groups that they resemble. What resembles none founds a group, whose key is
 * made of the k-mers at its ends, so that C++ agc finds it, too, when it extends the archive.
 */
final class AnchorCutting implements ContigCutting, ContigSharing.Strategy<ContigCutter> {
  /** What is too long for a segment is cut into pieces of so many symbols. */
  private static final long PIECE_SYMBOLS = 1L << 26;

  /** A group of its own is larger than what a shorter segment takes in a raw group. */
  private static final int NEW_GROUP_SYMBOLS_MIN = 400;

  private final CreateOptions options;
  private final References references;
  private final MemoryBudget budget;
  private final AnchorTable table;
  private final LongArray words;
  private final EngineCounter.Counts counts;
  private final ContigSharing<ContigCutter> sharing;
  private SampleBatch current;

  /**
   * No anchors yet.
   *
   * @param words gets the words of the keys
   */
  AnchorCutting(
      CreateOptions options,
      References references,
      LongArray words,
      WriteBudgets budgets,
      EngineCounter.Counts counts) {
    this.sharing = new ContigSharing<>(this, counts);
    this.options = options;
    this.references = references;
    this.words = words;
    this.budget = budgets.segments();
    this.table = new AnchorTable(options.modes().anchors(), budgets.splitters());
    this.counts = counts;
  }

  @Override
  public void begin(InputReader reader, Workers workers) {
    // The reference is a sample like any other.
  }

  @Override
  public void resume(SourceArchive source) throws IOException {
    source.forEachReference(
        reference -> table.addGroup(reference, 0, reference.symbols(), false), budget);
  }

  @Override
  public void run(SampleBatch batch, Workers workers) throws IOException, InterruptedException {
    current = batch;
    workers.run(worker -> sharing.work(batch, worker));
  }

  @Override
  public void learn(SampleBatch batch, Registration registration, long firstNewGroup) {
    for (long run = 0; run < registration.runs(); run++) {
      if (registration.groupOfRun(run) >= firstNewGroup) {
        long row = registration.row(registration.runStart(run));
        SegmentLog log = registration.log(row);
        long entry = registration.entry(row);
        long from = log.from(entry);
        PackedSequence contig = batch.contig(log.contig(entry));
        table.addGroup(contig, from, from + log.length(entry), log.reversed(entry));
        addWord(log.key(entry).first());
        addWord(log.key(entry).second());
      }
    }
  }

  private void addWord(long word) {
    if (word != Kmers.NONE) {
      words.add(word);
    }
  }

  @Override
  public ContigCutter newCuts() {
    return new ContigCutter(
        options.modes().anchors(),
        options.kmerLength(),
        options.segmentSize(),
        table,
        references,
        budget);
  }

  @Override
  public boolean cut(int index, PackedSequence contig, ContigCutter cutter) throws IOException {
    cutter.cut(contig);
    return true;
  }

  @Override
  public long segments(PackedSequence contig, ContigCutter cutter) {
    return cutter.segments();
  }

  @Override
  public int take(SampleBatch batch) throws IOException, InterruptedException {
    return batch.take();
  }

  @Override
  public void log(int index, PackedSequence contig, ContigCutter cutter, long number, Worker worker)
      throws IOException {
    long from = cutter.from(number);
    long to = cutter.to(number);
    if (cutter.isNew(number)) {
      logNew(index, contig, from, to, worker);
    } else {
      ContigCutting.checkLength(current, index, to - from);
      int length = (int) (to - from);
      worker.texts().load(contig, from, to);
      worker.logDelta(index, order(from), 0, length, cutter.reversed(number), cutter.group(number));
    }
  }

  /** Segments start an overlap apart, so that half of their positions tells them apart. */
  private static long order(long from) {
    return from >>> 1;
  }

  /** In pieces if it is too long for a segment. */
  private void logNew(int index, PackedSequence contig, long from, long to, Worker worker) {
    long size = to - from <= SEGMENT_SYMBOLS_MAX ? to - from : PIECE_SYMBOLS;
    long start = from;
    for (long end = from + size; end < to; end = start + size) {
      logNew(index, contig, start, (int) size, worker);
      start = end - options.kmerLength();
    }
    logNew(index, contig, start, (int) (to - start), worker);
  }

  private void logRaw(int index, long order, long from, int length, Worker worker) {
    counts.add(EngineCounter.SEGMENTS_RAW, 1);
    worker.log().addText(index, order, from, length, false, SegmentKey.RAW);
  }

  private void logNew(int index, PackedSequence contig, long from, int length, Worker worker) {
    Founder founder =
        length < NEW_GROUP_SYMBOLS_MIN
            ? null
            : founder(end(contig, from), end(contig, from + length - options.kmerLength()));
    if (founder == null) {
      logRaw(index, order(from), from, length, worker);
    } else {
      worker.log().addText(index, order(from), from, length, founder.reversed, founder.key);
    }
  }

  /** Under which key a group is founded, and whether by the reverse complement of the segment. */
  private record Founder(SegmentKey key, boolean reversed) {}

  /** As a segment between two splitters would be stored; null if neither end has a k-mer. */
  private static Founder founder(End front, End back) {
    if (front.exists() && back.exists()) {
      return new Founder(
          SegmentKey.ordered(front.word(), back.word()), !Kmers.isBelow(front.word(), back.word()));
    }
    if (!front.exists() && !back.exists()) {
      return null;
    }
    End only = front.exists() ? front : back.turned();
    long word = only.word();
    boolean isDirect = only.direct() == word;
    return new Founder(
        isDirect ? new SegmentKey(word, Kmers.NONE) : new SegmentKey(Kmers.NONE, word),
        isDirect != front.exists());
  }

  private End end(PackedSequence contig, long position) {
    int k = options.kmerLength();
    int run = contig.firstRunBehind(position);
    if (run < contig.runs() && contig.runStart(run) < position + k) {
      return End.NONE;
    }
    long direct = Kmers.direct(contig, position, k);
    return new End(direct, Kmers.reverseComplement(direct, k));
  }

  @Override
  public void close() {
    sharing.forEachCuts(ContigCutter::close);
    table.close();
  }
}
