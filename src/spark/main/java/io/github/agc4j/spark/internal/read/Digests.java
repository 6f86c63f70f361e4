package io.github.agc4j.spark.internal.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** The digests of the contigs of one sample at a time, as far as rows have them. */
final class Digests {
  private static final long NO_SAMPLE = -1;

  private final AgcReader reader;
  private final boolean hasMd5;
  private final boolean hasGa4gh;
  private final List<UTF8String> md5s = new ArrayList<>();
  private final List<UTF8String> ga4ghs = new ArrayList<>();
  private long sample = NO_SAMPLE;

  Digests(AgcReader reader, ReadPlan plan) {
    this.reader = reader;
    this.hasMd5 = plan.has(Column.MD5);
    this.hasGa4gh = plan.has(Column.GA4GH);
  }

  /** The MD5 or the GA4GH digest of a contig; null if the archive has none of the sample. */
  UTF8String of(Column column, long ofSample, long contig) throws IOException {
    if (sample != ofSample) {
      read(ofSample);
    }
    List<UTF8String> all = column == Column.MD5 ? md5s : ga4ghs;
    return all.isEmpty() ? null : all.get((int) contig);
  }

  private void read(long ofSample) throws IOException {
    md5s.clear();
    ga4ghs.clear();
    SampleIndexes one = SampleIndexes.of(ofSample);
    if (hasGa4gh) {
      reader.digests(
          one,
          1,
          (index, digests) -> {
            for (long i = 0; digests != null && i < digests.contigs(); i++) {
              md5s.add(UTF8String.fromString(digests.contig(i).md5()));
              boolean hasName = reader.isAllLetters(index, i);
              String name = hasName ? digests.contig(i).refgetName() : null;
              ga4ghs.add(UTF8String.fromString(name));
            }
          });
    } else if (hasMd5) {
      long contigs = reader.contigs(ofSample);
      reader.md5s(
          one,
          1,
          (index, of) -> {
            for (long i = 0; of != null && i < contigs; i++) {
              md5s.add(UTF8String.fromString(of.of(i)));
            }
          });
    }
    sample = ofSample;
  }
}
