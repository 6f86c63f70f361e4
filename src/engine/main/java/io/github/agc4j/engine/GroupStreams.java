package io.github.agc4j.engine;

import io.github.agc4j.archive.PartSink;
import io.github.agc4j.archive.StreamNames;

/**
 * The numbers of the streams of a new archive: the three of the collection, the delta streams of
 * the raw groups, then a reference and a delta stream for each further group (AGC format, section
 * 1.5).
 */
final class GroupStreams {
  static final int SAMPLES = 0;
  static final int CONTIGS = 1;
  static final int DETAILS = 2;

  private static final int FIRST_RAW = 3;
  private static final int FIRST_PAIR = FIRST_RAW + StreamNames.RAW_GROUPS;

  private final PartSink sink;
  private int groups = StreamNames.RAW_GROUPS;

  /** Adds the streams that every archive has. */
  GroupStreams(PartSink sink) {
    this.sink = sink;
    sink.addStream(StreamNames.SAMPLES);
    sink.addStream(StreamNames.CONTIGS);
    sink.addStream(StreamNames.DETAILS);
    for (int group = 0; group < StreamNames.RAW_GROUPS; group++) {
      sink.addStream(StreamNames.delta(group));
    }
  }

  /** Adds the streams of the groups below {@code count} that have none yet. */
  void addGroups(long count) {
    for (; groups < count; groups++) {
      sink.addStream(StreamNames.reference(groups));
      sink.addStream(StreamNames.delta(groups));
    }
  }

  int reference(int group) {
    return FIRST_PAIR + 2 * (group - StreamNames.RAW_GROUPS);
  }

  int delta(int group) {
    return group < StreamNames.RAW_GROUPS ? FIRST_RAW + group : reference(group) + 1;
  }

  int groupOfReference(int stream) {
    return (stream - FIRST_PAIR) / 2 + StreamNames.RAW_GROUPS;
  }
}
