package io.github.agc4j.internal.life;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is taken of each of several archives when they are merged, and how. For one thread.
 *
 * @param copied the first of them and those that extend the same base, up to the first that does
 *     not: of these sequences are copied
 * @param placed the others, of which all sequences are decoded and placed anew
 * @param keptText what any of them keeps of texts
 * @param annotations what archives after the first tell of themselves and of samples that are taken
 *     from an earlier one
 * @param repeated number of samples that are in an earlier archive, too, and are taken once
 */
record MergePlan(
    List<Taken> copied,
    List<Taken> placed,
    KeptText keptText,
    Annotations annotations,
    long repeated) {
  /**
   * What is taken of an archive.
   *
   * @param samples ascending
   * @param renamed new names of those whose names others have
   */
  record Taken(Path path, SampleIndexes samples, Map<Long, String> renamed) {
    /** What a sample is called. */
    byte[] name(SourceArchive source, long sample) {
      String name = renamed.get(sample);
      return name == null
          ? source.metadata().sampleName(sample)
          : name.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * The plan for {@code archives} in their order.
   *
   * @param chosen the samples that are taken of each, ascending; null for all
   * @param renames whether samples get other names if an earlier archive has another sample of
   *     their name, which is an error otherwise
   */
  static MergePlan of(List<Path> archives, List<SampleIndexes> chosen, boolean renames)
      throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (SourceArchive first = new SourceArchive(archives.get(0), budget);
        Planning planning = new Planning(first, archives, chosen, renames, budget)) {
      return planning.run();
    }
  }

  /** The making of a plan. */
  private static final class Planning implements AutoCloseable {
    /** Columns of the samples: which archive they are of, and their index there. */
    private static final int ARCHIVE = 0;

    private static final int SAMPLE = 1;

    /** One of so many groups has to be a base's, if it is where it was. */
    private static final int SHARE_IN_PLACE = 8;

    private static final int COLUMNS = 2;

    private final SourceArchive first;
    private final List<Path> archives;
    private final List<SampleIndexes> chosen;
    private final boolean renames;
    private final MemoryBudget budget;
    private final SampleNameSet names;

    /** A row for each name. */
    private final LongTable places;

    private final GroupTable firstKeys;
    private final Map<String, String> ofArchive = new TreeMap<>();

    /** What was told of samples by archives that they were not taken from. */
    private final Map<String, Map<String, String>> ofSamples = new HashMap<>();

    private KeptText keptText;
    private long repeated;

    /** The archive in front of the one at hand that was asked last, and its number. */
    private SourceArchive earlier;

    private int earlierNumber;

    private Planning(
        SourceArchive first,
        List<Path> archives,
        List<SampleIndexes> chosen,
        boolean renames,
        MemoryBudget budget)
        throws IOException {
      this.first = first;
      this.archives = archives;
      this.chosen = chosen;
      this.renames = renames;
      this.budget = budget;
      this.names = new SampleNameSet(budget);
      this.places = new LongTable(COLUMNS, budget);
      this.firstKeys = new GroupTable(budget);
      this.keptText = first.keptText();
    }

    private MergePlan run() throws IOException {
      first.readKeys(firstKeys, budget);
      List<Taken> copied = new ArrayList<>();
      List<Taken> placed = new ArrayList<>();
      copied.add(take(0, first));
      for (int i = 1; i < archives.size(); i++) {
        try (SourceArchive next = new SourceArchive(archives.get(i), budget)) {
          boolean isCopied = placed.isEmpty() && extendsSameBase(next);
          (isCopied ? copied : placed).add(take(i, next));
          keptText = keptText.union(next.keptText());
        }
      }
      Annotations annotations =
          new Annotations(ofArchive, name -> ofSamples.getOrDefault(name, Map.of()));
      return new MergePlan(copied, placed, keptText, annotations, repeated);
    }

    /**
     * Whether an archive likely extends what the first does: half of its groups at least are likely
     * those of the first, or an eighth are, with the same numbers, which the base's keep however
     * many come after. By their keys and the sizes of their references, for which no part is read;
     * what is really the same is found out when it is copied.
     */
    private boolean extendsSameBase(SourceArchive other) throws IOException {
      if (!other.hasParametersOf(first)) {
        return false;
      }
      try (GroupTable keys = new GroupTable(budget)) {
        other.readKeys(keys, budget);
        long groups = other.groups().groups() - StreamNames.RAW_GROUPS;
        long same = 0;
        long inPlace = 0;
        for (int group = StreamNames.RAW_GROUPS; group < other.groups().groups(); group++) {
          long like = firstKeys.group(keys.key(group));
          boolean isSame =
              like != GroupTable.NONE
                  && first.referenceBytes((int) like) == other.referenceBytes(group);
          same += isSame ? 1 : 0;
          inPlace += isSame && like == group ? 1 : 0;
        }
        return 2 * same >= groups || SHARE_IN_PLACE * inPlace >= groups;
      }
    }

    private Taken take(int archive, SourceArchive source) throws IOException {
      unite(archives.get(archive) + "", source.annotations().ofArchive(), ofArchive);
      SampleIndexes.Builder taken = new SampleIndexes.Builder();
      Map<Long, String> renamed = new HashMap<>();
      SampleIndexes wanted =
          chosen == null ? SampleIndexes.range(0, source.samples()) : chosen.get(archive);
      for (long sample : wanted) {
        byte[] name = source.metadata().sampleName(sample);
        if (!names.add(name)) {
          if (isRepeated(archive, source, sample, names.indexOf(name))) {
            repeated++;
            uniteSample(archive, source, sample, name);
            continue;
          }
          renamed.put(sample, newName(archive, name));
        }
        long row = places.add();
        places.set(row, ARCHIVE, archive);
        places.set(row, SAMPLE, sample);
        taken.add(sample);
      }
      return new Taken(archives.get(archive), ranged(taken.inOrder()), renamed);
    }

    /** Adds pairs to those that are known; another value for a key that is known is refused. */
    private static void unite(String what, Map<String, String> pairs, Map<String, String> known)
        throws IOException {
      for (Map.Entry<String, String> pair : pairs.entrySet()) {
        String before = known.putIfAbsent(pair.getKey(), pair.getValue());
        if (before != null && !before.equals(pair.getValue())) {
          throw new IOException(
              what
                  + ": is annotated with "
                  + pair.getKey()
                  + "="
                  + pair.getValue()
                  + ", in an earlier archive with "
                  + before);
        }
      }
    }

    private void uniteSample(int archive, SourceArchive source, long sample, byte[] name)
        throws IOException {
      Map<String, String> told = source.annotations().ofSample(sample);
      long row = names.indexOf(name);
      if (!told.isEmpty() && places.get(row, ARCHIVE) != archive) {
        String text = ArchiveReader.text(name);
        Map<String, String> known =
            new TreeMap<>(
                earlier((int) places.get(row, ARCHIVE))
                    .annotations()
                    .ofSample(places.get(row, SAMPLE)));
        known.putAll(ofSamples.getOrDefault(text, Map.of()));
        unite(archives.get(archive) + ": sample " + text, told, known);
        ofSamples.put(text, known);
      }
    }

    /** A range, if it is one: of an archive with millions of samples it takes no room. */
    private static SampleIndexes ranged(SampleIndexes samples) {
      int size = samples.size();
      boolean isRange = size > 0 && samples.get(size - 1) - samples.get(0) == size - 1;
      return isRange ? SampleIndexes.range(samples.get(0), samples.get(0) + size) : samples;
    }

    private boolean isRepeated(int archive, SourceArchive source, long sample, long row)
        throws IOException {
      int before = (int) places.get(row, ARCHIVE);
      long there = places.get(row, SAMPLE);
      SourceArchive other = before == archive ? source : earlier(before);
      return source.metadata().isSame(sample, other.metadata(), there);
    }

    private SourceArchive earlier(int number) throws IOException {
      if (number == 0) {
        return first;
      }
      if (earlier == null || earlierNumber != number) {
        closeEarlier();
        earlier = new SourceArchive(archives.get(number), budget);
        earlierNumber = number;
      }
      return earlier;
    }

    private void closeEarlier() throws IOException {
      if (earlier != null) {
        earlier.close();
        earlier = null;
      }
    }

    private String newName(int archive, byte[] name) throws IOException {
      String old = ArchiveReader.text(name);
      if (!renames) {
        throw new IOException(
            archives.get(archive)
                + ": an earlier archive has another sample "
                + old
                + " (--rename-duplicates gives this one another name)");
      }
      long number = 2;
      while (!names.add((old + "-" + number).getBytes(StandardCharsets.UTF_8))) {
        number++;
      }
      return old + "-" + number;
    }

    @Override
    public void close() throws IOException {
      closeEarlier();
      names.close();
      places.close();
      firstKeys.close();
    }
  }
}
