package io.github.agc4j.internal.group;

import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.archive.StreamNames;
import java.util.List;

/**
 * The numbers of the streams of a new archive: the three of the collection, the one of the digests,
 * four of texts if these are kept, the delta streams of the raw groups, then a reference and a
 * delta stream for each further group (AGC format, section 1.5).
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

  /** The first of the streams of texts, if there are any: layouts, lower case, symbols, masks. */
  public static final int TEXTS = 4;

  /** Their names. */
  public static final List<String> TEXT_NAMES =
      List.of(StreamNames.LAYOUTS, StreamNames.LOWER_CASE, StreamNames.SYMBOLS, StreamNames.MASKS);

  private final PartSink sink;
  private final int firstRaw;
  private int groups = StreamNames.RAW_GROUPS;

  /** Adds the streams that every archive has; those of texts if {@code hasTexts}. */
  public GroupStreams(PartSink sink, boolean hasTexts) {
    this.sink = sink;
    sink.addStream(StreamNames.SAMPLES);
    sink.addStream(StreamNames.CONTIGS);
    sink.addStream(StreamNames.DETAILS);
    sink.addStream(StreamNames.DIGESTS);
    firstRaw = TEXTS + (hasTexts ? TEXT_NAMES.size() : 0);
    if (hasTexts) {
      TEXT_NAMES.forEach(sink::addStream);
    }
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
    return firstRaw + StreamNames.RAW_GROUPS + 2 * (group - StreamNames.RAW_GROUPS);
  }

  /** The delta stream of a group. */
  public int delta(int group) {
    return group < StreamNames.RAW_GROUPS ? firstRaw + group : reference(group) + 1;
  }
}
