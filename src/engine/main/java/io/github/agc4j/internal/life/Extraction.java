package io.github.agc4j.internal.life;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes an archive of some samples of another one, or of a set: then of those archives that they
 * are in.
 *
 * @param samples ascending
 */
public record Extraction(Path source, SampleIndexes samples) {
  /** Writes {@code target} by {@code writer}, which has {@code options}. */
  public void run(ArchiveWriter writer, Path target, CreateOptions options, LongConsumer progress)
      throws IOException {
    ArchiveLocation location = ArchiveLocation.of(source);
    if (!ArchiveSet.isSet(location)) {
      writer.rewrite(source, target, CopiedSamples.of(samples), progress);
      return;
    }
    List<Path> all = ArchiveSet.archives(source);
    List<Path> archives = new ArrayList<>();
    List<SampleIndexes> chosen = new ArrayList<>();
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (Members members = Members.open(location, ReadOptions.DEFAULTS, budget)) {
      for (Members.Run run : members.runs(samples)) {
        archives.add(all.get(run.archive()));
        chosen.add(run.samples());
      }
    }
    if (archives.size() == 1) {
      writer.rewrite(archives.getFirst(), target, CopiedSamples.of(chosen.getFirst()), progress);
    } else {
      new Merge(archives, chosen, false, writer::note).run(writer, target, options, progress);
    }
  }
}
