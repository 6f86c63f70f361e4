package io.github.agc4j.internal.life;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Which samples of an archive stay when it is changed, and what they are called then. */
final class ChangedSamples implements Transfer.Names {
  private final SourceArchive source;
  private final SampleIndexes kept;
  private final ArchiveChanges changes;

  /**
   * Those of {@code source}, which is borrowed.
   *
   * @param kept the samples that stay, ascending
   * @param changes tells their new names, and what is told of them
   * @throws IOException when a name cannot be, or is there twice, or no sample would be left
   */
  ChangedSamples(
      SourceArchive source, SampleIndexes kept, ArchiveChanges changes, MemoryBudget budget)
      throws IOException {
    this.source = source;
    this.kept = kept;
    this.changes = changes;
    if (kept.isEmpty()) {
      throw new IOException(source.archive().path() + ": no sample would be left");
    }
    checkNames(budget);
  }

  private void checkNames(MemoryBudget budget) throws IOException {
    try (SampleNameSet names = new SampleNameSet(budget)) {
      for (long sample : kept) {
        byte[] name = of(sample);
        String problem =
            !SampleSource.isName(name)
                ? "is no name of a sample"
                : names.add(name) ? null : "is the name of two samples";
        if (problem != null) {
          throw new IOException(
              source.archive().path() + ": '" + ArchiveReader.text(name) + "' " + problem);
        }
      }
    }
  }

  /** Those that stay, ascending. */
  SampleIndexes kept() {
    return kept;
  }

  /** The first one that goes; that after the last if none does. */
  long firstDropped() {
    int first = 0;
    while (first < kept.size() && kept.get(first) == first) {
      first++;
    }
    return first;
  }

  /** One that is not renamed is called exactly as before. */
  @Override
  public byte[] of(long sample) {
    byte[] stored = source.metadata().sampleName(sample);
    String old = ArchiveReader.text(stored);
    String name = changes.renaming().apply(old);
    return name.equals(old) ? stored : name.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String> annotations(long sample) throws IOException {
    return changes
        .annotations()
        .ofSample(ArchiveReader.text(of(sample)), source.annotations().ofSample(sample));
  }

  /** The archive's own annotations from now on. */
  Map<String, String> annotations() throws IOException {
    return changes.annotations().ofArchive(source.annotations().ofArchive());
  }

  /** The archive's pairs about itself from now on. */
  Map<String, String> typeInfo() {
    Map<String, String> typeInfo = source.typeInfo();
    if (kept.get(0) != 0) {
      typeInfo.putIfAbsent(
          SourceArchive.DROPPED_REFERENCE, ArchiveReader.text(source.metadata().sampleName(0)));
    }
    return typeInfo;
  }
}
