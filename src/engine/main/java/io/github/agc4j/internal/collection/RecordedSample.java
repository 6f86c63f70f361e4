package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;

/** Writes down the metadata of samples, so that they can be added later. For one thread. */
public final class RecordedSample implements SampleSink {
  private final GrowableBytes record;
  private final NameCoder.Checked names = new NameCoder.Checked();

  /** Writes after what {@code record} has, which is borrowed. */
  public RecordedSample(GrowableBytes record) {
    this.record = record;
  }

  @Override
  public void startSample(byte[] name, long contigs) {
    record.put(name);
    record.putByte(0);
    CatalogInteger.write(record, contigs);
    names.start();
  }

  @Override
  public void addContig(byte[] name, long segments) {
    names.encode(name);
    record.put(name);
    record.putByte(0);
    CatalogInteger.write(record, segments);
  }

  @Override
  public void addSegment(int group, long id, boolean reverse, long length) {
    CatalogInteger.write(record, group);
    CatalogInteger.write(record, id);
    CatalogInteger.write(record, reverse ? 1 : 0);
    CatalogInteger.write(record, length);
  }

  /** Gives the sample that {@code in} is at to {@code sink}; then {@code in} is after it. */
  public static void replay(ByteReader in, SampleSink sink) {
    byte[] sampleName = in.zeroTerminated();
    long contigs = CatalogInteger.read(in);
    sink.startSample(sampleName, contigs);
    for (long contig = 0; contig < contigs; contig++) {
      byte[] name = in.zeroTerminated();
      long segments = CatalogInteger.read(in);
      sink.addContig(name, segments);
      for (long i = 0; i < segments; i++) {
        int group = (int) CatalogInteger.read(in);
        long id = CatalogInteger.read(in);
        boolean reverse = CatalogInteger.read(in) != 0;
        sink.addSegment(group, id, reverse, CatalogInteger.read(in));
      }
    }
  }
}
