package io.github.agc4j.internal.write;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.input.InputWarning;
import io.github.agc4j.input.Inspection;
import io.github.agc4j.input.SampleNamer;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.internal.write.input.FileInputs;
import io.github.agc4j.internal.write.input.GivenInputs;
import io.github.agc4j.internal.write.input.InputReader;
import io.github.agc4j.internal.write.input.Inputs;
import io.github.agc4j.internal.write.input.ReadOnce;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Creates archives and extends them: one call of {@link #create}, {@link #append}, {@link
 * #appendInPlace}, {@link #rewrite}, {@link #rewriteInPlace} or {@link #replace}, then {@link
 * #close}.
 *
 * <p>When one of them fails, the archive is what it was before; only if the message says that it is
 * complete, it is the new one, which could not be forced to the disk any more.
 *
 * <p>Owns all off-heap memory of the run. For one thread, which is also the first worker.
 */
public final class ArchiveWriter implements AutoCloseable {
  /** The release that archives name as their producer. */
  public static final String VERSION = Release.VERSION;

  private static final int READERS_MAX = 4;

  /** The growth by which packs are closed however short they are. */
  private static final double ALL_CLOSED = Double.MIN_VALUE;

  private final CreateOptions options;
  private final WriteBudgets budgets;
  private final EngineCounter.Counts counts;
  private Inspection inspection = (file, end) -> {};
  private InputWarning warning = text -> {};
  private Annotations annotations = Annotations.NONE;
  private Consumer<String> notes = text -> {};
  private SampleNamer naming = file -> null;
  private ReadOnce readOnce = ReadOnce.NONE;

  /** A writer with {@code options}. */
  public ArchiveWriter(CreateOptions options) {
    this(options, WriteBudgets.of(options), new EngineCounter.Counts());
  }

  private ArchiveWriter(CreateOptions options, WriteBudgets budgets, EngineCounter.Counts counts) {
    this.options = options;
    this.budgets = budgets;
    this.counts = counts;
  }

  /**
   * A writer of something that this one needs, which tells what this one does and counts as part of
   * it, but for the samples and the bytes of its archive. Any thread may ask for one, when this has
   * been told whom to warn.
   *
   * @param name what its memory is called
   */
  public ArchiveWriter part(String name, CreateOptions own) {
    ArchiveWriter part =
        new ArchiveWriter(own, budgets.part(name, own), EngineCounter.Counts.partOf(counts));
    part.warning = warning;
    part.annotations = annotations;
    part.naming = naming;
    return part;
  }

  /**
   * Has {@code newInspection} look at each archive when it is complete, before it takes its name or
   * replaces the state before: see {@code Verifier.whole}.
   */
  public void inspectWith(Inspection newInspection) {
    inspection = newInspection;
  }

  /** Has {@code newWarning} told, by any thread, what is dubious about the inputs. */
  public void warnWith(InputWarning newWarning) {
    warning = newWarning;
  }

  /** Sets pairs of the archive and of samples, the added and those that were there. */
  public void annotateWith(Annotations newAnnotations) {
    annotations = newAnnotations;
  }

  /** What is to be set. */
  public Annotations annotations() {
    return annotations;
  }

  /** Has {@code newNotes} told, by the thread that writes, in which way something is done. */
  public void noteWith(Consumer<String> newNotes) {
    notes = newNotes;
  }

  /** Tells in which way something is done. */
  public void note(String text) {
    notes.accept(text);
  }

  /** Asks {@code newNaming}, by any thread, what the samples are called that files are. */
  public void nameWith(SampleNamer newNaming) {
    naming = newNaming;
  }

  /** Uses from now on what was read before of files that can be read only once. */
  public void beginWith(ReadOnce newReadOnce) {
    readOnce = newReadOnce;
  }

  /** What was counted so far; may be read by other threads meanwhile. */
  public EngineCounter.Counts counts() {
    return counts;
  }

  /**
   * The off-heap memory by component; may be read by other threads meanwhile, and after {@link
   * #close}.
   */
  public MemoryUse memory() {
    return budgets.total();
  }

  /**
   * Tells what is read, once the names of the samples that exist are known: {@link #files}, {@link
   * #samples}, or whatever else hands in samples.
   */
  public interface InputsFor {
    /**
     * Inputs that are read with {@code own} options.
     *
     * @param names the samples that exist; gets the new ones, as far as they are known already
     */
    Inputs beside(SampleNameSet names, CreateOptions own) throws IOException;
  }

  /**
   * FASTA files; each is one sample, or with {@link Modes#concatenated} each of their contigs.
   *
   * @param order the index of each file once, in the order in which they are stored, such as one by
   *     similarity; null for their own order, in which they are listed at any rate
   * @throws IllegalArgumentException when it is not, or with {@link Modes#concatenated}
   */
  public InputsFor files(List<Path> files, int[] order) {
    return (names, own) -> files(new FileInputs(files, order, own), names);
  }

  /** FASTA files that are stored in their own order. */
  public InputsFor files(List<Path> files) {
    return files(files, null);
  }

  /** The samples of {@code source}, which stays the caller's. */
  public InputsFor samples(SampleSource source) {
    return (names, own) -> new GivenInputs(source, own);
  }

  /**
   * Creates the archive {@code target}. The first of the samples is the reference.
   *
   * @param progress called after each batch of samples with the number of samples stored
   * @throws io.github.agc4j.error.FastaFormatException when an input is not FASTA
   * @throws java.nio.file.FileAlreadyExistsException when the target exists and may not be replaced
   * @throws IllegalArgumentException when there are no inputs
   * @throws IOException when anything else fails; the target is then as it was before
   */
  public void create(Path target, InputsFor inputs, LongConsumer progress) throws IOException {
    Interruptible.run(
        target,
        () -> {
          spillBeside(target);
          try (SampleNameSet names = new SampleNameSet(budgets.catalog())) {
            Inputs read = inputs.beside(names, options);
            if (read.isEmpty()) {
              throw new IllegalArgumentException("no samples");
            }
            try (ArchiveFileWriter archive = newFile(target)) {
              build(archive, read, names, progress);
            }
          }
        });
  }

  private void build(
      ArchiveFileWriter archive, Inputs inputs, SampleNameSet names, LongConsumer progress)
      throws IOException, InterruptedException {
    try (InputReader reader = reader(inputs, names, 0, true, options);
        Compressor compressor = new Compressor(options, budgets, counts, archive)) {
      Map<String, String> typeInfo = SingleStreams.typeInfo(options, VERSION);
      compressor.announce(typeInfo);
      compressor.begin(reader);
      compressor.addAll(reader, progress);
      compressor.finish(typeInfo, annotations);
      archive.finish(inspection);
      counts.add(EngineCounter.ARCHIVE_BYTES, archive.size());
    }
  }

  /**
   * Writes an archive {@code target} that has the samples of {@code source}, which stays as it is,
   * and after them others. The parameters are those of the source; its parts are copied from file
   * to file.
   *
   * @param progress called after each batch of samples with the number of samples stored
   * @throws IOException when anything fails; the target is then as it was before
   */
  public void append(Path source, Path target, InputsFor inputs, LongConsumer progress)
      throws IOException {
    append(source, target, false, inputs, progress);
  }

  /** The same; of a shard, which will be merged, long packs of the source are kept as they are. */
  public void append(
      Path source, Path target, boolean isShard, InputsFor inputs, LongConsumer progress)
      throws IOException {
    Interruptible.run(
        target,
        () -> {
          spillBeside(target);
          try (SourceArchive extended = new SourceArchive(source, budgets.total());
              SampleNameSet names = namesOf(extended)) {
            Inputs read = inputs.beside(names, extended.options(options));
            try (ArchiveFileWriter archive = newFile(target)) {
              extend(extended, archive, read, names, isShard ? ALL_CLOSED : 0, progress);
            }
          }
        });
  }

  private ArchiveFileWriter newFile(Path target) throws IOException {
    return ArchiveFileWriter.create(
        target, options.replace(), budgets.mappedOutput(), budgets.catalog());
  }

  /**
   * Adds samples to {@code archive} itself. What is new is written after its end; until all of it
   * is on the disk, and if anything fails or the machine stops, the archive is what it was.
   *
   * @param progress called after each batch of samples with the number of samples stored
   * @throws IOException when anything fails, also when another process extends the archive
   */
  public void appendInPlace(Path archive, InputsFor inputs, LongConsumer progress)
      throws IOException {
    Interruptible.run(
        archive,
        () -> {
          spillBeside(archive);
          try (SourceArchive extended = new SourceArchive(archive, budgets.total());
              SampleNameSet names = namesOf(extended)) {
            Inputs read = inputs.beside(names, extended.options(options));
            try (ArchiveFileWriter out =
                ArchiveFileWriter.extend(
                    extended.archive(), budgets.mappedOutput(), budgets.catalog())) {
              double growth = growth(extended, read);
              extend(extended, out, read, names, growth, progress);
            }
          }
        });
  }

  /** Writes another state of an archive. */
  public interface Rewriting {
    /**
     * Writes all parts.
     *
     * @param source the archive as it is
     * @param out where the new state goes
     * @param run what it is written with
     * @return number of samples that it has
     */
    long write(SourceArchive source, ArchiveFileWriter out, Run run)
        throws IOException, InterruptedException;
  }

  /**
   * What a {@link Rewriting} works with.
   *
   * @param options as they were asked for
   * @param progress to be told after each sample how many are stored
   */
  public record Run(CreateOptions options, WriteBudgets budgets, LongConsumer progress) {}

  /**
   * Writes what {@code rewriting} makes of {@code source} as the archive {@code target}.
   *
   * @throws IOException when anything fails; the target is then as it was before
   */
  public void rewrite(Path source, Path target, Rewriting rewriting, LongConsumer progress)
      throws IOException {
    rewrite(source, target, old -> newFile(target), rewriting, progress);
  }

  /** The same of {@code archive} itself, which the complete new one replaces. */
  public void replace(Path archive, Rewriting rewriting, LongConsumer progress) throws IOException {
    rewrite(
        archive,
        archive,
        old -> ArchiveFileWriter.replace(old, budgets.mappedOutput(), budgets.catalog()),
        rewriting,
        progress);
  }

  /** The same by what is written after the end of {@code archive}, as by {@link #appendInPlace}. */
  public void rewriteInPlace(Path archive, Rewriting rewriting, LongConsumer progress)
      throws IOException {
    rewrite(
        archive,
        archive,
        old -> ArchiveFileWriter.extend(old, budgets.mappedOutput(), budgets.catalog()),
        rewriting,
        progress);
  }

  /** Begins the new state of an archive. */
  private interface Opening {
    ArchiveFileWriter of(ArchiveFile old) throws IOException;
  }

  private void rewrite(
      Path source, Path target, Opening opening, Rewriting rewriting, LongConsumer progress)
      throws IOException {
    Interruptible.run(
        target,
        () -> {
          spillBeside(target);
          try (SourceArchive old = new SourceArchive(source, budgets.total());
              ArchiveFileWriter out = opening.of(old.archive())) {
            long samples = rewriting.write(old, out, new Run(options, budgets, progress));
            out.finish(inspection);
            counts.add(EngineCounter.SAMPLES, samples);
            counts.add(EngineCounter.ARCHIVE_BYTES, out.size());
          }
        });
  }

  /** Samples that are added for each that is there: files, at least one. */
  private static double growth(SourceArchive extended, Inputs inputs) throws IOException {
    long added = inputs instanceof FileInputs files ? files.files().size() : 1;
    boolean isByBytes =
        extended.options(CreateOptions.DEFAULTS).modes().packBytes() != Modes.ANY_BYTES;
    return isByBytes && extended.samples() > 0 ? (double) added / extended.samples() : 0;
  }

  private SampleNameSet namesOf(SourceArchive source) {
    SampleNameSet names = new SampleNameSet(budgets.catalog());
    source.metadata().addNames(names);
    return names;
  }

  private void extend(
      SourceArchive source,
      ArchiveFileWriter archive,
      Inputs inputs,
      SampleNameSet names,
      double growth,
      LongConsumer progress)
      throws IOException, InterruptedException {
    CreateOptions own = source.options(options);
    try (InputReader reader = reader(inputs, names, source.samples(), false, own);
        Compressor compressor = new Compressor(own, budgets, counts, archive)) {
      if (growth == ALL_CLOSED) {
        compressor.hurry();
      }
      compressor.announce(source.typeInfo());
      compressor.resume(source, growth);
      compressor.addAll(reader, progress);
      compressor.finish(source.typeInfo(), annotations);
      archive.finish(inspection);
      counts.add(EngineCounter.ARCHIVE_BYTES, archive.size());
    }
  }

  private void spillBeside(Path target) throws IOException {
    if (budgets.spill() != null) {
      budgets.spill().moveTo(target.toAbsolutePath().getParent());
    }
  }

  /** {@code inputs} as those of this writer are read. */
  public FileInputs told(FileInputs inputs) {
    inputs.warnWith(warning);
    inputs.nameWith(naming);
    inputs.beginWith(readOnce);
    inputs.countWith(bytes -> counts.add(EngineCounter.INPUT_BYTES, bytes));
    return inputs;
  }

  /** What is read; files whose sample is in {@code names} already are refused. */
  private Inputs files(FileInputs inputs, SampleNameSet names) throws IOException {
    told(inputs).doubtKept();
    if (!inputs.concatenated()) {
      for (Path file : inputs.files()) {
        if (!inputs.isThere(file)) {
          continue;
        }
        String name = inputs.sampleName(file);
        if (!names.add(name.getBytes(StandardCharsets.UTF_8))) {
          throw new IOException(file + ": sample " + name + " is there already");
        }
      }
    }
    return inputs;
  }

  private InputReader reader(
      Inputs inputs, SampleNameSet names, long samplesBefore, boolean isNew, CreateOptions own) {
    // With anchors a sample is found in those before it, so that each is a batch.
    boolean hasAnchors = own.modes().anchors() != null;
    int cardinality = hasAnchors ? 1 : own.packCardinality();
    int threads = own.threads() == 1 ? 0 : Math.min(READERS_MAX, own.threads());
    return new InputReader(
        inputs,
        new InputReader.Plan(
            cardinality - (int) (samplesBefore % cardinality),
            cardinality,
            threads,
            isNew && !hasAnchors,
            isNew && own.modes().adaptive()),
        names,
        budgets.contigs(),
        budgets.referenceContigs());
  }

  /** Frees what outlives a run. */
  @Override
  public void close() {
    if (budgets.spill() != null) {
      budgets.spill().close();
    }
  }
}
