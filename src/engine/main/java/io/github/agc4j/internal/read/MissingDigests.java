package io.github.agc4j.internal.read;

import io.github.agc4j.info.SampleDigest;
import io.github.agc4j.info.SequenceDigest;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The contigs whose digests are stored, but not so that they tell enough. */
public final class MissingDigests implements ContigDigests.Choice {
  private final Map<Long, BitSet> missing = new LinkedHashMap<>();

  /** Those of {@code samples} whose digests are not {@code enough}. */
  public MissingDigests(
      ArchiveReader reader, SampleIndexes samples, Predicate<SequenceDigest> enough)
      throws IOException {
    for (long sample : samples) {
      BitSet contigs = new BitSet();
      reader
          .digests(sample)
          .showStored(
              stored -> {
                if (!stored.isWhole()) {
                  mark(stored, enough, contigs);
                }
              });
      if (!contigs.isEmpty()) {
        missing.put(sample, contigs);
      }
    }
  }

  private static void mark(SampleDigest stored, Predicate<SequenceDigest> enough, BitSet contigs) {
    for (int contig = 0; contig < stored.contigs(); contig++) {
      contigs.set(contig, !enough.test(stored.contig(contig)));
    }
  }

  /** The samples that have such contigs. */
  public SampleIndexes samples() {
    return SampleIndexes.of(missing.keySet().stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public boolean isWanted(long sample, long contig) {
    return missing.get(sample).get((int) contig);
  }
}
