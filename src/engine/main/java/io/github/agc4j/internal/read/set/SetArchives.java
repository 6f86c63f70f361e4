package io.github.agc4j.internal.read.set;

import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The archives of a set, and which of them a sample is in. For any thread.
 *
 * @param archives those that were asked of late are open
 * @param names the samples of all
 */
record SetArchives(OpenArchives archives, SetNames names) implements AutoCloseable {
  /** An index that is longer is none. */
  private static final long INDEX_BYTES_MAX = 64 << 20;

  /** Opens the set in {@code folder}. */
  static SetArchives open(ArchiveLocation folder, ReadOptions options, MemoryBudget total)
      throws IOException {
    ArchiveSet set = index(folder, total);
    List<ArchiveLocation> locations = locations(folder, set);
    OpenArchives archives = new OpenArchives(folder.toString(), locations, options, total);
    try {
      MemoryBudget budget = total.child("names of the set");
      SetNames kept = kept(folder, set, locations, budget);
      return new SetArchives(archives, kept == null ? SetNames.of(archives, set, budget) : kept);
    } catch (IOException | RuntimeException e) {
      archives.close();
      throw e;
    }
  }

  /** Where the archives of the set in {@code folder} are. */
  static List<ArchiveLocation> locations(ArchiveLocation folder, MemoryBudget budget)
      throws IOException {
    return locations(folder, index(folder, budget));
  }

  private static List<ArchiveLocation> locations(ArchiveLocation folder, ArchiveSet set) {
    return set.members().stream().map(member -> folder.resolve(member.name())).toList();
  }

  private static ArchiveSet index(ArchiveLocation folder, MemoryBudget budget) throws IOException {
    if (folder.path() != null) {
      return ArchiveSet.read(folder.path());
    }
    try (ReadableFile file = FileOpener.of(folder.resolve(ArchiveSet.INDEX), null).open(budget)) {
      if (file.size() > INDEX_BYTES_MAX) {
        throw new IOException(file.name() + ": is no index of a set");
      }
      try (Block all = Block.shared(file.size(), budget)) {
        file.read(0, all.bytes());
        byte[] text = all.bytes().asSlice(0, file.size()).toArray(ValueLayout.JAVA_BYTE);
        return ArchiveSet.parse(
            file.name(), new String(text, StandardCharsets.UTF_8).lines().toList());
      }
    }
  }

  /** The names in the file beside the archives; null if archives have changed since. */
  private static SetNames kept(
      ArchiveLocation folder, ArchiveSet set, List<ArchiveLocation> locations, MemoryBudget budget)
      throws IOException {
    SetNames kept = SetNames.read(folder.resolve(ArchiveSet.NAMES), set, budget);
    for (int i = 0; kept != null && i < locations.size(); i++) {
      Path path = locations.get(i).path();
      if (path != null && !kept.hasBytes(i, Files.size(path))) {
        kept.close();
        kept = null;
      }
    }
    return kept;
  }

  /** Archive {@code index}, which is opened if it is not open. */
  HeldArchive hold(int index) throws IOException {
    HeldArchive held = archives.hold(index);
    if (!names.hasBytes(index, held.archive().fileBytes())) {
      held.close();
      throw new IOException(
          held.archive().name()
              + ": has changed since the set that it is in was opened or indexed");
    }
    return held;
  }

  /** Archive {@code index} will not be asked soon. */
  void rest(int index) throws IOException {
    archives.rest(index);
  }

  /** Asks all of them, one after the other. */
  <T> List<T> askAll(ArchiveQuestion<T> question) throws IOException {
    return archives.ask(IntStream.range(0, archives.count()), question);
  }

  /** Asks those that the samples are in, each once. */
  <T> List<T> askThose(long[] samples, ArchiveQuestion<T> question) throws IOException {
    return archives.ask(Arrays.stream(samples).mapToInt(names::archiveOf).distinct(), question);
  }

  DecodedWork decoded() {
    return archives.decoded();
  }

  /** Number of samples. */
  long samples() {
    return names.count();
  }

  /** The names of the samples, numbered as they are. */
  SampleNameSet sampleNames() {
    return names.names();
  }

  /** The number of the archive that a sample is in, which there is. */
  int archiveOf(long sample) {
    return names.archiveOf(sample);
  }

  /** The index in archive {@code archive} of a sample that is there. */
  long own(int archive, long sample) {
    return sample - names.shift(archive);
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
