package io.github.agc4j;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.input.Contig;
import io.github.agc4j.input.InputWarning;
import io.github.agc4j.input.Inspection;
import io.github.agc4j.input.SampleNamer;
import io.github.agc4j.internal.life.ChangedMetadata;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.life.Extraction;
import io.github.agc4j.internal.life.Merge;
import io.github.agc4j.internal.shard.ShardedCreation;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.internal.write.PushedWriting;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Writes one archive: {@link #create}, {@link #append}, {@link #appendInPlace} or {@link #extract}
 * tell which one, {@link #add(Path)} and {@link #add(String, Iterable)} what is put into it, and
 * {@link #commit} makes it. Until that has returned, and if anything fails, or this is closed
 * before, the archive is what it was; only if a message says that it is complete, it is the new
 * one, which could not be forced to the disk any more.
 *
 * <p>Files alone are read by {@link #commit}, some of them at once. As soon as a program adds a
 * sample of its own, each is stored by another thread while the program gets the next one; then
 * each call may throw what has befallen a sample that was added before, again and again, and at
 * most a few samples are in memory.
 *
 * <p>What it is told besides, such as whom to warn, it is told before the first sample of the
 * program's own.
 *
 * <p>Owns all off-heap memory of the run. For one thread; {@link #counts} and {@link #memory} may
 * be asked by others meanwhile. To cancel, interrupt that thread, or throw from the callback that
 * is told the progress.
 */
public final class AgcWriter implements AutoCloseable {
  /** The release that archives name as their producer. */
  public static final String VERSION = ArchiveWriter.VERSION;

  private final ArchiveWriter writer;
  private final Run run;
  private final Kind kind;

  /** Null unless files are divided among shards. */
  private final ShardedCreation sharded;

  /** Those that {@link #commit} reads, as long as nothing is {@link #pushed}. */
  private final List<Path> files = new ArrayList<>();

  private int[] order;
  private LongConsumer progress = samples -> {};

  /** Null until the program adds a sample of its own. */
  private PushedWriting pushed;

  private boolean isEnded;

  /** What becomes of the archive. */
  private enum Kind {
    NEW,
    SHARDED,
    COPY,
    IN_PLACE,
    PART
  }

  /** What is done with the inputs; null if nothing was added. */
  private interface Run {
    void write(ArchiveWriter writer, ArchiveWriter.InputsFor inputs, LongConsumer progress)
        throws IOException;
  }

  private AgcWriter(CreateOptions options, Kind kind, Run run) {
    this(options, kind, run, null);
  }

  private AgcWriter(CreateOptions options, Kind kind, Run run, ShardedCreation sharded) {
    this.writer = new ArchiveWriter(options);
    this.kind = kind;
    this.run = run;
    this.sharded = sharded;
  }

  /** Creates the archive {@code target}; the first sample is the reference. */
  public static AgcWriter create(Path target, CreateOptions options) {
    return new AgcWriter(
        options, Kind.NEW, (writer, inputs, progress) -> writer.create(target, inputs, progress));
  }

  /**
   * Creates the archive {@code target} by way of archives that are made side by side, one by each
   * thread, and merged: a base of the genomes that stand for all, and shards that extend it. They
   * lie beside the target meanwhile. The samples of the base come first, then those of the shards;
   * the archive depends on the number of shards, not on that of threads. Takes files alone that
   * {@link InputFiles#canReadTwice}, one sample each; the first is the reference.
   */
  public static AgcWriter createInShards(Path target, ShardOptions shards, CreateOptions options) {
    return sharded(target, false, shards, options);
  }

  /**
   * The same, but shards are not merged: {@code folder}, which must not exist, gets the base, the
   * shards and an index, and is read like one archive ({@link io.github.agc4j.source.ArchiveSet}).
   * Nothing inspects it.
   */
  public static AgcWriter createSet(Path folder, ShardOptions shards, CreateOptions options) {
    return sharded(folder, true, shards, options);
  }

  private static AgcWriter sharded(
      Path target, boolean isSet, ShardOptions shards, CreateOptions options) {
    if (options.modes().concatenated()) {
      throw new IllegalArgumentException("shards are of files: not of contigs that are samples");
    }
    return new AgcWriter(
        options, Kind.SHARDED, null, new ShardedCreation(target, isSet, shards, options));
  }

  /**
   * Writes an archive {@code target} that has the samples of {@code source}, which stays as it is,
   * and after them those that are added. The parameters are those of the source; its parts are
   * copied from file to file. If nothing is added, what is unused is left out, and short packs,
   * which appends in place leave, are joined.
   */
  public static AgcWriter append(Path source, Path target, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.COPY,
        (writer, inputs, progress) -> {
          if (inputs == null) {
            ArchiveChanges told = ArchiveChanges.NONE.annotate(writer.annotations());
            writer.rewrite(source, target, CopiedSamples.of(told), progress);
          } else {
            writer.append(source, target, inputs, progress);
          }
        });
  }

  /**
   * The same for an archive that will be merged with others that extend {@code base}: packs of the
   * base are kept as they are, and what is added begins packs of its own, which takes less work and
   * more room until it is merged.
   */
  public static AgcWriter shard(Path base, Path target, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.COPY,
        (writer, inputs, progress) -> {
          if (inputs == null) {
            throw new IllegalStateException("no samples were added");
          }
          writer.append(base, target, true, inputs, progress);
        });
  }

  /**
   * Adds to {@code archive} itself. What is new is written after its end; until all of it is on the
   * disk, also if the machine stops, the archive is what it was.
   */
  public static AgcWriter appendInPlace(Path archive, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.IN_PLACE,
        (writer, inputs, progress) -> writer.appendInPlace(archive, inputs, progress));
  }

  /**
   * Writes an archive {@code target} of some samples of {@code source}, an archive or a set, which
   * stays as it is. What can be is copied; nothing is encoded anew. Nothing can be added.
   *
   * @param samples ascending and distinct, one or more
   */
  public static AgcWriter extract(
      Path source, SampleIndexes samples, Path target, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.PART,
        (writer, inputs, progress) ->
            new Extraction(source, samples).run(writer, target, options, progress));
  }

  /**
   * Writes an archive {@code target} that is {@code source} with {@code changes}; the source stays
   * as it is. Sequences that no sample has any more are left out. Nothing can be added.
   */
  public static AgcWriter change(
      Path source, ArchiveChanges changes, Path target, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.PART,
        (writer, inputs, progress) ->
            writer.rewrite(source, target, CopiedSamples.of(changes), progress));
  }

  /**
   * Makes {@code changes} to {@code archive} itself, as {@link #appendInPlace} adds to it.
   * Sequences that no sample has any more stay in the file, until {@link #compact} removes them.
   * Nothing can be added.
   */
  public static AgcWriter changeInPlace(
      Path archive, ArchiveChanges changes, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.PART,
        (writer, inputs, progress) ->
            writer.rewriteInPlace(archive, new ChangedMetadata(changes), progress));
  }

  /**
   * Puts a copy of {@code archive} in its place, in which nothing is unused and short packs are
   * joined, which appends and changes in place leave. Nothing can be added.
   */
  public static AgcWriter compact(Path archive, CreateOptions options) {
    return new AgcWriter(
        options,
        Kind.PART,
        (writer, inputs, progress) ->
            writer.replace(archive, CopiedSamples.of(ArchiveChanges.NONE), progress));
  }

  /**
   * Writes an archive {@code target} of the samples of several, in their order, which stay as they
   * are. If they extend the same base, deltas are copied; the others' samples are decoded and added
   * as those of files are. A sample that is the same in several is taken once. Nothing can be
   * added.
   *
   * @param archives one or more; sets stand for their archives
   * @param renamesDuplicates whether samples of one name that are not the same get other names, of
   *     the form {@code NAME-2}; otherwise they are refused
   */
  public static AgcWriter merge(
      List<Path> archives, boolean renamesDuplicates, Path target, CreateOptions options) {
    if (archives.isEmpty()) {
      throw new IllegalArgumentException("no archives");
    }
    return new AgcWriter(
        options,
        Kind.PART,
        (writer, inputs, progress) ->
            Merge.of(archives, renamesDuplicates, writer::note)
                .run(writer, target, options, progress));
  }

  /**
   * Has {@code inspection} look at the archive, by the thread that writes it, when it is complete,
   * before it takes its name or replaces the state before: see {@link Verifier#whole}.
   */
  public void inspectWith(Inspection inspection) {
    checkSettable();
    writer.inspectWith(inspection);
  }

  /** Has {@code warning} told, by any thread, what is dubious about the inputs. */
  public void warnWith(InputWarning warning) {
    checkSettable();
    writer.warnWith(warning);
  }

  /**
   * Sets pairs of the archive and of its samples, those that are added and those that it has
   * already; for new archives and those that samples are added to.
   */
  public void annotateWith(Annotations annotations) {
    checkSettable();
    if (kind == Kind.PART) {
      throw new IllegalStateException("annotations are part of the changes");
    }
    writer.annotateWith(annotations);
  }

  /**
   * Has {@code notes} told, by the thread that writes the archive, in which way something is done,
   * such as how each archive is merged.
   */
  public void noteWith(Consumer<String> notes) {
    checkSettable();
    writer.noteWith(notes);
  }

  /** Asks {@code naming}, by any thread, what the samples are called that files are. */
  public void nameWith(SampleNamer naming) {
    checkSettable();
    writer.nameWith(naming);
  }

  /**
   * Tells {@code newProgress}, by the thread that writes the archive, after some samples each how
   * many are stored.
   */
  public void progressWith(LongConsumer newProgress) {
    checkSettable();
    progress = newProgress;
  }

  /**
   * Begins with what {@code choice} has read of files that can be read only once, and does not read
   * that again.
   */
  public void beginWith(ProfileChoice choice) {
    checkSettable();
    writer.beginWith(choice.readOnce());
  }

  /**
   * Stores the files in another order than that in which they were added and are listed, such as
   * one by similarity, which takes less room: {@link InputFiles#orderBySimilarity}. For files alone
   * that each are a sample, of a new archive; with shards they are listed in this order, too.
   *
   * @param newOrder the index of each file once; borrowed until {@link #commit} returns
   */
  public void orderWith(int[] newOrder) {
    checkSettable();
    if (kind != Kind.NEW && kind != Kind.SHARDED) {
      throw new IllegalStateException("an order is for new archives");
    }
    order = newOrder;
  }

  /** What was counted so far. */
  public EngineCounter.Counts counts() {
    return writer.counts();
  }

  /** The off-heap memory by component, also after {@link #close}. */
  public MemoryUse memory() {
    return writer.memory();
  }

  /**
   * Adds a FASTA file, plain or compressed, as a sample that is called as {@link #nameWith} or the
   * file's name says, or with {@link Modes#concatenated} each of its contigs as a sample; or a tar
   * archive of such files. It is read later, and must stay as it is until {@link #commit} has
   * returned.
   */
  public void add(Path file) throws IOException {
    checkAddable();
    if (pushed == null) {
      files.add(file);
    } else {
      pushed.add(file);
    }
  }

  /**
   * Adds a sample.
   *
   * @param name not empty, unlike those of all other samples
   * @param contigs gone through once, by another thread, before this returns or throws
   */
  public void add(String name, Iterable<Contig> contigs) throws IOException {
    checkAddable();
    if (pushed == null) {
      push();
    }
    pushed.add(name, contigs);
  }

  private void push() throws IOException {
    if (sharded != null) {
      throw new IllegalStateException("shards are of files alone");
    }
    if (order != null) {
      throw new IllegalStateException("an order is for files alone");
    }
    pushed = new PushedWriting(writer, inputs -> run.write(writer, inputs, progress));
    for (Path file : files) {
      pushed.add(file);
    }
  }

  private void checkAddable() {
    checkOpen();
    if (kind == Kind.PART) {
      throw new IllegalStateException("nothing can be added to samples of another archive");
    }
  }

  private void checkSettable() {
    checkOpen();
    if (pushed != null) {
      throw new IllegalStateException("is writing already");
    }
  }

  private void checkOpen() {
    if (isEnded) {
      throw new IllegalStateException("has ended");
    }
  }

  /**
   * Stores what was added; the archive is then the whole one.
   *
   * @throws io.github.agc4j.error.FastaFormatException when an input is not FASTA
   * @throws java.nio.file.FileAlreadyExistsException when the archive exists and may not be
   *     replaced
   * @throws IllegalStateException when nothing was added to a new archive or to one in place
   * @throws IOException when anything else fails
   */
  public void commit() throws IOException {
    checkOpen();
    if (pushed != null) {
      pushed.finish();
      isEnded = true;
    } else {
      if (files.isEmpty() && kind != Kind.COPY && kind != Kind.PART) {
        throw new IllegalStateException("no samples were added");
      }
      isEnded = true;
      if (sharded != null) {
        sharded.run(writer, ordered(), progress);
        return;
      }
      run.write(writer, files.isEmpty() ? null : writer.files(files, order), progress);
    }
  }

  private List<Path> ordered() throws IOException {
    for (Path file : files) {
      if (!InputFiles.canReadTwice(file)) {
        throw new IOException(file + ": shards are of files that can be read twice");
      }
    }
    return order == null ? files : IntStream.of(order).mapToObj(files::get).toList();
  }

  /** Ends the writing and frees what it has; what is not committed was never added. */
  @Override
  public void close() {
    isEnded = true;
    if (pushed != null) {
      pushed.close();
    }
    writer.close();
  }
}
