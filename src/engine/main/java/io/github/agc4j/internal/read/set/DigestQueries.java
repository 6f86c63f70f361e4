package io.github.agc4j.internal.read.set;

import io.github.agc4j.info.SequenceDigest;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.MissingDigests;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.query.DigestVisitor;
import io.github.agc4j.query.Md5Visitor;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The digests of samples of one archive; those that it does not have are computed.
 *
 * @param threads how many threads decode
 */
public record DigestQueries(ArchiveReader archive, int threads) {
  /** Samples whose digests are computed together: each contig has a place on the heap meanwhile. */
  private static final int TOGETHER = 100;

  /** See {@link io.github.agc4j.AgcReader#digests}. */
  public void digests(SampleIndexes samples, DigestVisitor visitor) throws IOException {
    for (SampleIndexes some : together(samples)) {
      ContigDigests known = computed(some, SequenceDigest::isWhole, true);
      for (long sample : some) {
        if (!archive.digests(sample).show(known, digests -> visitor.visit(sample, digests))) {
          visitor.visit(sample, null);
        }
      }
    }
  }

  /** See {@link io.github.agc4j.AgcReader#md5s}. */
  public void md5s(SampleIndexes samples, Md5Visitor visitor) throws IOException {
    for (SampleIndexes some : together(samples)) {
      ContigDigests known = computed(some, SequenceDigest::hasMd5, false);
      for (long sample : some) {
        if (!archive.digests(sample).showMd5s(known, md5s -> visitor.visit(sample, md5s))) {
          visitor.visit(sample, null);
        }
      }
    }
  }

  private static Iterable<SampleIndexes> together(SampleIndexes samples) {
    int parts = (samples.size() + TOGETHER - 1) / TOGETHER;
    return () ->
        IntStream.range(0, parts)
            .mapToObj(
                part ->
                    samples.slice(part * TOGETHER, Math.min(samples.size(), (part + 1) * TOGETHER)))
            .iterator();
  }

  private ContigDigests computed(
      SampleIndexes samples, Predicate<SequenceDigest> enough, boolean isWhole) throws IOException {
    MissingDigests missing = new MissingDigests(archive, samples, enough);
    return archive.contigDigests(missing.samples(), missing, isWhole, threads);
  }

  /** See {@link io.github.agc4j.AgcReader#isAllLetters}. */
  public boolean isAllLetters(long sample, long contig) throws IOException {
    boolean[] areLetters = {true};
    try (SampleQuery query = archive.query(sample)) {
      Objects.checkIndex(contig, query.contigs());
      archive
          .texts()
          .symbols()
          .forEach(
              sample,
              contig,
              0,
              Long.MAX_VALUE,
              (start, end, symbol) -> areLetters[0] &= Character.isLetter(symbol) && symbol < 0x80);
    }
    return areLetters[0];
  }
}
