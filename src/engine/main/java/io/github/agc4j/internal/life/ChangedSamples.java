package io.github.agc4j.internal.life;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Which samples of an archive stay when it is changed, and what they are called then. */
final class ChangedSamples {
  private final SourceArchive source;
  private final SampleIndexes kept;
  private final UnaryOperator<String> renaming;

  /**
   * Those of {@code source}, which is borrowed.
   *
   * @param kept the samples that stay, ascending
   * @param renaming gives their new names by the old ones
   * @throws IOException when a name cannot be, or is there twice, or no sample would be left
   */
  ChangedSamples(
      SourceArchive source, SampleIndexes kept, UnaryOperator<String> renaming, MemoryBudget budget)
      throws IOException {
    this.source = source;
    this.kept = kept;
    this.renaming = renaming;
    if (kept.isEmpty()) {
      throw new IOException(source.archive().path() + ": no sample would be left");
    }
    checkNames(budget);
  }

  private void checkNames(MemoryBudget budget) throws IOException {
    try (SampleNameSet names = new SampleNameSet(budget)) {
      for (long sample : kept) {
        byte[] name = name(sample);
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

  /** What a sample is called from now on; one that is not renamed exactly as before. */
  byte[] name(long sample) {
    byte[] stored = source.metadata().sampleName(sample);
    String old = ArchiveReader.text(stored);
    String name = renaming.apply(old);
    return name.equals(old) ? stored : name.getBytes(StandardCharsets.UTF_8);
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
