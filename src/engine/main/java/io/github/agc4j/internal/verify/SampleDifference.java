package io.github.agc4j.internal.verify;

import io.github.agc4j.info.DiffFinding;
import io.github.agc4j.info.DiffListener;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.HashingChannel;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.SampleComparison;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In what samples of two archives differ. For one thread. */
public final class SampleDifference {
  private final ArchiveReader first;
  private final ArchiveReader second;
  private final int threads;

  /**
   * The difference of samples of {@code first} and {@code second}, which are borrowed.
   *
   * @param threads how many threads decode
   */
  public SampleDifference(ArchiveReader first, ArchiveReader second, int threads) {
    this.first = first;
    this.second = second;
    this.threads = threads;
  }

  /** Tells {@code listener} of a sample of each archive and, if they differ, of their contigs. */
  public DiffFinding tell(long sample, long other, DiffListener listener) throws IOException {
    List<byte[]> names = first.contigNameBytes(sample);
    List<byte[]> others = second.contigNameBytes(other);
    String name = first.sampleName(sample);
    boolean haveSameNames = areEqual(names, others);
    if (haveSameNames && new SampleComparison(first, second).areProvenSame(sample, other)) {
      listener.sample(name, DiffFinding.SAME);
      return DiffFinding.SAME;
    }
    List<Contig> contigs = compare(sample, other, names, others);
    boolean areSame = contigs.stream().allMatch(contig -> contig.finding == DiffFinding.SAME);
    DiffFinding finding =
        !areSame ? DiffFinding.DIFFERENT : haveSameNames ? DiffFinding.SAME : DiffFinding.REORDERED;
    listener.sample(name, finding);
    if (finding == DiffFinding.DIFFERENT) {
      for (Contig contig : contigs) {
        listener.contig(name, ArchiveReader.text(contig.name), contig.finding);
      }
    }
    return finding;
  }

  private record Contig(byte[] name, DiffFinding finding) {}

  private static boolean areEqual(List<byte[]> names, List<byte[]> others) {
    return Arrays.equals(
        names.toArray(byte[][]::new), others.toArray(byte[][]::new), Arrays::compare);
  }

  private List<Contig> compare(long sample, long other, List<byte[]> names, List<byte[]> others)
      throws IOException {
    ContigDigests digests = digests(first, sample);
    ContigDigests otherDigests = digests(second, other);
    Map<String, Integer> otherContigs = new HashMap<>();
    for (int i = 0; i < others.size(); i++) {
      otherContigs.put(key(others.get(i)), i);
    }
    List<Contig> contigs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Integer there = otherContigs.remove(key(names.get(i)));
      DiffFinding finding = DiffFinding.ONLY_FIRST;
      if (there != null) {
        boolean isSame =
            first.contigLength(sample, i) == second.contigLength(other, there)
                && md5(first, sample, i, digests).equals(md5(second, other, there, otherDigests));
        finding = isSame ? DiffFinding.SAME : DiffFinding.DIFFERENT;
      }
      contigs.add(new Contig(names.get(i), finding));
    }
    for (byte[] name : others) {
      if (otherContigs.containsKey(key(name))) {
        contigs.add(new Contig(name, DiffFinding.ONLY_SECOND));
      }
    }
    return contigs;
  }

  /** A name that need not be UTF-8. */
  private static String key(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** The MD5s that are stored, and of short contigs those that are not. */
  private ContigDigests digests(ArchiveReader reader, long sample) throws IOException {
    ContigDigests known = new ContigDigests(false);
    reader.withStoredDigests(
        sample,
        stored -> {
          for (long contig = 0; contig < stored.contigs(); contig++) {
            ContigDigest digest = stored.contig(contig);
            if (digest.hasMd5()) {
              known.put(sample, contig, digest);
            }
          }
        });
    known.putAll(
        reader.contigDigests(
            SampleIndexes.of(sample),
            (of, contig) -> known.get(of, contig) == null,
            false,
            threads));
    return known;
  }

  private static String md5(ArchiveReader reader, long sample, long contig, ContigDigests known)
      throws IOException {
    ContigDigest digest = known.get(sample, contig);
    if (digest != null) {
      return digest.md5();
    }
    try (HashingChannel letters = new HashingChannel(false)) {
      reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, Restored.SYMBOLS, letters);
      return letters.finish().md5();
    }
  }
}
