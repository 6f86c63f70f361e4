package io.github.agc4j.internal.read.open;

import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.internal.annotation.StoredAnnotations;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.digest.StoredDigests;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.group.read.PartCache;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.SpillFile;
import io.github.agc4j.internal.text.StoredTexts;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An archive open for queries of any number of threads, which share what is read and decompressed.
 * {@link #close} refuses further queries, waits for those under way, and frees everything.
 */
public final class OpenArchive implements AutoCloseable {
  /** Metadata may have this share of what is for parts, and the least beside it. */
  private static final long CATALOG_SHARE = 4;

  private static final long CATALOG_BYTES_MIN = 8 << 20;

  /** So may what is known of lower case, and of other symbols. */
  private static final long TEXT_SHARE = 8;

  private static final long TEXT_BYTES_MIN = 1 << 20;

  /** Of so many samples of a batch it is found out by their references how lengths are coded. */
  private static final int FAR_SAMPLES = 3;

  /** What should be resident of metadata that are in a file. */
  private static final long SPILLED_BYTES = 8 << 20;

  private final ArchiveFile archive;
  private final ArchiveParameters parameters;
  private final CatalogReader catalog;
  private final StoredDigests digests;
  private final StoredTexts texts;
  private final StoredAnnotations annotations;
  private final SpillFile spill;
  private final MetadataBatches batches;
  private final PartCache cache;
  private final MemoryBudget scratchBudget;

  /** For each sample how its raw lengths are to be read. */
  private final LongArray lengthReadings;

  /** For each batch how many samples were asked for of which that is not known. */
  private final Map<Long, Integer> unsettled = new ConcurrentHashMap<>();

  private final QueryGate gate = new QueryGate();

  /** The decoder that threads of each cell used last; null while it is in use. */
  private final AtomicReferenceArray<ContigDecoder> latestDecoders =
      new AtomicReferenceArray<>(QueryGate.CELLS);

  private final ConcurrentLinkedDeque<ContigDecoder> idleDecoders = new ConcurrentLinkedDeque<>();
  private boolean closed;

  /**
   * Opens the archive at {@code location}.
   *
   * @param total what all memory is reserved from
   */
  public OpenArchive(ArchiveLocation location, ReadOptions options, MemoryBudget total)
      throws IOException {
    FileOpener opener = FileOpener.of(location, options.fetched());
    this.scratchBudget = total.child("read scratch");
    long catalogBytes = Math.max(CATALOG_BYTES_MIN, options.cacheBytes() / CATALOG_SHARE);
    MemoryBudget catalogBudget = total.child("read catalog", catalogBytes);
    MemoryBudget names = total.child("read names");
    MemoryBudget mapped = total.child("mapped input", options.mappedBytes());
    MemoryBudget directory = total.child("directory");
    this.archive =
        switch (options.recovery()) {
          case NONE -> ArchiveFile.open(opener, options.end(), mapped, directory);
          case LATEST_TABLE -> ArchiveFile.recoverLatest(opener, mapped, directory);
          case LAST_WHOLE_STATE -> ArchiveFile.recoverWhole(opener, mapped, directory);
          case WAYPOINTS ->
              ArchiveFile.recoverAlongWaypoints(
                  opener, CatalogWriter::appendNames, mapped, directory);
        };
    CatalogReader opened = null;
    StoredDigests openedDigests = null;
    StoredTexts openedTexts = null;
    try {
      this.parameters = ParameterReader.read(archive);
      opened = new CatalogReader(archive, parameters, names, catalogBudget);
      this.catalog = opened;
      openedDigests = new StoredDigests(archive, total.child("read digests"));
      this.digests = openedDigests;
      openedTexts =
          new StoredTexts(
              archive,
              Math.max(TEXT_BYTES_MIN, options.cacheBytes() / TEXT_SHARE),
              total.child("read texts"));
      this.texts = openedTexts;
      this.annotations = new StoredAnnotations(archive, total.child("annotations"));
      this.spill = newSpill(total);
      this.batches = new MetadataBatches(catalog, catalogBudget, spill);
      this.cache = new PartCache(total.child("part cache", options.cacheBytes()));
      this.lengthReadings = new LongArray(names);
      LengthReading first =
          catalog.hasPlainLengths() ? LengthReading.USUAL : LengthReading.UNSETTLED;
      lengthReadings.resize(catalog.samples(), first.ordinal());
    } catch (IOException | RuntimeException e) {
      if (openedTexts != null) {
        openedTexts.close();
      }
      if (openedDigests != null) {
        openedDigests.close();
      }
      if (opened != null) {
        opened.close();
      }
      archive.close();
      throw e;
    }
  }

  private static SpillFile newSpill(MemoryBudget total) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return new SpillFile(folder, SPILLED_BYTES, total.child("spilled metadata"));
  }

  /** The file. */
  public ArchiveFile archive() {
    return archive;
  }

  /** What the archive says of itself. */
  public ArchiveParameters parameters() {
    return parameters;
  }

  /** The metadata, for those who know that the archive stays open. */
  public CatalogReader catalog() {
    return catalog;
  }

  /** The annotations, for those who know that the archive stays open. */
  public StoredAnnotations annotations() {
    return annotations;
  }

  /** What else texts have, for those who know that the archive stays open. */
  public StoredTexts texts() {
    return texts;
  }

  /** The stored digests, for those who know that the archive stays open. */
  StoredDigests digests() {
    return digests;
  }

  /** What was decompressed of groups so far, and what was given of it. */
  public DecodedWork decoded() {
    return new DecodedWork(
        cache.decodedParts(), cache.decodedBytes(), cache.givenSymbols(), catalog.decodedBatches());
  }

  /**
   * Begins a query that needs no metadata.
   *
   * @throws IllegalStateException when the archive is closed
   */
  public Entry enter() {
    int cell = QueryGate.cell();
    if (!gate.enter(cell)) {
      throw new IllegalStateException(archive.name() + ": the reader is closed");
    }
    return new Entry(cell);
  }

  /**
   * Begins a query on sample {@code sample}.
   *
   * @throws IllegalStateException when the archive is closed
   * @throws IndexOutOfBoundsException when there is no such sample
   */
  public SampleQuery query(long sample) throws IOException {
    Entry entry = enter();
    try {
      MetadataBatches.PinnedBatch batch =
          batches.pin(Objects.checkIndex(sample, catalog.samples()));
      return new SampleQuery(this, entry, batch, sample);
    } catch (IOException | RuntimeException | Error e) {
      // Without memory too: closing waits for every query that has begun.
      entry.close();
      throw e;
    }
  }

  LengthReading reading(long sample, CatalogBatch batch, int place, ContigDecoder decoder)
      throws IOException {
    LengthReading settled = settled(sample);
    if (settled == LengthReading.UNSETTLED
        && unsettled.merge(batch.index(), 1, Integer::sum) == samplesPerDigests()) {
      int usual = LengthReading.USUAL.ordinal();
      digests.showKnown(
          batch.index(),
          batch.samples(),
          known -> lengthReadings.set(sample - place + known, usual));
      settled = settled(sample);
    }
    if (settled == LengthReading.UNSETTLED) {
      settled = decoder.settle(batch, place);
      lengthReadings.set(sample, settled.ordinal());
    }
    return settled;
  }

  /** From afar one reference costs less than the digests of a batch, but several do not. */
  private int samplesPerDigests() {
    return archive.aheadBytes() == 0 ? 1 : FAR_SAMPLES;
  }

  private LengthReading settled(long sample) {
    return LengthReading.values()[(int) lengthReadings.get(sample)];
  }

  /** A query under way: the archive stays open until it is closed. For one thread. */
  public final class Entry implements AutoCloseable {
    private final int cell;
    private ContigDecoder decoder;

    private Entry(int cell) {
      this.cell = cell;
    }

    /** The file, borrowed until this is closed. */
    public ArchiveFile archive() {
      return archive;
    }

    /** The metadata, borrowed until this is closed. */
    public CatalogReader catalog() {
      return catalog;
    }

    /** The annotations, borrowed until this is closed. */
    public StoredAnnotations annotations() {
      return annotations;
    }

    /** What else texts have, borrowed until this is closed. */
    public StoredTexts texts() {
      return texts;
    }

    /** A decoder that is this query's until it is closed. */
    public ContigDecoder decoder() {
      if (decoder == null) {
        decoder = latestDecoders.getAndSet(cell, null);
        decoder = decoder != null ? decoder : idleDecoders.poll();
        if (decoder == null) {
          decoder = new ContigDecoder(archive, parameters, cache, texts.masks(), scratchBudget);
        }
      }
      return decoder;
    }

    @Override
    public void close() {
      if (decoder != null && !latestDecoders.compareAndSet(cell, null, decoder)) {
        idleDecoders.push(decoder);
      }
      gate.leave(cell);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    gate.close();
    idleDecoders.forEach(ContigDecoder::close);
    for (int cell = 0; cell < latestDecoders.length(); cell++) {
      ContigDecoder decoder = latestDecoders.get(cell);
      if (decoder != null) {
        decoder.close();
      }
    }
    cache.close();
    digests.close();
    texts.close();
    annotations.close();
    batches.close();
    catalog.close();
    spill.close();
    lengthReadings.close();
    archive.close();
  }
}
