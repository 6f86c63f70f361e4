package io.github.agc4j.internal.read.set;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.SampleComparison;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out which samples of archives count in a set of them. Those with which an archive begins do
 * not if archives before it have them, too: such as those of a base that both extend. For one
 * thread.
 */
public final class SetIndexer implements AutoCloseable {
  private final List<String> files;
  private final OpenArchives archives;
  private final SampleNameSet names;

  /** For each name the archive that it counts in, and the sample there. */
  private final List<ArchiveSet.Member> members = new ArrayList<>();

  private final long[] before;

  /** Of the archives that are called {@code files} in {@code folder}, in their order. */
  public SetIndexer(Path folder, List<String> files) {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    this.files = List.copyOf(files);
    this.names = new SampleNameSet(budget);
    this.before = new long[files.size() + 1];
    this.archives =
        new OpenArchives(
            folder.toString(),
            files.stream().map(file -> ArchiveLocation.of(folder.resolve(file))).toList(),
            ReadOptions.DEFAULTS,
            budget);
  }

  /**
   * The set of the archives.
   *
   * @throws IOException when one cannot be read, or samples of one name are not the same, or stand
   *     elsewhere than at the beginning of the later archive
   */
  public ArchiveSet set() throws IOException {
    checkNames();
    for (int i = 0; i < files.size(); i++) {
      try (HeldArchive held = archives.hold(i)) {
        members.add(new ArchiveSet.Member(files.get(i), repeated(held.archive())));
        add(i, held.archive());
      }
    }
    return new ArchiveSet(members);
  }

  private void checkNames() throws IOException {
    Set<String> seen = new HashSet<>();
    for (String file : files) {
      try {
        new ArchiveSet.Member(file, 0);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": cannot be in an index of a set by this name", e);
      }
      if (!seen.add(file)) {
        throw new IOException(file + ": is named twice");
      }
    }
  }

  /** How many samples at the beginning of the archive are those of archives before it. */
  private long repeated(ArchiveReader archive) throws IOException {
    for (long sample = 0; sample < archive.samples(); sample++) {
      long known = names.indexOf(archive.sampleNameBytes(sample));
      if (known < 0) {
        return sample;
      }
      checkIsSame(archive, sample, known);
    }
    return archive.samples();
  }

  private void checkIsSame(ArchiveReader archive, long sample, long known) throws IOException {
    int other = 0;
    while (before[other + 1] <= known) {
      other++;
    }
    try (HeldArchive held = archives.hold(other)) {
      long there = known - before[other] + members.get(other).from();
      if (!new SampleComparison(archive, held.archive()).areSame(sample, there)) {
        throw new IOException(
            archive.name()
                + ": sample "
                + archive.sampleName(sample)
                + " is not that of "
                + held.archive().name());
      }
    }
  }

  private void add(int index, ArchiveReader archive) throws IOException {
    for (long sample = members.get(index).from(); sample < archive.samples(); sample++) {
      if (!names.add(archive.sampleNameBytes(sample))) {
        throw new IOException(
            archive.name()
                + ": sample "
                + archive.sampleName(sample)
                + " is in an archive before it, too");
      }
    }
    before[index + 1] = names.count();
  }

  /** Writes the names of the samples of a set beside its archives. */
  public static void writeNames(Path folder, ArchiveSet set) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    List<ArchiveLocation> locations = set.locations(ArchiveLocation.of(folder));
    try (OpenArchives archives =
            new OpenArchives(folder.toString(), locations, ReadOptions.DEFAULTS, budget);
        SetNames names = SetNames.of(archives, set, budget)) {
      names.write(folder.resolve(ArchiveSet.NAMES), set);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      archives.close();
    } finally {
      names.close();
    }
  }
}
