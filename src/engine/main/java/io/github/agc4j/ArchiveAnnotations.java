package io.github.agc4j;

import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.read.set.HeldArchive;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What is told of an archive and of its samples beside sequences, in pairs of a key and a value:
 * see {@link io.github.agc4j.option.Annotations}. A view of an {@link AgcReader}; for any thread.
 */
public final class ArchiveAnnotations {
  private final Members members;

  /** Those of {@code members}, which are borrowed. */
  ArchiveAnnotations(Members members) {
    this.members = members;
  }

  /**
   * The archive's own, of a set those of the first one, by their keys in ascending order.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when they are damaged
   */
  public Map<String, String> ofArchive() throws IOException {
    try (HeldArchive first = members.hold(0);
        OpenArchive.Entry entry = first.archive().opened().enter()) {
      return entry.annotations().ofArchive();
    }
  }

  /** The same of sample {@code sample}. */
  public Map<String, String> ofSample(long sample) throws IOException {
    Objects.checkIndex(sample, members.samples());
    return members.ask(sample, ArchiveAnnotations::ofSample);
  }

  private static Map<String, String> ofSample(ArchiveReader archive, long sample)
      throws IOException {
    try (OpenArchive.Entry entry = archive.opened().enter()) {
      return entry.annotations().ofSample(sample);
    }
  }

  /** The samples for which {@code condition} holds, in the archive's order. */
  public SampleIndexes where(Predicate<Map<String, String>> condition) throws IOException {
    SampleIndexes.Builder found = new SampleIndexes.Builder();
    for (long sample = 0; sample < members.samples(); sample++) {
      if (condition.test(ofSample(sample))) {
        found.add(sample);
      }
    }
    return found.inOrder();
  }

  /**
   * Whether another program has extended the archive since it was annotated, and dropped what was
   * told.
   */
  public boolean areLost() {
    return members
        .askAll(archive -> archive.annotations().areLost(archive.parameters().typeInfo()))
        .contains(true);
  }
}
