package io.github.agc4j.internal.shard;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.info.UnfinishedFiles;
import io.github.agc4j.input.Shares;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.life.Merge;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.set.SetIndexer;
import io.github.agc4j.internal.work.OrderedTasks;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.internal.write.order.GenomeOrder;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Makes an archive by way of shards: a base of the genomes that stand for all others, archives that
 * extend it, several at a time, and one of all of them; or a set, if they are left as they are. The
 * shards lie beside the target meanwhile.
 */
public final class ShardedCreation {
  private final Path target;
  private final boolean isSet;
  private final ShardOptions shards;
  private final CreateOptions options;
  private final List<Path> unfinished = new ArrayList<>();

  /** Samples of all shards that are stored. */
  private final AtomicLong stored = new AtomicLong();

  /** Whether shards that are still made need not go on. */
  private volatile boolean isOver;

  /**
   * The making of {@code target}.
   *
   * @param isSet whether it is a folder of archives that are not merged
   */
  public ShardedCreation(Path target, boolean isSet, ShardOptions shards, CreateOptions options) {
    this.target = target;
    this.isSet = isSet;
    this.shards = shards;
    this.options = options;
  }

  /**
   * Writes the archive.
   *
   * @param writer has the options that this has
   * @param files FASTA files that can be read twice, one genome each; the first is the reference
   * @param progress told how many samples are stored, by any thread
   */
  public void run(ArchiveWriter writer, List<Path> files, LongConsumer progress)
      throws IOException {
    if ((isSet || !options.replace()) && !Files.notExists(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "exists already");
    }
    checkNames(writer, files);
    try {
      Shares<Path> shares = shares(files);
      if (isSet) {
        Files.createDirectory(folder());
        unfinished.add(folder());
        UnfinishedFiles.add(folder());
      }
      writer.note(
          "base of " + shares.base().size() + " genomes, " + shares.shares().size() + " shards");
      Path base = create(writer, shares.base(), progress);
      List<Path> extended = extend(writer, base, shares, progress);
      if (isSet) {
        keep(writer, base, extended, shares.base().size());
      } else {
        new Merge(extended, false, writer::note).run(writer, target, options, samples -> {});
      }
    } finally {
      for (Path file : unfinished.reversed()) {
        Files.deleteIfExists(file);
        UnfinishedFiles.remove(file);
      }
    }
  }

  /** Makes a set of the archives: their folder gets its name when all of it is there. */
  private void keep(ArchiveWriter writer, Path base, List<Path> extended, long ofBase)
      throws IOException {
    List<ArchiveSet.Member> members = new ArrayList<>();
    members.add(new ArchiveSet.Member(base.getFileName().toString(), 0));
    for (Path shard : extended) {
      if (!shard.equals(base)) {
        members.add(new ArchiveSet.Member(shard.getFileName().toString(), ofBase));
      }
    }
    for (ArchiveSet.Member member : members) {
      long bytes = Files.size(folder().resolve(member.name()));
      writer.counts().add(EngineCounter.ARCHIVE_BYTES, bytes);
    }
    writer.counts().add(EngineCounter.SAMPLES, stored.get());
    for (String name : List.of(ArchiveSet.INDEX, ArchiveSet.NAMES)) {
      unfinished.add(folder().resolve(name));
      UnfinishedFiles.add(folder().resolve(name));
    }
    ArchiveSet set = new ArchiveSet(members);
    SetIndexer.writeNames(folder(), set);
    set.write(folder());
    Files.move(folder(), target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** In one archive all samples have names of their own, whichever shard they are in. */
  private void checkNames(ArchiveWriter writer, List<Path> files) throws IOException {
    try (SampleNameSet names = new SampleNameSet(MemoryBudget.root(MemoryBudget.UNLIMITED))) {
      writer.files(files).beside(names, options);
    }
  }

  private Shares<Path> shares(List<Path> files) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    int[] base =
        GenomeOrder.representatives(files, shards.baseOf(files.size()), options.threads(), budget);
    try {
      return Shares.of(files, base, shards.shards(), ShardedCreation::bytes);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the archives of a set are until all are there; what others' names begin with. */
  private Path folder() {
    return target.resolveSibling(target.getFileName() + ".part" + ProcessHandle.current().pid());
  }

  private Path unfinished(String name) {
    Path file =
        isSet
            ? folder().resolve(name + ".agc")
            : target.resolveSibling(folder().getFileName() + "." + name);
    unfinished.add(file);
    UnfinishedFiles.add(file);
    return file;
  }

  private Path create(ArchiveWriter writer, List<Path> files, LongConsumer progress)
      throws IOException {
    Path base = unfinished("base");
    try (ArchiveWriter part = writer.part("base", options)) {
      part.create(base, part.files(files), counted(progress, 0));
    }
    return base;
  }

  private List<Path> extend(
      ArchiveWriter writer, Path base, Shares<Path> shares, LongConsumer progress)
      throws IOException {
    if (shares.shares().isEmpty()) {
      return List.of(base);
    }
    int atATime = Math.min(options.threads(), shares.shares().size());
    CreateOptions own = ofOneOf(atATime);
    List<Path> extended = new ArrayList<>();
    try (OrderedTasks<Void> tasks = new OrderedTasks<>("agc4j-shard", atATime)) {
      for (List<Path> share : shares.shares()) {
        Path shard = unfinished("shard" + (extended.size() + 1));
        extended.add(shard);
        String name = "shard " + extended.size();
        tasks.give(
            () -> {
              try (ArchiveWriter part = writer.part(name, own)) {
                append(part, base, shard, share, counted(progress, shares.base().size()));
              }
              return null;
            });
      }
      takeAll(tasks);
    }
    return extended;
  }

  /** The options of one of some shards that are made at a time. */
  private CreateOptions ofOneOf(int atATime) {
    long memory = options.memoryBytes();
    long share =
        memory == CreateOptions.MEMORY_AS_NEEDED
            ? memory
            : Math.max(CreateOptions.MEMORY_MIN, memory / atATime);
    return options.toBuilder().threads(1).memoryBytes(share).build();
  }

  private void append(
      ArchiveWriter part, Path base, Path shard, List<Path> share, LongConsumer progress)
      throws IOException {
    try {
      if (isOver) {
        throw new EndedException();
      }
      part.append(base, shard, !isSet, part.files(share), progress);
    } catch (IOException | RuntimeException | Error e) {
      isOver = true;
      throw e;
    }
  }

  /** What failed first is thrown, and not that others were ended by it. */
  private void takeAll(OrderedTasks<Void> tasks) throws IOException {
    try {
      while (tasks.underWay() > 0) {
        takeUnlessEnded(tasks);
      }
    } finally {
      isOver = true;
    }
  }

  private static void takeUnlessEnded(OrderedTasks<Void> tasks) throws IOException {
    try {
      tasks.take();
    } catch (EndedException e) {
      // The one that failed is still to be taken.
    }
  }

  /** Counts the samples of an archive above {@code first} together with those of all others. */
  private LongConsumer counted(LongConsumer progress, long first) {
    long[] before = {first};
    return samples -> {
      if (isOver) {
        throw new EndedException();
      }
      progress.accept(stored.addAndGet(samples - before[0]));
      before[0] = samples;
    };
  }

  /** Ends a shard after another one has failed. */
  private static final class EndedException extends CancellationException {
    private static final long serialVersionUID = 1;
  }
}
