package io.github.agc4j.engine;

import io.github.agc4j.archive.ArchiveFileWriter;
import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.collection.CatalogWriter;
import io.github.agc4j.collection.SampleNames;
import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.engine.input.InputReader;
import io.github.agc4j.engine.input.SampleBatch;
import io.github.agc4j.group.GroupStreams;
import io.github.agc4j.group.GroupTable;
import io.github.agc4j.group.OpenPacks;
import io.github.agc4j.group.References;
import io.github.agc4j.kmer.SplitterSet;
import io.github.agc4j.memory.GrowableBytes;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.pack.PackWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Creates archives: {@link #create} once, then {@link #close}.
 *
 * <p>Owns all off-heap memory of the run. For one thread, which is also the first worker.
 */
public final class AgcWriter implements AutoCloseable {
  /** The release that archives name as their producer. */
  public static final String VERSION = "0.1.0";

  private static final String FILE_VERSION_MAJOR = "3";

  /** Content of complete packs that may wait for a worker, one byte per symbol. */
  private static final long PENDING_BYTES_MAX = 16L << 20;

  private final CreateOptions options;
  private final Components components;
  private final EngineCounter.Counts counts = new EngineCounter.Counts();
  private final GroupTable groups;
  private final References references;
  private final OpenPacks packs;
  private final CatalogWriter catalog;
  private final Workers workers;
  private final Registration registration;
  private final LongArray splitterWords;

  /** A writer with {@code options}. */
  public AgcWriter(CreateOptions options) {
    this.options = options;
    this.components = Components.of(options);
    this.groups = new GroupTable(components.groups());
    this.references =
        new References(options.matchMin(), components.references(), components.activeReferences());
    this.packs = new OpenPacks(options.packCardinality(), components.openPacks());
    this.catalog =
        new CatalogWriter(
            options.packCardinality(),
            (long) options.segmentSize() + options.kmerLength(),
            components.catalog());
    this.workers =
        new Workers(options.threads(), () -> new Worker(options, groups, references, components));
    this.registration = new Registration(workers.all(), groups, components.segments());
    this.splitterWords = new LongArray(components.splitters());
  }

  /** What was counted so far; may be read by other threads meanwhile. */
  public EngineCounter.Counts counts() {
    return counts;
  }

  /**
   * The off-heap memory by component; may be read by other threads meanwhile, and after {@link
   * #close}.
   */
  public MemoryBudget memory() {
    return components.total();
  }

  /**
   * Creates the archive {@code target} of FASTA files, each of them one sample, the first the
   * reference.
   *
   * @param progress called after each sample with the number of samples stored
   * @throws io.github.agc4j.fasta.FastaFormatException when an input is not FASTA
   * @throws java.nio.file.FileAlreadyExistsException when the target exists and may not be replaced
   * @throws IOException when anything else fails; the target is then as it was before
   */
  public void create(Path target, List<Path> inputs, LongConsumer progress) throws IOException {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no input files");
    }
    checkSampleNames(inputs);
    if (components.spill() != null) {
      components.spill().moveTo(target.toAbsolutePath().getParent());
    }
    try (ArchiveFileWriter archive =
            ArchiveFileWriter.create(
                target, options.replace(), components.mappedOutput(), components.catalog());
        InputReader reader =
            new InputReader(
                inputs, options.unknownToN(), options.threads() > 1, components.contigs())) {
      write(archive, reader, progress);
      archive.finish();
      counts.add(EngineCounter.ARCHIVE_BYTES, archive.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(target + ": interrupted");
    }
  }

  private static void checkSampleNames(List<Path> inputs) throws IOException {
    Map<String, Path> byName = new HashMap<>();
    for (Path input : inputs) {
      String name = SampleNames.of(input);
      Path other = byName.putIfAbsent(name, input);
      if (other != null) {
        throw new IOException(input + ": sample " + name + " is also the name of " + other);
      }
    }
  }

  private void write(ArchiveFileWriter archive, InputReader reader, LongConsumer progress)
      throws IOException, InterruptedException {
    SampleBatch first = reader.next();
    first.awaitAll();
    SplitterChoice.choose(first.contigs(), options, workers, components, splitterWords);
    counts.add(EngineCounter.SPLITTERS, splitterWords.count());
    GroupStreams streams = new GroupStreams(archive);
    packs.ensureGroups(StreamNames.RAW_GROUPS);
    packs.addDummies(workers.first().sealed());
    try (SplitterSet splitters = new SplitterSet(splitterWords, components.splitters());
        Classification classification =
            new Classification(
                options.kmerLength(), splitters, references, components.segments(), counts);
        Storing storing =
            new Storing(packs, references, streams, archive, components.openPacks())) {
      workers.startBackground(storing::writeNext);
      try {
        for (SampleBatch batch = first; batch != null; batch = reader.next()) {
          store(batch, classification, storing, streams, archive);
          reader.free(batch);
          progress.accept(catalog.samples());
        }
        writeCatalogBatch(storing, archive);
        storing.enqueueRest(workers);
        storing.writeUntil(0, workers.first());
        workers.endBackground();
      } finally {
        workers.stopBackground();
      }
    }
    writeSmallStreams(archive);
  }

  private void store(
      SampleBatch batch,
      Classification classification,
      Storing storing,
      GroupStreams streams,
      ArchiveFileWriter archive)
      throws IOException, InterruptedException {
    SampleEvent event = new SampleEvent();
    event.begin();
    // Compression goes on in the background, but not further behind than memory allows.
    storing.writeUntil(workers.all().size() == 1 ? 0 : PENDING_BYTES_MAX, workers.first());
    workers.run(worker -> classification.work(batch, worker));
    long firstNewGroup = registration.groupCount();
    registration.register(batch);
    streams.addGroups(registration.groupCount());
    storing.fill(batch, registration, workers);
    registration.describe(batch, catalog);
    count(batch, firstNewGroup);
    if (catalog.isBatchFull()) {
      writeCatalogBatch(storing, archive);
    }
    storing.enqueue(firstNewGroup, workers);
    workers.all().forEach(worker -> worker.log().clear());
    event.commit(batch, registration.rows());
  }

  /** A JFR event for each sample, from its first segment until it is registered. */
  @Name("io.github.agc4j.Sample")
  @Label("Sample stored")
  @Category("agc4j")
  @StackTrace(false)
  private static final class SampleEvent extends Event {
    @Label("Sample")
    private String name;

    @Label("Bytes of packed contigs")
    @DataAmount
    private long bytes;

    @Label("Segments")
    private long segments;

    private void commit(SampleBatch batch, long rows) {
      if (shouldCommit()) {
        name = new String(batch.name(), StandardCharsets.UTF_8);
        bytes = batch.contigs().stream().mapToLong(PackedSequence::byteSize).sum();
        segments = rows;
        commit();
      }
    }
  }

  private void count(SampleBatch batch, long firstNewGroup) {
    counts.add(EngineCounter.SAMPLES, 1);
    counts.add(EngineCounter.CONTIGS, batch.contigCount());
    counts.add(EngineCounter.SEGMENTS, registration.rows());
    counts.add(EngineCounter.GROUPS, registration.groupCount() - firstNewGroup);
  }

  private void writeCatalogBatch(Storing storing, ArchiveFileWriter archive) throws IOException {
    storing.writeUntil(0, workers.first());
    catalog.writeBatch(
        archive, GroupStreams.CONTIGS, GroupStreams.DETAILS, workers.first().packWriter());
  }

  private void writeSmallStreams(ArchiveFileWriter archive) throws IOException {
    try (GrowableBytes bytes = new GrowableBytes(components.catalog())) {
      for (int value :
          List.of(
              options.kmerLength(),
              options.matchMin(),
              options.packCardinality(),
              options.segmentSize())) {
        bytes.putIntLittleEndian(value);
      }
      archive.write(archive.addStream(StreamNames.PARAMETERS), 0, bytes.written());

      bytes.clear();
      for (long i = 0; i < splitterWords.count(); i++) {
        bytes.putLongLittleEndian(splitterWords.get(i));
      }
      archive.write(
          archive.addStream(StreamNames.SPLITTERS), splitterWords.count(), bytes.written());

      bytes.clear();
      groups.forEachKey(
          (keyFirst, keySecond, group) -> {
            bytes.putLongLittleEndian(keyFirst);
            bytes.putLongLittleEndian(keySecond);
            bytes.putIntLittleEndian(group);
          });
      archive.write(
          archive.addStream(StreamNames.SEGMENT_SPLITTERS), groups.keys(), bytes.written());

      bytes.clear();
      Map<String, String> typeInfo = typeInfo();
      for (Map.Entry<String, String> pair : typeInfo.entrySet()) {
        for (String text : List.of(pair.getKey(), pair.getValue())) {
          bytes.put(text.getBytes(StandardCharsets.UTF_8));
          bytes.putByte(0);
        }
      }
      archive.write(
          archive.addStream(StreamNames.FILE_TYPE_INFO), typeInfo.size(), bytes.written());
    }
    PackWriter packWriter = workers.first().packWriter();
    catalog.writeSampleNames(archive, GroupStreams.SAMPLES, packWriter);
  }

  private static Map<String, String> typeInfo() {
    String[] version = VERSION.split("\\.");
    return new TreeMap<>(
        Map.of(
            "comment",
            "agc4j " + VERSION,
            "file_version_major",
            FILE_VERSION_MAJOR,
            "file_version_minor",
            "0",
            "producer",
            "agc4j",
            "producer_version_build",
            version[2],
            "producer_version_major",
            version[0],
            "producer_version_minor",
            version[1]));
  }

  /** Frees all memory of the run. */
  @Override
  public void close() {
    registration.close();
    workers.close();
    catalog.close();
    packs.close();
    references.close();
    groups.close();
    splitterWords.close();
    if (components.spill() != null) {
      components.spill().close();
    }
  }
}
