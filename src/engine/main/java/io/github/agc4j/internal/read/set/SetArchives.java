package io.github.agc4j.internal.read.set;

import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.open.QueryGate;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** The archives of a set, and which of them a sample is in. For any thread. */
final class SetArchives implements AutoCloseable {
  /** An index that is longer is none. */
  private static final long INDEX_BYTES_MAX = 64 << 20;

  private final String name;

  /** Those that were asked of late are open. */
  private final OpenArchives archives;

  /** The samples of all. */
  private final SetNames names;

  /** Keeps the names there while somebody asks for them. */
  private final QueryGate gate = new QueryGate();

  private boolean isClosed;

  private SetArchives(String name, OpenArchives archives, SetNames names) {
    this.name = name;
    this.archives = archives;
    this.names = names;
  }

  /** Opens the set in {@code folder}. */
  static SetArchives open(ArchiveLocation folder, ReadOptions options, MemoryBudget total)
      throws IOException {
    ArchiveSet set = index(folder, total);
    List<ArchiveLocation> locations = set.locations(folder);
    OpenArchives archives = new OpenArchives(folder.toString(), locations, options, total);
    try {
      MemoryBudget budget = total.child("names of the set");
      SetNames names = names(folder, set, locations, archives, budget);
      return new SetArchives(folder.toString(), archives, names);
    } catch (IOException | RuntimeException e) {
      archives.close();
      throw e;
    }
  }

  /** Where the archives of the set in {@code folder} are. */
  static List<ArchiveLocation> locations(ArchiveLocation folder, MemoryBudget budget)
      throws IOException {
    return index(folder, budget).locations(folder);
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

  /**
   * The names in the file beside the archives, or those of the archives if one of them has changed
   * since. An archive that is lost or damaged is told of when it is asked.
   */
  private static SetNames names(
      ArchiveLocation folder,
      ArchiveSet set,
      List<ArchiveLocation> locations,
      OpenArchives archives,
      MemoryBudget budget)
      throws IOException {
    SetNames kept = SetNames.read(folder.resolve(ArchiveSet.NAMES), set, budget);
    if (kept != null && !hasChanged(kept, locations)) {
      return kept;
    }
    try {
      SetNames read = SetNames.of(archives, set, budget);
      if (kept != null) {
        kept.close();
      }
      return read;
    } catch (IOException e) {
      if (kept == null) {
        throw e;
      }
      return kept;
    }
  }

  /** Whether a file of this machine has another length than the one that names were read from. */
  private static boolean hasChanged(SetNames names, List<ArchiveLocation> locations) {
    for (int i = 0; i < locations.size(); i++) {
      Path path = locations.get(i).path();
      try {
        if (path != null && !names.hasBytes(i, Files.size(path))) {
          return true;
        }
      } catch (IOException e) {
        // Said again when it is asked.
      }
    }
    return false;
  }

  /**
   * What is wrong with the set in {@code folder} besides what its archives are for themselves; null
   * if nothing is.
   */
  static String problem(ArchiveLocation folder, ReadOptions options, MemoryBudget total)
      throws IOException {
    ArchiveSet set = index(folder, total);
    try (OpenArchives archives =
            new OpenArchives(folder.toString(), set.locations(folder), options, total);
        SetNames names = SetNames.of(archives, set, total);
        SetNames kept = SetNames.read(folder.resolve(ArchiveSet.NAMES), set, total)) {
      return kept == null || kept.isSame(names)
          ? null
          : folder.resolve(ArchiveSet.NAMES) + ": is not what the archives say";
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Archive {@code index}, which is opened if it is not open. */
  HeldArchive hold(int index) throws IOException {
    HeldArchive held = archives.hold(index);
    try {
      if (!names.isOf(index, held.archive())) {
        throw new IOException(
            held.archive().name()
                + ": has changed since the set that it is in was opened or indexed");
      }
      return held;
    } catch (IOException | RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  /** Asks all of them, one after the other. */
  <T> List<T> askAll(ArchiveQuestion<T> question) throws IOException {
    return ask(IntStream.range(0, archives.count()), question);
  }

  /** Asks those that the samples are in, each once. */
  <T> List<T> askThose(long[] samples, ArchiveQuestion<T> question) throws IOException {
    return ask(Arrays.stream(samples).mapToInt(names::archiveOf).distinct(), question);
  }

  private <T> List<T> ask(IntStream indexes, ArchiveQuestion<T> question) throws IOException {
    List<T> answers = new ArrayList<>();
    for (Iterator<Integer> each = indexes.iterator(); each.hasNext(); ) {
      try (HeldArchive held = hold(each.next())) {
        answers.add(question.ask(held.archive()));
      }
    }
    return answers;
  }

  /** Archive {@code index} will not be asked soon. */
  void rest(int index) {
    archives.rest(index);
  }

  DecodedWork decoded() {
    return archives.decoded();
  }

  /** Bytes of all archives. */
  long archiveBytes() {
    return names.archiveBytes();
  }

  /** What is asked of the names, which are numbered as samples are. */
  interface NameQuestion<T> {
    T ask(SampleNameSet names) throws IOException;
  }

  /**
   * Asks for names, which stay there meanwhile.
   *
   * @throws IllegalStateException when the set is closed
   */
  <T> T askNames(NameQuestion<T> question) throws IOException {
    int cell = QueryGate.cell();
    if (!gate.enter(cell)) {
      throw new IllegalStateException(name + ": the reader is closed");
    }
    try {
      return question.ask(names.names());
    } finally {
      gate.leave(cell);
    }
  }

  /** Number of samples. */
  long samples() {
    return names.count();
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
  public synchronized void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    gate.close();
    try {
      archives.close();
    } finally {
      names.close();
    }
  }
}
