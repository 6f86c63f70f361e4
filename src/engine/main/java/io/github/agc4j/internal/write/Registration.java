package io.github.agc4j.internal.write;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.SampleSink;
import io.github.agc4j.internal.digest.CollectionHasher;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.RegisteredSegment;
import io.github.agc4j.internal.group.SegmentLog;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Gives the segments of a sample their groups, in an order that depends only on the sample (AGC
 * compression, section 5.2). For one thread; the arrays may be read by several afterwards.
 *
 * <p>A <em>row</em> is a segment's place in the order by contig and place in the contig.
 */
final class Registration implements AutoCloseable {
  private static final int WORKER_SHIFT = 40;

  private final List<Worker> workers;

  /** Symbols that neighbouring segments share. */
  private final int overlap;

  /** Whether contigs are ordered by their names, as C++ agc does, or as they were read. */
  private final boolean isByName;

  private final GroupTable table;
  private final LongArray byName;
  private final LongArray rankOf;
  private final LongArray keys;
  private final LongArray handles;
  private final LongArray groups;
  private final LongArray ids;
  private final LongArray firstRow;

  /**
   * For each row twice the symbol of its contig that its segment begins with, and 1 more for a
   * contig's first segment.
   */
  private final LongArray starts;

  private final LongArray groupKeys;
  private final LongArray groupRows;
  private final LongArray runs;
  private long groupCount = StreamNames.RAW_GROUPS;
  private long contigsDescribed;
  private long symbolsDescribed;

  Registration(
      List<Worker> workers, int overlap, boolean isByName, GroupTable table, MemoryBudget budget) {
    this.isByName = isByName;
    this.workers = workers;
    this.overlap = overlap;
    this.table = table;
    byName = new LongArray(budget);
    rankOf = new LongArray(budget);
    keys = new LongArray(budget);
    handles = new LongArray(budget);
    groups = new LongArray(budget);
    ids = new LongArray(budget);
    firstRow = new LongArray(budget);
    starts = new LongArray(budget);
    groupKeys = new LongArray(budget);
    groupRows = new LongArray(budget);
    runs = new LongArray(budget);
  }

  /** Starts with the groups that the table knows. */
  void resume() {
    groupCount = StreamNames.RAW_GROUPS + table.keys() - 1;
  }

  /** Registers what the workers have logged of {@code batch}. */
  void register(SampleBatch batch) throws IOException {
    rankContigs(batch);
    orderRows(batch.contigCount());
    assignGroups();
    spreadRaw();
    orderByGroup();
  }

  private void rankContigs(SampleBatch batch) throws IOException {
    int contigs = batch.contigCount();
    byName.clear();
    for (int i = 0; i < contigs; i++) {
      byName.add(i);
    }
    byName.sort((a, b) -> batch.compareNames((int) a, (int) b));
    rankOf.clear();
    rankOf.resize(contigs, 0);
    for (int rank = 0; rank < contigs; rank++) {
      int contig = (int) byName.get(rank);
      // Ids in the order in which the metadata name them take less room there.
      rankOf.set(contig, isByName ? rank : contig);
      if (rank > 0 && batch.compareNames((int) byName.get(rank - 1), contig) == 0) {
        throw new IOException(batch.describe(contig) + " occurs twice");
      }
    }
  }

  private void orderRows(int contigs) {
    keys.clear();
    handles.clear();
    firstRow.clear();
    firstRow.resize(contigs + 1L, 0);
    starts.clear();
    for (int worker = 0; worker < workers.size(); worker++) {
      SegmentLog log = workers.get(worker).log();
      for (long entry = 0; entry < log.count(); entry++) {
        long rank = rankOf.get(log.contig(entry));
        keys.add(rank << 32 | log.order(entry));
        handles.add((long) worker << WORKER_SHIFT | entry);
        firstRow.set(rank + 1, firstRow.get(rank + 1) + 1);
      }
    }
    keys.sort(handles);
    for (int rank = 0; rank < contigs; rank++) {
      firstRow.set(rank + 1, firstRow.get(rank + 1) + firstRow.get(rank));
      locate(firstRow.get(rank), firstRow.get(rank + 1));
    }
  }

  /** Finds out where the segments of a contig begin. */
  private void locate(long firstOfContig, long end) {
    long start = 0;
    for (long row = firstOfContig; row < end; row++) {
      starts.add(start << 1 | (row == firstOfContig ? 1 : 0));
      start += log(row).length(entry(row)) - overlap;
    }
  }

  private void assignGroups() {
    groups.clear();
    for (long row = 0; row < handles.count(); row++) {
      SegmentLog log = log(row);
      long entry = entry(row);
      groups.add(log.isText(entry) ? groupOf(log.key(entry)) : log.group(entry));
    }
  }

  /** The group of {@code key}, which is founded if it is not there. */
  private long groupOf(SegmentKey key) {
    long known = table.group(key);
    if (known == GroupTable.NONE) {
      known = groupCount++;
      table.add(key, (int) known);
    }
    return known;
  }

  /**
   * Of n raw segments the first n − ⌈n / 16⌉ go in turn to groups 1 … 15, the others stay in group
   * 0.
   */
  private void spreadRaw() {
    long raw = 0;
    for (long row = 0; row < groups.count(); row++) {
      raw += groups.get(row) == 0 ? 1 : 0;
    }
    long moving = raw - (raw + StreamNames.RAW_GROUPS - 1) / StreamNames.RAW_GROUPS;
    long moved = 0;
    for (long row = 0; moved < moving; row++) {
      if (groups.get(row) == 0) {
        groups.set(row, 1 + moved++ % (StreamNames.RAW_GROUPS - 1));
      }
    }
  }

  private void orderByGroup() {
    groupKeys.clear();
    groupRows.clear();
    runs.clear();
    ids.clear();
    ids.resize(groups.count(), 0);
    for (long row = 0; row < groups.count(); row++) {
      groupKeys.add(groups.get(row));
      groupRows.add(row);
    }
    groupKeys.sort(groupRows);
    for (long i = 0; i < groupKeys.count(); i++) {
      if (i == 0 || groupKeys.get(i) != groupKeys.get(i - 1)) {
        runs.add(i);
      }
    }
    runs.add(groupKeys.count());
  }

  /** Number of groups, the raw ones included. */
  long groupCount() {
    return groupCount;
  }

  /** Number of segments. */
  long rows() {
    return groups.count();
  }

  /** Number of groups that got segments. */
  long runs() {
    return runs.count() - 1;
  }

  /** The group of run {@code run}. */
  int groupOfRun(long run) {
    return (int) groupKeys.get(runs.get(run));
  }

  /** Index of the first row of run {@code run}; the run ends where the next one starts. */
  long runStart(long run) {
    return runs.get(run);
  }

  /** The row at {@code index} of the order by group. */
  long row(long index) {
    return groupRows.get(index);
  }

  /** Brings {@code segment} to the one at {@code index} of the order by group. */
  void goTo(long index, RegisteredSegment segment) {
    long row = row(index);
    boolean isFirst = (starts.get(row) & 1) != 0;
    segment.goTo(log(row), entry(row), starts.get(row) >>> 1, isFirst ? 0 : overlap);
  }

  SegmentLog log(long row) {
    return workers.get((int) (handles.get(row) >>> WORKER_SHIFT)).log();
  }

  long entry(long row) {
    return handles.get(row) & (1L << WORKER_SHIFT) - 1;
  }

  /** Notes the in-group id that the segment at {@code index} of the order by group got. */
  void setId(long index, long id) {
    ids.set(groupRows.get(index), id);
  }

  /**
   * Gives the metadata of a sample of the batch to {@code catalog}, contigs in the order of the
   * input.
   *
   * @throws IOException also when the segments of a contig are not all of it
   */
  void describe(SampleBatch batch, int sample, SampleSink catalog) throws IOException {
    int firstContig = batch.firstContig(sample);
    int endContig = batch.firstContig(sample + 1);
    catalog.startSample(batch.sampleName(sample), endContig - firstContig);
    for (int contig = firstContig; contig < endContig; contig++) {
      long rank = rankOf.get(contig);
      long from = firstRow.get(rank);
      long to = firstRow.get(rank + 1);
      addContig(batch, contig, to - from, catalog);
      long symbols = 0;
      for (long row = from; row < to; row++) {
        SegmentLog log = log(row);
        long entry = entry(row);
        catalog.addSegment(
            (int) groups.get(row), ids.get(row), log.reversed(entry), log.length(entry));
        symbols += log.length(entry) - (row > from ? overlap : 0);
      }
      if (symbols != batch.contig(contig).symbols()) {
        throw new IOException(
            batch.describe(contig) + ": its segments are " + symbols + " symbols, not all of it");
      }
      contigsDescribed++;
      symbolsDescribed += symbols;
    }
  }

  /**
   * Compares what was described with what was read.
   *
   * @throws IOException when they are not the same
   */
  void checkAll(long contigsRead, long symbolsRead) throws IOException {
    if (contigsDescribed != contigsRead || symbolsDescribed != symbolsRead) {
      throw new IOException(
          String.format(
              "%d contigs of %d symbols were read, but %d of %d stored",
              contigsRead, symbolsRead, contigsDescribed, symbolsDescribed));
    }
  }

  /** Gives the digests of a sample of the batch to {@code digests}. */
  void describe(SampleBatch batch, int sample, DigestWriter digests) {
    digests.startSample();
    for (int contig = batch.firstContig(sample); contig < batch.firstContig(sample + 1); contig++) {
      byte[] name = batch.contigName(contig);
      digests.addContig(
          Arrays.copyOf(name, CollectionHasher.nameLength(name)),
          batch.digest(contig),
          batch.contig(contig).symbols());
    }
    digests.endSample();
  }

  private static void addContig(SampleBatch batch, int contig, long segments, SampleSink catalog)
      throws IOException {
    try {
      catalog.addContig(batch.contigName(contig), segments);
    } catch (IllegalArgumentException e) {
      throw new IOException(batch.describe(contig) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    for (LongArray array :
        List.of(
            byName, rankOf, keys, handles, groups, ids, firstRow, starts, groupKeys, groupRows,
            runs)) {
      array.close();
    }
  }
}
