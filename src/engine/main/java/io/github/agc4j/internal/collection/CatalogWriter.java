package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Encodes the metadata sample by sample: what is kept is the code of the current batch, not its
 * contigs. For one thread.
 */
public final class CatalogWriter implements SampleSink, AutoCloseable {
  private static final int LEVEL_SAMPLES = 19;
  private static final int LEVEL_CONTIGS = 18;
  private static final int LEVEL_DETAILS = 19;
  private static final int DETAILS = 5;

  private final MemoryBudget budget;
  private final int batchSamples;
  private final long expectedLength;
  private final GrowableBytes sampleNames;
  private final GrowableBytes contigNames;
  private final GrowableBytes[] details = new GrowableBytes[DETAILS];
  private final GrowableBytes packed;
  private final NameCoder.Checked names = new NameCoder.Checked();
  private final InGroupIds ids;
  private long samples;
  private int samplesInBatch;

  /** How many bytes of names were told already. */
  private long namesTold;

  /**
   * A catalog for batches of {@code batchSamples} samples and lengths around {@code
   * expectedLength}.
   */
  public CatalogWriter(int batchSamples, long expectedLength, MemoryBudget budget) {
    this.budget = budget;
    this.batchSamples = batchSamples;
    this.expectedLength = expectedLength;
    this.sampleNames = new GrowableBytes(budget);
    this.contigNames = new GrowableBytes(budget);
    for (int i = 0; i < DETAILS; i++) {
      details[i] = new GrowableBytes(budget);
    }
    this.packed = new GrowableBytes(budget);
    this.ids = new InGroupIds(budget);
    ids.start(0);
  }

  /** Counts a sample whose batch is written already. */
  public void skipSample(byte[] name) {
    sampleNames.put(name);
    sampleNames.putByte(0);
    samples++;
  }

  @Override
  public void startSample(byte[] name, long contigs) {
    skipSample(name);
    samplesInBatch++;
    CatalogInteger.write(contigNames, contigs);
    CatalogInteger.write(details[0], contigs);
    names.start();
  }

  @Override
  public void addContig(byte[] name, long segments) {
    contigNames.put(names.encode(name));
    contigNames.putByte(0);
    CatalogInteger.write(details[0], segments);
  }

  @Override
  public void addSegment(int group, long id, boolean reverse, long length) {
    CatalogInteger.write(details[1], group);
    CatalogInteger.write(details[2], ids.code(group, id));
    CatalogInteger.write(details[3], CatalogInteger.code(length, expectedLength));
    CatalogInteger.write(details[4], reverse ? 1 : 0);
  }

  /** Is shown samples. */
  public interface SampleVisitor {
    /** Called for each sample in its order. */
    void visit(long sample, byte[] name) throws IOException;
  }

  /** Shows the names of all samples. */
  public void forEachSample(SampleVisitor visitor) throws IOException {
    ByteReader in = new ByteReader(sampleNames.written());
    for (long sample = 0; sample < samples; sample++) {
      visitor.visit(sample, in.zeroTerminated());
    }
  }

  /** Number of samples added. */
  public long samples() {
    return samples;
  }

  /** Whether the current batch has all the samples it may have. */
  public boolean isBatchFull() {
    return samplesInBatch == batchSamples;
  }

  /**
   * The names of the samples of batches that were written since the last call, each with a zero
   * byte after it; borrowed until the next sample.
   */
  public MemorySegment newNames() {
    MemorySegment names = sampleNames.written().asSlice(namesTold, sampleNames.size() - namesTold);
    namesTold = sampleNames.size();
    return names;
  }

  /**
   * Appends the part with the names of samples to {@code target}, of as many as batches of metadata
   * have.
   *
   * @param names each with a zero byte after it
   * @param parameters the part with the archive's parameters (AGC format, section 3.3)
   * @return the part's integer
   */
  public static long appendNames(
      MemorySegment names, long batches, MemorySegment parameters, GrowableBytes target) {
    ByteReader numbers = new ByteReader(parameters);
    numbers.slice(2 * Integer.BYTES);
    long samplesMax = batches * numbers.intLittleEndian();
    ByteReader in = new ByteReader(names);
    long samples = 0;
    while (samples < samplesMax && in.remaining() > 0) {
      in.skipZeroTerminated();
      samples++;
    }
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (GrowableBytes content = new GrowableBytes(budget);
        ZstdContexts contexts = new ZstdContexts(budget)) {
      CatalogInteger.write(content, samples);
      content.put(names, 0, in.position());
      long bytesMax = PackWriter.roomFor(content.size());
      MemorySegment room = target.reserve(bytesMax).asSlice(target.size(), bytesMax);
      PackWriter writer = new PackWriter(contexts, PackWriter.Effort.AGC);
      target.advance(writer.writeFrame(content.written(), LEVEL_SAMPLES, room));
      return writer.metadata();
    }
  }

  /** Writes the current batch, unless it is empty, and starts the next one. */
  public void writeBatch(PartSink sink, int contigsStream, int detailsStream, PackWriter writer)
      throws IOException {
    if (samplesInBatch == 0) {
      return;
    }
    writeFrame(sink, contigsStream, withCount(contigNames), LEVEL_CONTIGS, writer);
    MemorySegment content = packDetails(writer);
    PartClaim claim = sink.claim(detailsStream, content.byteSize());
    MemorySegment.copy(content, 0, claim.room(), 0, content.byteSize());
    claim.commit(0, content.byteSize());
    contigNames.clear();
    for (GrowableBytes detail : details) {
      detail.clear();
    }
    ids.start(0);
    samplesInBatch = 0;
  }

  private MemorySegment packDetails(PackWriter writer) {
    try (GrowableBytes frames = new GrowableBytes(budget)) {
      long[] sizes = new long[2 * DETAILS];
      for (int i = 0; i < DETAILS; i++) {
        MemorySegment raw = i == 0 ? withCount(details[0]) : details[i].written();
        sizes[2 * i] = raw.byteSize();
        long bound = ZstdContexts.frameBytesMax(raw.byteSize());
        MemorySegment room = frames.reserve(bound).asSlice(frames.size(), bound);
        sizes[2 * i + 1] = writer.writeFrame(raw, LEVEL_DETAILS, room);
        frames.advance(sizes[2 * i + 1]);
      }
      packed.clear();
      for (long size : sizes) {
        CatalogInteger.write(packed, size);
      }
      packed.put(frames.written(), 0, frames.size());
      return packed.written();
    }
  }

  /**
   * The number of samples in the batch, and {@code content} after it; borrowed until the next call.
   */
  private MemorySegment withCount(GrowableBytes content) {
    packed.clear();
    CatalogInteger.write(packed, samplesInBatch);
    packed.put(content.written(), 0, content.size());
    return packed.written();
  }

  private static void writeFrame(
      PartSink sink, int stream, MemorySegment content, int level, PackWriter writer)
      throws IOException {
    PartClaim claim = sink.claim(stream, PackWriter.roomFor(content.byteSize()));
    long size = writer.writeFrame(content, level, claim.room());
    claim.commit(writer.metadata(), size);
  }

  /** Writes the names of all samples. */
  public void writeSampleNames(PartSink sink, int stream, PackWriter writer) throws IOException {
    packed.clear();
    CatalogInteger.write(packed, samples);
    packed.put(sampleNames.written(), 0, sampleNames.size());
    writeFrame(sink, stream, packed.written(), LEVEL_SAMPLES, writer);
  }

  @Override
  public void close() {
    sampleNames.close();
    contigNames.close();
    for (GrowableBytes detail : details) {
      detail.close();
    }
    packed.close();
    ids.close();
  }
}
