package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.archive.Expansion;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.MovableBytes;
import io.github.agc4j.internal.memory.PackedTable;
import io.github.agc4j.internal.memory.Pins;
import io.github.agc4j.query.Strand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The decoded metadata of one batch of samples: segments as numbers, names as they are stored. Once
 * it is made only where it lies may change; pinned by {@link CatalogReader#batch} until it is
 * closed.
 */
public final class CatalogBatch implements AutoCloseable {
  /** Columns of the samples. */
  private static final int NAMES = 0;

  private static final int CONTIG = 1;
  private static final int SAMPLE_COLUMNS = 2;

  /** Columns of the segments. */
  private static final int GROUP = 0;

  private static final int ID = 1;
  private static final int LENGTH = 2;
  private static final int STRAND = 3;
  private static final long ID_MASK = 0xffff_ffffL;

  private final CatalogReader reader;
  private final Pins pins = new Pins();
  private final long index;
  private final long expectedLength;
  private final Expansion expansion;
  private final MemoryBudget budget;
  private MovableBytes names;

  /** Whether each name is coded against the one before in its sample, as format 3 does it. */
  private boolean isCoded;

  private long plainBytes;

  /**
   * While the batch is made: for each sample where its names start and the number of its first
   * contig, and the ends.
   */
  private final LongTable samplesRead;

  /** While the batch is made: for each contig the number of its first segment, and the end. */
  private final LongArray contigsRead;

  /**
   * While the batch is made: for each segment group·2^32 + id, and coded length·2 + orientation.
   */
  private final LongArray segmentsRead;

  /**
   * For each sample where its names start and the number of its first contig; one more for the end.
   * Null at first.
   */
  private PackedTable samples;

  /** For each contig the number of its first segment; one more for the end. Null at first. */
  private PackedTable contigs;

  /** For each segment its group, id, coded length and orientation. Null at first. */
  private PackedTable segments;

  private boolean hasMoved;

  /** Words of segments that are still to be added: adding many at once is faster. */
  private final long[] latest = new long[256];

  private int latestCount;

  CatalogBatch(
      CatalogReader reader,
      long index,
      long expectedLength,
      Expansion expansion,
      MemoryBudget budget) {
    this.reader = reader;
    this.index = index;
    this.expectedLength = expectedLength;
    this.expansion = expansion;
    this.budget = budget;
    this.samplesRead = new LongTable(SAMPLE_COLUMNS, budget);
    this.contigsRead = new LongArray(budget);
    this.segmentsRead = new LongArray(budget);
  }

  Pins pins() {
    return pins;
  }

  public long index() {
    return index;
  }

  /**
   * Keeps the content of a part of collection-contigs, which must hold {@code expected} samples.
   */
  void readNames(MemorySegment content, long expected) {
    names = new MovableBytes(Math.max(1, content.byteSize()), budget);
    isCoded = true;
    MemorySegment.copy(content, 0, names.bytes(), 0, content.byteSize());
    ByteReader in = new ByteReader(content);
    verify(CatalogInteger.read(in) == expected, 0, "another number of samples in the batch");
    long contig = 0;
    for (long sample = 0; sample < expected; sample++) {
      long count = CatalogInteger.read(in);
      addSample(in.position(), contig);
      for (long i = 0; i < count; i++) {
        in.skipZeroTerminated();
      }
      contig += count;
    }
    addSample(in.position(), contig);
    verify(in.remaining() == 0, in.position(), "bytes after the last name");
  }

  private void addSample(long names, long firstContig) {
    long row = samplesRead.add();
    samplesRead.set(row, NAMES, names);
    samplesRead.set(row, CONTIG, firstContig);
  }

  /** Reads the number of segments of each contig. */
  void readCounts(MemorySegment content) {
    ByteReader in = new ByteReader(content);
    long expected = samples();
    verify(CatalogInteger.read(in) == expected, 0, "another number of samples in the details");
    long all = samplesRead.get(samplesRead.rows() - 1, CONTIG) + 1;
    verifyNumbers(all);
    contigsRead.reserve(all);
    contigsRead.add(0);
    long total = 0;
    for (int sample = 0; sample < expected; sample++) {
      long count = CatalogInteger.read(in);
      verify(count == contigs(sample), in.position(), "another number of contigs in the details");
      for (long i = 0; i < count; i++) {
        total += CatalogInteger.read(in);
        contigsRead.add(total);
      }
    }
    verify(in.remaining() == 0, in.position(), "bytes after the last count");
  }

  /** Makes room for all segments. */
  void reserveSegments() {
    verifyNumbers(contigsRead.count() + 2 * segmentCount());
    segmentsRead.reserve(2 * segmentCount());
  }

  /** Prepares for names as they are, which have {@code bytes} bytes with their zero bytes. */
  void startPlainNames(long bytes) {
    names = new MovableBytes(Math.max(1, bytes), budget);
    contigsRead.add(0);
  }

  /** Adds a sample, whose contigs are added next. */
  void startSample() {
    addSample(plainBytes, contigsRead.count() - 1);
  }

  /** Adds a contig with a name as it is; its segments may be added at any time, but in order. */
  void addContig(byte[] name, long segments) {
    MemorySegment.copy(name, 0, names.bytes(), ValueLayout.JAVA_BYTE, plainBytes, name.length);
    names.bytes().set(ValueLayout.JAVA_BYTE, plainBytes + name.length, (byte) 0);
    plainBytes += name.length + 1L;
    addSegmentCount(segments);
  }

  private void addSegmentCount(long count) {
    contigsRead.add(segmentCount() + count);
    verifyNumbers();
  }

  /** Numbers are made of fewer bytes than they take, and those are compressed. */
  private void verifyNumbers() {
    verifyNumbers(contigsRead.count() + segmentsRead.count());
  }

  private void verifyNumbers(long count) {
    expansion.verifyMetadataNumbers(count * Long.BYTES);
  }

  /** Declares the batch to have no further sample. */
  void endSamples() {
    startSample();
  }

  /** Number of segments of the contigs added so far. */
  long segmentCount() {
    return contigsRead.get(contigsRead.count() - 1);
  }

  void addSegment(long group, long id, long lengthCode, boolean reverse) {
    latest[latestCount++] = group << 32 | id;
    latest[latestCount++] = lengthCode << 1 | (reverse ? 1 : 0);
    if (latestCount == latest.length) {
      keepLatest();
    }
  }

  private void keepLatest() {
    segmentsRead.addAll(latest, latestCount);
    latestCount = 0;
    verifyNumbers();
  }

  /** Ends making the batch: numbers take as many bits from now on as they need. */
  void pack() {
    keepLatest();
    packSamples();
    packContigs();
    packSegments();
  }

  private void packSamples() {
    long rows = samplesRead.rows();
    samples =
        new PackedTable(
            rows, budget, samplesRead.get(rows - 1, NAMES), samplesRead.get(rows - 1, CONTIG));
    for (long row = 0; row < rows; row++) {
      samples.put(row, NAMES, samplesRead.get(row, NAMES));
      samples.put(row, CONTIG, samplesRead.get(row, CONTIG));
    }
    samplesRead.close();
  }

  private void packContigs() {
    contigs = new PackedTable(contigsRead.count(), budget, segmentCount());
    for (long i = 0; i < contigsRead.count(); i++) {
      contigs.put(i, 0, contigsRead.get(i));
    }
    contigsRead.close();
  }

  private void packSegments() {
    long groups = 0;
    long ids = 0;
    long lengths = 0;
    for (long i = 0; i < segmentsRead.count(); i += 2) {
      groups |= segmentsRead.get(i) >>> 32;
      ids |= segmentsRead.get(i) & ID_MASK;
      lengths |= segmentsRead.get(i + 1) >>> 1;
    }
    segments = new PackedTable(segmentsRead.count() / 2, budget, groups, ids, lengths, 1);
    for (long i = 0; i < segmentsRead.count(); i += 2) {
      segments.put(i / 2, GROUP, segmentsRead.get(i) >>> 32);
      segments.put(i / 2, ID, segmentsRead.get(i) & ID_MASK);
      segments.put(i / 2, LENGTH, segmentsRead.get(i + 1) >>> 1);
      segments.put(i / 2, STRAND, segmentsRead.get(i + 1) & 1);
    }
    segmentsRead.close();
  }

  /**
   * Moves names and numbers to {@code heap}, where they stay until that is closed. Nobody may read
   * meanwhile.
   *
   * @throws java.io.UncheckedIOException when a file that the heap lies in cannot hold them; the
   *     batch stays usable
   */
  public void moveTo(BlockHeap heap) {
    if (names != null) {
      names.moveTo(heap);
    }
    samples.moveTo(heap);
    contigs.moveTo(heap);
    segments.moveTo(heap);
    hasMoved = true;
  }

  /** Whether names and numbers have moved. */
  public boolean hasMoved() {
    return hasMoved;
  }

  /** Number of samples in the batch. */
  public int samples() {
    return (int) ((samples == null ? samplesRead.rows() : samples.rows()) - 1);
  }

  /** Number of contigs of the batch's sample {@code sample}. */
  public long contigs(int sample) {
    return firstContig(sample + 1) - firstContig(sample);
  }

  /** Goes through the names of the contigs of the batch's sample {@code sample}. */
  public ContigNames names(int sample) {
    return names(samples.get(sample, NAMES), contigs(sample));
  }

  /**
   * Goes through the names of contig {@code contig} of the batch's sample {@code sample} and those
   * after it.
   *
   * @param position what {@link ContigNames#position} said when this contig's name was the next
   * @param before the name of the contig in front; not looked at if this is the first
   */
  public ContigNames namesFrom(int sample, long contig, long position, byte[] before) {
    ContigNames rest = names(position, contigs(sample) - contig);
    return contig == 0 ? rest : rest.after(before);
  }

  private ContigNames names(long position, long count) {
    ByteReader in = new ByteReader(names.bytes().asSlice(position));
    return new ContigNames(reader, index, in, position, count, isCoded);
  }

  /** Number of segments of contig {@code contig} of the batch's sample {@code sample}. */
  public long segments(int sample, long contig) {
    long number = firstContig(sample) + contig;
    return firstSegment(number + 1) - firstSegment(number);
  }

  /**
   * Number of segments of the contigs in front of contig {@code contig} of the batch's sample
   * {@code sample}.
   */
  public long segmentsBefore(int sample, long contig) {
    long first = firstContig(sample);
    return firstSegment(first + contig) - firstSegment(first);
  }

  /**
   * Where segment {@code segment} of contig {@code contig} of the batch's sample {@code sample} is.
   */
  public SegmentPlacement placement(int sample, long contig, long segment) {
    long number = number(sample, contig, segment);
    return new SegmentPlacement(
        (int) segments.get(number, GROUP),
        (int) segments.get(number, ID),
        Strand.of(segments.get(number, STRAND) != 0),
        CatalogInteger.value(segments.get(number, LENGTH), expectedLength));
  }

  /**
   * The length of a segment as releases 3.0 … 3.2.1 code it when they append: against k instead of
   * segment size + k (AGC format, section 4.3.4).
   */
  public long otherLength(int sample, long contig, long segment, int k) {
    return CatalogInteger.value(segments.get(number(sample, contig, segment), LENGTH), k);
  }

  private long number(int sample, long contig, long segment) {
    return firstSegment(firstContig(sample) + contig) + segment;
  }

  private long firstContig(int sample) {
    return samples == null ? samplesRead.get(sample, CONTIG) : samples.get(sample, CONTIG);
  }

  private long firstSegment(long contig) {
    return contigs == null ? contigsRead.get(contig) : contigs.get(contig, 0);
  }

  /** Gives the batch back to the reader that holds it. */
  @Override
  public void close() {
    reader.release(this);
  }

  void free() {
    if (names != null) {
      names.close();
    }
    samplesRead.close();
    contigsRead.close();
    segmentsRead.close();
    for (PackedTable table : Arrays.asList(samples, contigs, segments)) {
      if (table != null) {
        table.close();
      }
    }
  }
}
