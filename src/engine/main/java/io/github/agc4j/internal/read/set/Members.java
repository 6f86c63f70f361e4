package io.github.agc4j.internal.read.set;

import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.internal.collection.SampleNameSet;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The archives that are read as one: one, or those of an {@link ArchiveSet}. For any thread. */
public final class Members implements AutoCloseable {
  private final String name;
  private final MemoryBudget total;

  /** Null of a set. */
  private final ArchiveReader only;

  /** Of a set. */
  private final SetArchives set;

  private Members(String name, MemoryBudget total, ArchiveReader only, SetArchives set) {
    this.name = name;
    this.total = total;
    this.only = only;
    this.set = set;
  }

  /** Opens what is at {@code location}. */
  public static Members open(ArchiveLocation location, ReadOptions options, MemoryBudget total)
      throws IOException {
    if (ArchiveSet.isSet(location)) {
      ArchiveLocation folder = ArchiveSet.folder(location);
      return new Members(folder.toString(), total, null, SetArchives.open(folder, options, total));
    }
    if (location.localFile() != null && Files.isDirectory(location.localFile())) {
      throw new IOException(
          location
              + ": is a directory, and no set of archives (it has no "
              + ArchiveSet.INDEX
              + ")");
    }
    return of(ArchiveReader.open(location, options, total));
  }

  /** Where the archives are of what is at {@code location}, in their order; none is opened. */
  public static List<ArchiveLocation> locations(ArchiveLocation location, MemoryBudget total)
      throws IOException {
    return ArchiveSet.isSet(location)
        ? SetArchives.locations(ArchiveSet.folder(location), total)
        : List.of(location);
  }

  /**
   * What is wrong with the set at {@code location} besides what its archives are for themselves;
   * null if nothing is.
   */
  public static String problemOfSet(
      ArchiveLocation location, ReadOptions options, MemoryBudget total) throws IOException {
    return SetArchives.problem(ArchiveSet.folder(location), options, total);
  }

  /** One archive, which is closed with this. */
  public static Members of(ArchiveReader archive) {
    return new Members(archive.name(), archive.memory(), archive, null);
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
    return only;
  }

  public boolean isSet() {
    return set != null;
  }

  public String name() {
    return name;
  }

  public MemoryBudget memory() {
    return total;
  }

  /** Number of samples. */
  public long samples() {
    return isSet() ? set.samples() : only.samples();
  }

  /** What is asked of the archive that a sample is in, by its index there. */
  public interface Question<T> {
    T ask(ArchiveReader archive, long sample) throws IOException;
  }

  /** The same without an answer. */
  public interface Work {
    void run(ArchiveReader archive, long sample) throws IOException;
  }

  /**
   * Asks the archive that sample {@code sample} is in.
   *
   * @throws IndexOutOfBoundsException when there is none
   */
  public <T> T ask(long sample, Question<T> question) throws IOException {
    if (!isSet()) {
      return question.ask(only, sample);
    }
    Objects.checkIndex(sample, samples());
    int archive = set.archiveOf(sample);
    try (HeldArchive held = set.hold(archive)) {
      return question.ask(held.archive(), set.own(archive, sample));
    }
  }

  /** The same without an answer. */
  public void run(long sample, Work work) throws IOException {
    ask(
        sample,
        (archive, own) -> {
          work.run(archive, own);
          return null;
        });
  }

  /**
   * Asks each archive.
   *
   * @throws UncheckedIOException when one of a set cannot be opened
   */
  public <T> List<T> askAll(ArchiveQuestion<T> question) {
    try {
      return isSet() ? set.askAll(question) : List.of(question.ask(only));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks those that {@code samples} are in, each once. */
  public <T> List<T> askThose(SampleIndexes samples, ArchiveQuestion<T> question)
      throws IOException {
    return isSet()
        ? set.askThose(samples.stream().toArray(), question)
        : List.of(question.ask(only));
  }

  /** Asks the first one: see {@link #askAll}. */
  public <T> T askFirst(ArchiveQuestion<T> question) {
    try (HeldArchive first = hold(0)) {
      return question.ask(first.archive());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of the file, or of all. */
  public long fileBytes() {
    return isSet() ? set.archiveBytes() : only.fileBytes();
  }

  /** What reading took so far. */
  public DecodedWork decoded() {
    return isSet() ? set.decoded() : only.opened().decoded();
  }

  /** The name of sample {@code sample} as its archive has it. */
  public byte[] sampleNameBytes(long sample) {
    return isSet()
        ? ofNames(names -> names.name(Objects.checkIndex(sample, names.count())))
        : only.sampleNameBytes(sample);
  }

  /** What the names of a set tell, for which no file is read. */
  private <T> T ofNames(SetArchives.NameQuestion<T> question) {
    try {
      return set.askNames(question);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as text. */
  public String sampleName(long sample) {
    return ArchiveReader.text(sampleNameBytes(sample));
  }

  /** The index of the sample with this very name, or −1. */
  public long find(String sampleName) {
    return find(sampleName.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a name as archives have it, which need not be UTF-8. */
  public long find(byte[] sampleName) {
    return isSet() ? ofNames(names -> names.indexOf(sampleName)) : only.findSample(sampleName);
  }

  /**
   * The index of the sample called {@code sampleName}.
   *
   * @throws UnknownNameException when there is none
   */
  public long sampleIndex(String sampleName) throws UnknownNameException {
    long index = find(sampleName);
    if (index < 0) {
      UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(sampleName);
      for (long i = 0; i < samples(); i++) {
        nearest.accept(sampleName(i));
      }
      throw new UnknownNameException("sample", sampleName, nearest.names());
    }
    return index;
  }

  /** Shows all samples to {@code visitor}, in the bytewise order of their names. */
  public void forEachByName(SampleVisitor visitor) throws IOException {
    if (isSet()) {
      set.askNames(names -> visitByName(names, visitor));
      return;
    }
    try (OpenArchive.Entry entry = only.opened().enter();
        LongArray order = entry.catalog().samplesByName(only.outputBudget())) {
      visitAll(order, visitor);
    }
  }

  private Void visitByName(SampleNameSet names, SampleVisitor visitor) throws IOException {
    try (LongArray order = new LongArray(total)) {
      for (long sample = 0; sample < names.count(); sample++) {
        order.add(sample);
      }
      order.sort(names::compare);
      visitAll(order, visitor);
    }
    return null;
  }

  private static void visitAll(LongArray samples, SampleVisitor visitor) throws IOException {
    for (long i = 0; i < samples.count(); i++) {
      visitor.visit(samples.get(i));
    }
  }

  /** Some samples of one archive, by their indexes there. */
  public record Run(int archive, SampleIndexes samples, long shift) {
    /** The index in all of a sample of the archive. */
    public long shown(long sample) {
      return sample + shift;
    }
  }

  /** {@code samples} in their order, those that follow each other in one archive together. */
  public List<Run> runs(SampleIndexes samples) {
    if (!isSet()) {
      return List.of(new Run(0, samples, 0));
    }
    List<Run> runs = new ArrayList<>();
    int from = 0;
    while (from < samples.size()) {
      int archive = archiveOf(samples.get(from));
      SampleIndexes.Builder own = new SampleIndexes.Builder();
      int to = from;
      while (to < samples.size() && archiveOf(samples.get(to)) == archive) {
        own.add(set.own(archive, samples.get(to++)));
      }
      runs.add(new Run(archive, own.inOrder(), -set.own(archive, 0)));
      from = to;
    }
    return runs;
  }

  /** What is done with some samples of one archive. */
  public interface RunWork {
    void run(ArchiveReader archive, Run samples) throws IOException;
  }

  /** Does {@code work} with all of {@link #runs}, of which only those under way stay open. */
  public void forEachRun(SampleIndexes samples, RunWork work) throws IOException {
    List<Run> runs = runs(samples);
    for (Run run : runs) {
      try (HeldArchive held = hold(run.archive())) {
        work.run(held.archive(), run);
      }
      if (runs.size() > 1) {
        rest(run.archive());
      }
    }
  }

  /** Archive {@code archive} of a set will not be asked soon: it need not stay open. */
  public void rest(int archive) {
    if (isSet()) {
      set.rest(archive);
    }
  }

  /** The number of the archive that a sample is in. */
  public int archiveOf(long sample) {
    return isSet() ? set.archiveOf(Objects.checkIndex(sample, samples())) : 0;
  }

  /** The index in archive {@code archive} of a sample that is there. */
  public long own(int archive, long sample) {
    return isSet() ? set.own(archive, sample) : sample;
  }

  /** Archive {@code archive}, which is opened if it is not open. */
  public HeldArchive hold(int archive) throws IOException {
    return isSet() ? set.hold(archive) : new Alone(only);
  }

  private record Alone(ArchiveReader archive) implements HeldArchive {
    @Override
    public void close() {
      // It stays open.
    }
  }

  @Override
  public void close() throws IOException {
    if (isSet()) {
      set.close();
    } else {
      only.close();
    }
  }
}
