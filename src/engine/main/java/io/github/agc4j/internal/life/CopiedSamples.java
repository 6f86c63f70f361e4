package io.github.agc4j.internal.life;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.function.LongFunction;

/**
 * Writes an archive of some of another one's samples: what can be is copied, and nothing is encoded
 * anew. If all stay, what appends and changes in place have left unused is gone, and short packs
 * are joined.
 *
 * @param kept gives the samples that stay, ascending, by their number
 * @param changes tells their new names, and what is told of them
 */
public record CopiedSamples(LongFunction<SampleIndexes> kept, ArchiveChanges changes)
    implements ArchiveWriter.Rewriting {
  /** What is left of an archive after {@code changes}. */
  public static CopiedSamples of(ArchiveChanges changes) {
    return new CopiedSamples(changes::kept, changes);
  }

  /** The samples {@code samples}, ascending. */
  public static CopiedSamples of(SampleIndexes samples) {
    return new CopiedSamples(all -> samples, ArchiveChanges.NONE);
  }

  @Override
  public long write(SourceArchive source, ArchiveFileWriter out, ArchiveWriter.Run run)
      throws IOException, InterruptedException {
    SampleIndexes chosen = kept.apply(source.samples());
    ChangedSamples samples = new ChangedSamples(source, chosen, changes, run.budgets().catalog());
    try (Transfer transfer =
        new Transfer(source.options(run.options()), false, run.budgets(), out)) {
      transfer.announce(samples.typeInfo());
      transfer.add(source, chosen, samples, true, run.progress());
      transfer.setAnnotations(samples.annotations());
      transfer.finish(samples.typeInfo());
      return transfer.samples();
    }
  }
}
