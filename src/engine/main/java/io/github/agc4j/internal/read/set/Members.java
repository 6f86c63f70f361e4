package io.github.agc4j.internal.read.set;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.SampleVisitor;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** The archives that are read as one: one, or those of an {@link ArchiveSet}. For any thread. */
public final class Members implements AutoCloseable {
  /** What each archive of a set may keep, at least. */
  private static final long BYTES_MIN = 1 << 20;

  private final String name;
  private final MemoryBudget total;
  private final List<ArchiveReader> archives;

  /** The index in each archive of the first sample that counts. */
  private final long[] skipped;

  /** How many samples the archives before each have, and last how many there are. */
  private final long[] before;

  private Members(String name, MemoryBudget total, List<ArchiveReader> archives, long[] skipped)
      throws IOException {
    this.name = name;
    this.total = total;
    this.archives = archives;
    this.skipped = skipped;
    this.before = new long[archives.size() + 1];
    for (int i = 0; i < archives.size(); i++) {
      long samples = archives.get(i).samples() - skipped[i];
      if (samples < 0) {
        throw new IOException(
            archives.get(i).name()
                + ": has "
                + archives.get(i).samples()
                + " samples, and is in a set from sample "
                + skipped[i]
                + " on");
      }
      before[i + 1] = before[i] + samples;
    }
  }

  /** A sample by the archive that it is in, and its index there. */
  public record Place(ArchiveReader archive, long sample) {}

  /** Opens what is at {@code location}. */
  public static Members open(ArchiveLocation location, ReadOptions options, MemoryBudget total)
      throws IOException {
    Path path = location.path();
    if (path != null && ArchiveSet.isSet(path)) {
      return openSet(path, options, total);
    }
    ArchiveReader archive = ArchiveReader.open(location, options, total);
    return new Members(archive.name(), total, List.of(archive), new long[1]);
  }

  /** One of a set's archives, which stays its owner's. */
  public static Members of(ArchiveReader archive) throws IOException {
    return new Members(archive.name(), archive.memory(), List.of(archive), new long[1]);
  }

  private static Members openSet(Path folder, ReadOptions options, MemoryBudget total)
      throws IOException {
    List<ArchiveSet.Member> members = ArchiveSet.read(folder).members();
    ReadOptions share =
        options
            .withCache(Math.max(BYTES_MIN, options.cacheBytes() / members.size()))
            .withMapped(Math.max(BYTES_MIN, options.mappedBytes() / members.size()));
    List<ArchiveReader> archives = new ArrayList<>();
    try {
      for (ArchiveSet.Member member : members) {
        ArchiveLocation location = ArchiveLocation.of(folder.resolve(member.name()));
        archives.add(ArchiveReader.open(location, share, total.child(member.name())));
      }
      long[] skipped = members.stream().mapToLong(ArchiveSet.Member::from).toArray();
      return new Members(folder.toString(), total, List.copyOf(archives), skipped);
    } catch (IOException | RuntimeException e) {
      closeAll(archives);
      throw e;
    }
  }

  /** All of them. */
  public List<ArchiveReader> archives() {
    return archives;
  }

  /**
   * The only one.
   *
   * @throws IllegalStateException when it is a set
   */
  public ArchiveReader only() {
    if (isSet()) {
      throw new IllegalStateException(name + ": is a set: ask one of its archives");
    }
    return archives.getFirst();
  }

  public boolean isSet() {
    return archives.size() > 1 || skipped[0] > 0;
  }

  public String name() {
    return name;
  }

  public MemoryBudget memory() {
    return total;
  }

  /** Number of samples. */
  public long samples() {
    return isSet() ? before[archives.size()] : archives.getFirst().samples();
  }

  /**
   * Where sample {@code sample} is.
   *
   * @throws IndexOutOfBoundsException when there is none, in a set; otherwise the archive says so
   */
  public Place at(long sample) {
    if (!isSet()) {
      return new Place(archives.getFirst(), sample);
    }
    Objects.checkIndex(sample, samples());
    int found = Arrays.binarySearch(before, sample);
    int member = found < 0 ? -found - 2 : found;
    while (before[member + 1] == sample) {
      member++;
    }
    return new Place(archives.get(member), sample - before[member] + skipped[member]);
  }

  /** The index of the sample with this very name, or −1. */
  public long find(String sampleName) {
    for (int i = 0; i < archives.size(); i++) {
      long found = archives.get(i).findSample(sampleName);
      if (found >= skipped[i]) {
        return found - skipped[i] + before[i];
      }
    }
    return -1;
  }

  /** Shows all samples to {@code visitor}, in the bytewise order of their names. */
  public void forEachByName(SampleVisitor visitor) throws IOException {
    if (isSet()) {
      Comparator<Long> byName =
          (one, other) -> Arrays.compareUnsigned(nameBytes(one), nameBytes(other));
      for (long sample : LongStream.range(0, samples()).boxed().sorted(byName).toList()) {
        visitor.visit(sample);
      }
      return;
    }
    ArchiveReader archive = archives.getFirst();
    try (OpenArchive.Entry entry = archive.opened().enter();
        LongArray byName = entry.catalog().samplesByName(archive.outputBudget())) {
      for (long i = 0; i < byName.count(); i++) {
        visitor.visit(byName.get(i));
      }
    }
  }

  private byte[] nameBytes(long sample) {
    Place at = at(sample);
    return at.archive().sampleNameBytes(at.sample());
  }

  /** Some samples of one archive, by their indexes there and in all. */
  public record Run(ArchiveReader archive, SampleIndexes samples, long shift) {
    /** The index in all of a sample of the archive. */
    public long shown(long sample) {
      return sample + shift;
    }
  }

  /** {@code samples} in their order, those that follow each other in one archive together. */
  public List<Run> runs(SampleIndexes samples) {
    if (!isSet()) {
      return List.of(new Run(archives.getFirst(), samples, 0));
    }
    List<Run> runs = new ArrayList<>();
    int from = 0;
    while (from < samples.size()) {
      Place first = at(samples.get(from));
      SampleIndexes.Builder own = new SampleIndexes.Builder();
      int to = from;
      while (to < samples.size() && at(samples.get(to)).archive() == first.archive()) {
        own.add(at(samples.get(to++)).sample());
      }
      runs.add(new Run(first.archive(), own.inOrder(), samples.get(from) - first.sample()));
      from = to;
    }
    return runs;
  }

  @Override
  public void close() throws IOException {
    closeAll(archives);
  }

  private static void closeAll(List<ArchiveReader> archives) throws IOException {
    IOException failure = null;
    for (ArchiveReader archive : archives) {
      try {
        archive.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
