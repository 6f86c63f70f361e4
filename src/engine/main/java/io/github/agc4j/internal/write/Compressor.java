package io.github.agc4j.internal.write;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.annotation.Annotated;
import io.github.agc4j.internal.annotation.AnnotationWriter;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.fasta.ContigBlocks;
import io.github.agc4j.internal.group.ArchivedGroups;
import io.github.agc4j.internal.group.EarlierGroups;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.internal.write.input.InputReader;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Digests;
import io.github.agc4j.option.Modes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongConsumer;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Adds samples to one archive: everything that lasts from one batch to the next. Begun once, by
 * {@link #begin} or {@link #resume}; then {@link #addAll} and {@link #finish}. For one thread,
 * which is also the first worker.
 */
public final class Compressor implements AutoCloseable {
  /**
   * Content of complete packs that may wait, for each worker, one byte per symbol: what keeps it
   * busy until the next batch, and no more, since all of it would lie in memory all the time.
   */
  private static final long PENDING_BYTES_PER_WORKER = 1 << 20;

  private final CreateOptions options;
  private final WriteBudgets budgets;
  private final EngineCounter.Counts counts;
  private final ArchiveFileWriter archive;
  private final Splitters splitters;
  private final GroupTable groups;
  private final References references;
  private final OpenPacks packs;
  private final CatalogWriter catalog;
  private final DigestWriter digests;
  private final TextWriter texts;

  /** Null if the case of letters is not kept. */
  private final CaseKeeping caseKeeping;

  private final Workers workers;
  private final Registration registration;
  private final GroupStreams streams;
  private final BlockPool referencePool;

  private final ContigCutting cutting;

  /** The first sample of the archive that is extended, if the modes need it. */
  private final SampleBatch referenceSample;

  private EarlierGroups earlier = EarlierGroups.NONE;

  /** The annotations of the archive that is extended. */
  private Annotated annotated = Annotated.NOTHING;

  public Compressor(
      CreateOptions options,
      WriteBudgets budgets,
      EngineCounter.Counts counts,
      ArchiveFileWriter archive) {
    this.options = options;
    this.budgets = budgets;
    this.counts = counts;
    this.archive = archive;
    this.splitters = new Splitters(options, budgets);
    this.groups = new GroupTable(budgets.groups());
    this.references = budgets.newReferences(options);
    this.packs = budgets.newPacks(options);
    this.catalog = budgets.newCatalog(options);
    this.digests = new DigestWriter(options.digests() == Digests.FULL, budgets.catalog());
    this.texts = new TextWriter(options.keptText(), budgets.catalog());
    this.caseKeeping =
        options.keptText().letterCase()
            ? new CaseKeeping(budgets.groups(), budgets.references())
            : null;
    this.workers =
        new Workers(
            options.threads(),
            () ->
                new Worker(
                    options,
                    splitters.minimizers(),
                    groups,
                    packs,
                    references,
                    caseKeeping,
                    budgets));
    this.registration =
        new Registration(
            workers.all(),
            options.kmerLength(),
            options.modes().anchors() == null,
            groups,
            budgets.segments());
    this.streams = new GroupStreams(archive, options.keptText().symbols());
    this.cutting =
        options.modes().anchors() == null
            ? new SplitterCutting(options, splitters, budgets.segments(), counts)
            : new AnchorCutting(options, references, splitters.words(), budgets, counts);
    this.referencePool = new BlockPool(budgets.referenceContigs());
    this.referenceSample =
        new SampleBatch(new ContigBlocks(referencePool), budgets.referenceContigs());
  }

  /** Tells what the archive is, for the case that its end gets lost. */
  public void announce(Map<String, String> typeInfo) {
    try (SingleStreams small = new SingleStreams(archive, budgets.catalog())) {
      small.announce(options, typeInfo);
    }
  }

  /** Begins a new archive of what {@code reader} reads. */
  public void begin(InputReader reader) throws IOException, InterruptedException {
    cutting.begin(reader, workers);
    packs.ensureGroups(StreamNames.RAW_GROUPS);
    packs.addDummies(workers.first().sealed());
  }

  /**
   * Writes what will be written again when archives are merged, as fast as it is worth it: metadata
   * and packs that merging does not keep whole.
   */
  public void hurry() {
    long packBytes = options.modes().packBytes();
    if (packBytes != Modes.ANY_BYTES) {
      workers.all().forEach(worker -> worker.packWriter().hurryBelow(packBytes / 2));
    }
  }

  /**
   * Goes on with {@code source}, which is borrowed until this is closed.
   *
   * @param growth samples that are added for each that is there, if long packs are not to be
   *     written again; otherwise 0
   */
  public void resume(SourceArchive source, double growth) throws IOException, InterruptedException {
    ArchivedGroups archived = source.groups();
    earlier = archived;
    annotated = source.annotations();
    source.forEachSplitter(splitters.words()::add);
    cutting.resume(source);
    source.readKeys(groups, budgets.groups());
    registration.resume();
    references.fetchFrom(archived);
    packs.ensureGroups(registration.groupCount());
    streams.addGroups(registration.groupCount());
    for (int group = 0; group < StreamNames.RAW_GROUPS; group++) {
      if (archived.packs(group) == 0) {
        packs.addDummy(group, workers.first().sealed());
      }
    }
    source.metadata().keepCatalog(archive, catalog, digests, workers.first().packWriter());
    source.texts().resume(archive, texts);
    if (caseKeeping != null) {
      caseKeeping.resume(source);
    }
    source.keepGroups(archive, streams, packs, growth);
    if (options.modes().needsReference()) {
      source.readFirstSample(referenceSample, budgets.scratch());
      splitters.remember(referenceSample.contigs(), workers);
      if (!options.modes().adaptive()) {
        referenceSample.free();
      }
    }
  }

  /**
   * Adds all samples of {@code reader}.
   *
   * @param progress called after each batch with the number of samples of the archive
   */
  public void addAll(InputReader reader, LongConsumer progress)
      throws IOException, InterruptedException {
    try (SampleStorage storage =
            new SampleStorage(packs, references, earlier, streams, archive, budgets.openPacks());
        Description description =
            new Description(
                options.digests(),
                catalog,
                digests,
                texts,
                new BatchWriter(storage),
                budgets.catalog())) {
      Places places = new Places(reader, catalog.samples());
      workers.startBackground(storage::writeNext);
      try {
        for (SampleBatch batch = reader.next(); batch != null; batch = reader.next()) {
          add(batch, storage, description, places);
          reader.free(batch);
          progress.accept(description.samples());
        }
        registration.checkAll(reader.contigsRead(), reader.symbolsRead());
        new BatchWriter(storage).write();
        texts.finish(archive, GroupStreams.TEXTS, workers.first().packWriter());
        storage.enqueueRest(workers);
        storage.writeUntil(0, workers.first());
        workers.endBackground();
        counts.add(EngineCounter.INDEXES, references.indexesBuilt());
        counts.add(EngineCounter.UNKNOWN_AS_N, reader.unknownsRead());
      } finally {
        workers.stopBackground();
      }
    }
  }

  /** Where the samples that are read are listed. */
  private static final class Places {
    private final InputReader reader;

    /** Samples that were there before. */
    private final long before;

    private long read;

    private Places(InputReader reader, long before) {
      this.reader = reader;
      this.before = before;
    }

    private long next() {
      return before + reader.place(read++);
    }
  }

  private void add(SampleBatch batch, SampleStorage storage, Description description, Places places)
      throws IOException, InterruptedException {
    // While nobody records its class is not even loaded: that initializes the flight recorder.
    BatchEvent event = FlightRecorder.isInitialized() ? new BatchEvent() : null;
    if (event != null) {
      event.begin();
    }
    // Compression goes on in the background, but no further behind than memory allows.
    int count = workers.all().size();
    storage.writeUntil(count == 1 ? 0 : count * PENDING_BYTES_PER_WORKER, workers.first());
    cutting.run(batch, workers);
    long firstNewGroup = registration.groupCount();
    registration.register(batch);
    cutting.learn(batch, registration, firstNewGroup);
    streams.addGroups(registration.groupCount());
    if (caseKeeping != null) {
      caseKeeping.begin(batch, registration.groupCount());
    }
    storage.fill(batch, registration, workers);
    if (caseKeeping != null) {
      caseKeeping.end(batch, workers, firstNewGroup, registration.groupCount(), texts);
    }
    for (int sample = 0; sample < batch.sampleCount(); sample++) {
      description.add(batch, sample, registration, places.next());
    }
    count(batch, firstNewGroup);
    storage.enqueue(firstNewGroup, workers);
    workers.all().forEach(worker -> worker.log().clear());
    if (event != null) {
      event.commit(batch, registration.rows());
    }
  }

  /** A JFR event for each batch, from its first segment until it is registered. */
  @Name("io.github.agc4j.Sample")
  @Label("Samples stored")
  @Category("agc4j")
  @StackTrace(false)
  private static final class BatchEvent extends Event {
    @Label("First sample")
    private String name;

    @Label("Samples")
    private int samples;

    @Label("Bytes of packed contigs")
    @DataAmount
    private long bytes;

    @Label("Segments")
    private long segments;

    private void commit(SampleBatch batch, long rows) {
      if (shouldCommit()) {
        name = new String(batch.sampleName(0), StandardCharsets.UTF_8);
        samples = batch.sampleCount();
        for (int contig = 0; contig < batch.contigCount(); contig++) {
          bytes += batch.contig(contig).byteSize();
        }
        segments = rows;
        commit();
      }
    }
  }

  private void count(SampleBatch batch, long firstNewGroup) {
    counts.add(EngineCounter.SAMPLES, batch.sampleCount());
    counts.add(EngineCounter.CONTIGS, batch.contigCount());
    counts.add(EngineCounter.SEGMENTS, registration.rows());
    counts.add(EngineCounter.GROUPS, registration.groupCount() - firstNewGroup);
  }

  /** Writes what is known of samples, after all parts that are pending: so in one order always. */
  private final class BatchWriter implements Description.BatchEnd {
    private final SampleStorage storage;

    private BatchWriter(SampleStorage storage) {
      this.storage = storage;
    }

    @Override
    public void write() throws IOException {
      writeTexts();
      catalog.writeBatch(
          archive, GroupStreams.CONTIGS, GroupStreams.DETAILS, workers.first().packWriter());
      digests.writeBatch(archive, GroupStreams.DIGESTS);
      archive.announceSamples(catalog.newNames());
      archive.waypoint();
      // A batch's metadata are longer than packs.
      workers.first().packWriter().freeContexts();
    }

    @Override
    public void writeTexts() throws IOException {
      storage.writeUntil(0, workers.first());
      texts.write(archive, GroupStreams.TEXTS, workers.first().packWriter());
    }
  }

  /**
   * Writes what is written once.
   *
   * @param typeInfo the archive's pairs about itself, sorted
   * @param set pairs of the archive and of samples that join those that were there
   */
  public void finish(Map<String, String> typeInfo, Annotations set) throws IOException {
    splitters.words().sortDistinct();
    PackWriter packWriter = workers.first().packWriter();
    try (SingleStreams small = new SingleStreams(archive, budgets.catalog());
        AnnotationWriter annotations = new AnnotationWriter(budgets.catalog())) {
      annotations.setArchive(set.ofArchive(annotated.ofArchive()));
      catalog.forEachSample(
          (sample, name) ->
              annotations.add(
                  sample,
                  set.ofSample(
                      new String(name, StandardCharsets.UTF_8), annotated.ofSample(sample)),
                  packWriter));
      small.writeParameters(options);
      small.writeSplitters(
          records -> {
            for (long i = 0; i < splitters.words().count(); i++) {
              records.addWord(splitters.words().get(i));
            }
          });
      small.writeKeys(records -> groups.forEachKey(records::addKey));
      small.writeTypeInfo(typeInfo, annotations, packWriter);
    }
    catalog.writeSampleNames(archive, GroupStreams.SAMPLES, packWriter);
  }

  @Override
  public void close() {
    cutting.close();
    registration.close();
    workers.close();
    catalog.close();
    digests.close();
    texts.close();
    if (caseKeeping != null) {
      caseKeeping.close();
    }
    packs.close();
    references.close();
    groups.close();
    splitters.close();
    referenceSample.free();
    referencePool.close();
  }
}
