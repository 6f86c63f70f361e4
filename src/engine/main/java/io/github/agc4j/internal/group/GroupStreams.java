package io.github.agc4j.internal.group;

import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.archive.StreamNames;

/**
 * The numbers of the streams of a new archive: the three of the collection, the one of the digests,
 * the delta streams of the raw groups, then a reference and a delta stream for each further group
 * (AGC format, section 1.5).
 */
public final class GroupStreams {
  /** Stream of the sample names. */
  public static final int SAMPLES = 0;

  /** Stream of the contig names. */
  public static final int CONTIGS = 1;

  /** Stream of the placements. */
  public static final int DETAILS = 2;

  /** Stream of the digests; of ours alone, after those that agc's append expects in front. */
  public static final int DIGESTS = 3;

  private static final int FIRST_RAW = 4;
  private static final int FIRST_PAIR = FIRST_RAW + StreamNames.RAW_GROUPS;

  private final PartSink sink;
  private int groups = StreamNames.RAW_GROUPS;

  /** Adds the streams that every archive has. */
  public GroupStreams(PartSink sink) {
    this.sink = sink;
    sink.addStream(StreamNames.SAMPLES);
    sink.addStream(StreamNames.CONTIGS);
    sink.addStream(StreamNames.DETAILS);
    sink.addStream(StreamNames.DIGESTS);
    for (int group = 0; group < StreamNames.RAW_GROUPS; group++) {
      sink.addStream(StreamNames.delta(group));
    }
  }

  /** Adds the streams of the groups below {@code count} that have none yet. */
  public void addGroups(long count) {
    for (; groups < count; groups++) {
      sink.addStream(StreamNames.reference(groups));
      sink.addStream(StreamNames.delta(groups));
    }
  }

  /** The reference stream of a group from 16 on. */
  public int reference(int group) {
    return FIRST_PAIR + 2 * (group - StreamNames.RAW_GROUPS);
  }

  /** The delta stream of a group. */
  public int delta(int group) {
    return group < StreamNames.RAW_GROUPS ? FIRST_RAW + group : reference(group) + 1;
  }
}
