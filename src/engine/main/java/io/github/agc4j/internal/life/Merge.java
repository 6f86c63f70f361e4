package io.github.agc4j.internal.life;

import io.github.agc4j.info.UnfinishedFiles;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Makes one archive of several. Of those that extend the same base deltas are copied, one archive
 * after the other; from the first on that does not, samples are decoded and added as those of files
 * are.
 */
public final class Merge {
  private final List<Path> archives;

  /** The samples that are taken of each, ascending; null for all. */
  private final List<SampleIndexes> chosen;

  private final boolean renames;
  private final Consumer<String> notes;

  /**
   * A merge of {@code archives}, one or more, in their order.
   *
   * @param renames whether samples of one name that are not the same get other names; otherwise
   *     they are refused
   * @param notes told how each archive is merged
   */
  public Merge(List<Path> archives, boolean renames, Consumer<String> notes) {
    this(archives, null, renames, notes);
  }

  /**
   * The same of some of their samples.
   *
   * @param chosen of each archive, ascending; null for all
   */
  Merge(List<Path> archives, List<SampleIndexes> chosen, boolean renames, Consumer<String> notes) {
    this.archives = List.copyOf(archives);
    this.chosen = chosen;
    this.renames = renames;
    this.notes = notes;
  }

  /** The same, with the archives of each set in its place, and of these what counts in it. */
  public static Merge of(List<Path> archives, boolean renames, Consumer<String> notes)
      throws IOException {
    List<Path> all = new ArrayList<>();
    List<SampleIndexes> chosen = new ArrayList<>();
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    for (Path archive : archives) {
      List<Path> own = ArchiveSet.archives(archive);
      try (Members members =
          Members.open(ArchiveLocation.of(archive), ReadOptions.DEFAULTS, budget)) {
        for (Members.Run run : members.runs(SampleIndexes.range(0, members.samples()))) {
          all.add(own.get(run.archive()));
          chosen.add(run.samples());
        }
      }
    }
    return new Merge(all, chosen, renames, notes);
  }

  /** Writes {@code target} by {@code writer}, which has {@code options}. */
  public void run(ArchiveWriter writer, Path target, CreateOptions options, LongConsumer progress)
      throws IOException {
    if (!options.replace() && !Files.notExists(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "exists already");
    }
    MergePlan plan = MergePlan.of(archives, chosen, renames);
    tell(plan);
    Joining joining = new Joining(plan);
    if (plan.placed().isEmpty()) {
      writer.rewrite(archives.get(0), target, joining, progress);
      return;
    }
    Path joined =
        target.resolveSibling(target.getFileName() + ".part" + ProcessHandle.current().pid());
    UnfinishedFiles.add(joined);
    try (ArchiveWriter first = new ArchiveWriter(options);
        MergedSamples samples = new MergedSamples(plan.placed())) {
      first.rewrite(archives.get(0), joined, joining, progress);
      writer.annotateWith(samples.annotations(plan.annotations()));
      writer.append(joined, target, writer.samples(samples), progress);
    } finally {
      Files.deleteIfExists(joined);
      UnfinishedFiles.remove(joined);
    }
  }

  private void tell(MergePlan plan) {
    plan.copied().stream().skip(1).forEach(taken -> notes.accept(taken.path() + ": copied"));
    plan.placed().forEach(taken -> notes.accept(taken.path() + ": decoded and placed anew"));
    if (plan.repeated() > 0) {
      notes.accept(plan.repeated() + " samples that are in several archives are taken once");
    }
  }

  /** Copies what is taken of the archives that extend one base. */
  private record Joining(MergePlan plan) implements ArchiveWriter.Rewriting {
    @Override
    public long write(SourceArchive first, ArchiveFileWriter out, ArchiveWriter.Run run)
        throws IOException, InterruptedException {
      KeptText kept = plan.keptText();
      CreateOptions options = first.options(run.options()).toBuilder().keptText(kept).build();
      List<MergePlan.Taken> all = plan.copied();
      Map<String, String> typeInfo = new TreeMap<>(first.typeInfo());
      typeInfo.putAll(kept.pairs());
      try (Transfer transfer = new Transfer(options, true, run.budgets(), out)) {
        transfer.announce(typeInfo);
        add(transfer, first, all.get(0), all.size() == 1, run.progress());
        for (MergePlan.Taken taken : all.subList(1, all.size())) {
          try (SourceArchive next = new SourceArchive(taken.path(), run.budgets().total())) {
            add(transfer, next, taken, false, run.progress());
          }
        }
        transfer.setAnnotations(plan.annotations().archive());
        transfer.finish(typeInfo);
        return transfer.samples();
      }
    }

    private void add(
        Transfer transfer,
        SourceArchive source,
        MergePlan.Taken taken,
        boolean isOnly,
        LongConsumer progress)
        throws IOException {
      Annotations united = plan.annotations();
      Transfer.Names names =
          new Transfer.Names() {
            @Override
            public byte[] of(long sample) {
              return taken.name(source, sample);
            }

            @Override
            public Map<String, String> annotations(long sample) throws IOException {
              return united.ofSample(
                  ArchiveReader.text(of(sample)), source.annotations().ofSample(sample));
            }
          };
      transfer.add(source, taken.samples(), names, isOnly, progress);
    }
  }
}
