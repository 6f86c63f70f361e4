package io.github.agc4j;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.SampleQuery;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.TreeSet;

/**
 * A sample at a glance, from metadata alone: no base is decoded.
 *
 * @param contigs number of contigs
 * @param bases symbols of all contigs
 * @param segments number of segments that contigs were cut into
 * @param newSegments segments that began groups, since no group had one like them
 * @param newBases symbols of these: what the sample added to the collection
 * @param groups groups are numbered below this in the sample
 * @param sketch the least hashes of its segments' contents, ascending: at most {@value #SKETCH}
 */
public record SampleGlance(
    long contigs,
    long bases,
    long segments,
    long newSegments,
    long newBases,
    int groups,
    long[] sketch) {
  /** Hashes that a sketch has at most. */
  public static final int SKETCH = 256;

  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  /**
   * Looks at sample {@code sample}.
   *
   * @param groupsBefore groups are numbered below this in all samples before: those with higher
   *     numbers are new, as long as samples were only added
   * @throws IndexOutOfBoundsException when there is no such sample
   */
  public static SampleGlance of(AgcReader reader, long sample, int groupsBefore)
      throws IOException {
    return reader.members().ask(sample, (archive, own) -> of(archive, own, groupsBefore));
  }

  private static SampleGlance of(ArchiveReader archive, long sample, int groupsBefore)
      throws IOException {
    try (SampleQuery query = archive.query(sample)) {
      Look look = new Look(groupsBefore);
      for (long contig = 0; contig < query.contigs(); contig++) {
        look.bases += query.length(contig);
        query.forEachSegment(
            contig,
            0,
            Long.MAX_VALUE,
            (placement, length, start, from, to) ->
                look.add(placement.group(), placement.id(), to - from));
      }
      return look.at(query.contigs());
    }
  }

  /** What was seen so far. */
  private static final class Look {
    private final TreeSet<Long> least = new TreeSet<>();
    private final BitSet begun = new BitSet();
    private final int groupsBefore;
    private int groups;
    private long bases;
    private long segments;
    private long newSegments;
    private long newBases;

    private Look(int groupsBefore) {
      this.groupsBefore = groupsBefore;
      this.groups = groupsBefore;
    }

    private void add(int group, int id, long length) {
      segments++;
      groups = Math.max(groups, group + 1);
      boolean isNew = group < StreamNames.RAW_GROUPS || isFirstOfGroup(group, id);
      newSegments += isNew ? 1 : 0;
      newBases += isNew ? length : 0;
      // Equal segments of a group have the same number.
      long hash = hash((long) group << Integer.SIZE | id);
      if (least.size() < SKETCH || hash < least.last()) {
        least.add(hash);
        if (least.size() > SKETCH) {
          least.pollLast();
        }
      }
    }

    private boolean isFirstOfGroup(int group, int id) {
      if (id > 0 || group < groupsBefore || begun.get(group - groupsBefore)) {
        return false;
      }
      begun.set(group - groupsBefore);
      return true;
    }

    private static long hash(long key) {
      long mixed = (key + 1) * MULTIPLIER;
      mixed = (mixed ^ mixed >>> 32) * MULTIPLIER;
      return mixed ^ mixed >>> 29;
    }

    private SampleGlance at(long contigs) {
      long[] sketch = least.stream().mapToLong(Long::longValue).toArray();
      return new SampleGlance(contigs, bases, segments, newSegments, newBases, groups, sketch);
    }
  }

  /**
   * The share of segments that both samples have among those that one of them has, estimated by
   * sketches (A. Broder 1997, "On the resemblance and containment of documents"): exact for samples
   * of few segments.
   */
  public double resemblance(SampleGlance other) {
    int common = 0;
    int taken = 0;
    int limit = sketch.length < SKETCH && other.sketch.length < SKETCH ? Integer.MAX_VALUE : SKETCH;
    for (int i = 0, k = 0; taken < limit && (i < sketch.length || k < other.sketch.length); ) {
      boolean isOwn = k == other.sketch.length || i < sketch.length && sketch[i] <= other.sketch[k];
      boolean isOthers =
          i == sketch.length || k < other.sketch.length && other.sketch[k] <= sketch[i];
      common += isOwn && isOthers ? 1 : 0;
      i += isOwn ? 1 : 0;
      k += isOthers ? 1 : 0;
      taken++;
    }
    return taken == 0 ? 1 : (double) common / taken;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof SampleGlance other
        && contigs == other.contigs
        && bases == other.bases
        && segments == other.segments
        && newSegments == other.newSegments
        && newBases == other.newBases
        && groups == other.groups
        && Arrays.equals(sketch, other.sketch);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sketch);
  }
}
