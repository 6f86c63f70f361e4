package io.github.agc4j.engine;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.ArchiveParameters;
import io.github.agc4j.collection.CatalogBatch;
import io.github.agc4j.collection.CatalogReader;
import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.collection.LengthReading;
import io.github.agc4j.collection.RecordedCommand;
import io.github.agc4j.digest.StoredDigests;
import io.github.agc4j.engine.option.ReadOptions;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.engine.query.UnknownNameException;
import io.github.agc4j.group.PartCache;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * An archive opened for reading, once, by any number of threads.
 *
 * <p>Opening reads the footer and the sample names; all else is read when it is needed, within the
 * budgets of {@link ReadOptions}. {@link #close} refuses further queries with {@link
 * IllegalStateException}, waits for those under way, and then unmaps the file.
 */
public final class AgcReader implements AutoCloseable {
  /** What metadata should not exceed; one batch may be larger. */
  private static final long CATALOG_BYTES = 8 << 20;

  private final MemoryBudget total;
  private final ArchiveFile archive;
  private final ArchiveParameters parameters;
  private final CatalogReader catalog;
  private final LatestBatches batches;
  private final PartCache cache;
  private final MemoryBudget scratchBudget;
  private final MemoryBudget outputBudget;

  /** For each sample how its raw lengths are to be read. */
  private final LongArray lengthReadings;

  private final ArrayDeque<ContigDecoder> idleDecoders = new ArrayDeque<>();

  /** Queries hold the read lock; close takes the write lock and never gives it back. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private AgcReader(Path path, ReadOptions options, MemoryBudget total) throws IOException {
    this.total = total;
    this.scratchBudget = total.child("read scratch");
    this.outputBudget = total.child("output");
    MemoryBudget catalogBudget = total.child("read catalog", CATALOG_BYTES);
    MemoryBudget mapped = total.child("mapped input", options.mappedBytes());
    MemoryBudget directory = total.child("directory");
    this.archive =
        options.recovers()
            ? ArchiveFile.recover(path, mapped, directory)
            : ArchiveFile.open(path, options.end(), mapped, directory);
    CatalogReader opened = null;
    try {
      this.parameters = ArchiveParameters.read(archive);
      opened = new CatalogReader(archive, parameters, catalogBudget);
      this.catalog = opened;
      this.batches = new LatestBatches(catalog, catalogBudget);
      this.cache = new PartCache(total.child("part cache", options.cacheBytes()));
      this.lengthReadings = new LongArray(catalogBudget);
      lengthReadings.resize(catalog.samples(), catalog.lengthReading().ordinal());
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      archive.close();
      throw e;
    }
  }

  /**
   * Opens the archive at {@code path}.
   *
   * @throws io.github.agc4j.archive.CorruptArchiveException when it is not a whole archive of
   *     format 1, 2 or 3
   */
  public static AgcReader open(Path path, ReadOptions options) throws IOException {
    return open(path, options, MemoryBudget.root(MemoryBudget.UNLIMITED));
  }

  /** The same with all memory reserved from children of {@code total}. */
  static AgcReader open(Path path, ReadOptions options, MemoryBudget total) throws IOException {
    return new AgcReader(path, options, total);
  }

  ArchiveFile archive() {
    return archive;
  }

  CatalogReader catalog() {
    return catalog;
  }

  /** What the archive says of itself. */
  public ArchiveParameters parameters() {
    return parameters;
  }

  /** The commands that made the archive, the oldest first; archives of format 3 hold none. */
  public List<RecordedCommand> commands() {
    return whileOpen(catalog::commands);
  }

  /** The file's path. */
  public Path path() {
    return archive.path();
  }

  /** The file's size in bytes. */
  public long fileBytes() {
    return archive.size();
  }

  /** The off-heap memory by component. */
  public MemoryBudget memory() {
    return total;
  }

  /** Number of samples. */
  public long samples() {
    return whileOpen(catalog::samples);
  }

  /** The name of sample {@code index}, in the archive's order; sample 0 is the reference. */
  public String sampleName(long index) {
    return whileOpen(() -> text(catalog.sampleName(Objects.checkIndex(index, catalog.samples()))));
  }

  /**
   * The index of the sample called {@code name}.
   *
   * @throws UnknownNameException when there is none
   */
  public long sampleIndex(String name) throws UnknownNameException {
    long index = findSample(name);
    if (index < 0) {
      UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(name);
      for (long i = 0; i < samples(); i++) {
        nearest.accept(sampleName(i));
      }
      throw new UnknownNameException("sample", name, nearest.names());
    }
    return index;
  }

  /** The index of the sample with this very name, or −1. */
  long findSample(String name) {
    return whileOpen(() -> catalog.sampleIndex(name.getBytes(StandardCharsets.UTF_8)));
  }

  private <T> T whileOpen(Supplier<T> question) {
    open.readLock().lock();
    try {
      if (closed) {
        throw isClosed();
      }
      return question.get();
    } finally {
      open.readLock().unlock();
    }
  }

  private IllegalStateException isClosed() {
    return new IllegalStateException(archive.path() + ": the reader is closed");
  }

  /** The full names of the contigs of sample {@code sample}, in the order of the input. */
  public List<String> contigNames(long sample) throws IOException {
    List<String> names = new ArrayList<>();
    forEachContig(sample, (name, length) -> names.add(name));
    return names;
  }

  /** Takes a sample's contigs, one by one. */
  public interface ContigVisitor {
    /** A contig's full name; its length in symbols is found out when it is asked for. */
    void visit(String name, LengthSource length) throws IOException;
  }

  /** Tells the length of the contig that is being visited. */
  public interface LengthSource {
    /** Its symbols, by the metadata. */
    long get() throws IOException;
  }

  /** Shows the contigs of sample {@code sample} to {@code visitor}, in the order of the input. */
  public void forEachContig(long sample, ContigVisitor visitor) throws IOException {
    try (Query query = query(sample)) {
      ContigNames all = query.names();
      for (long[] contig = {0}; all.hasNext(); contig[0]++) {
        visitor.visit(text(all.next()), () -> query.length(contig[0]));
      }
    }
  }

  /**
   * The index of the contig of sample {@code sample} that is called {@code name}: up to the first
   * blank, or in full.
   *
   * @throws UnknownNameException when there is none
   */
  public long contigIndex(long sample, String name) throws IOException {
    return new NameFinder(this).contig(sample, name);
  }

  /**
   * Shows the digests of sample {@code sample} to {@code visitor}; false if the archive has none:
   * C++ agc writes none, and drops all when it extends an archive.
   */
  public boolean withDigests(long sample, StoredDigests.Visitor visitor) throws IOException {
    try (Query query = query(sample)) {
      long contigs = query.batch.contigs(query.place);
      return StoredDigests.show(archive, query.batch.index(), query.place, contigs, visitor);
    }
  }

  /** Number of contigs of sample {@code sample}. */
  public long contigs(long sample) throws IOException {
    try (Query query = query(sample)) {
      return query.batch.contigs(query.place);
    }
  }

  /** The end of the first segment of the range's contig that ends at {@code position} or behind. */
  long segmentEnd(ContigRange range, long position) throws IOException {
    try (Query query = query(range.sample())) {
      return query.decoder.segmentEnd(
          query.batch, query.place, range.contig(), query.reading(), position);
    }
  }

  /** What buffers for extracted text are reserved from. */
  MemoryBudget outputBudget() {
    return outputBudget;
  }

  /** The length in symbols of contig {@code contig} of sample {@code sample}. */
  public long contigLength(long sample, long contig) throws IOException {
    try (Query query = query(sample)) {
      query.checkContig(contig);
      return query.length(contig);
    }
  }

  /**
   * Copies codes (see {@link io.github.agc4j.dna.Nucleotides}) of a contig, one per byte.
   *
   * @param from first symbol, 0-based
   * @param to behind the last symbol; cut to the contig's length
   * @param target room for {@code to − from} codes, borrowed
   * @return symbols copied
   * @throws IndexOutOfBoundsException when there is no such sample or contig, or the range is
   *     turned
   */
  public long fetch(long sample, long contig, long from, long to, MemorySegment target)
      throws IOException {
    long[] copied = {0};
    decode(
        sample,
        contig,
        from,
        to,
        (codes, start, length) -> {
          MemorySegment.copy(codes, start, target, copied[0], length);
          copied[0] += length;
        });
    return copied[0];
  }

  /**
   * Copies the letters of a contig, in upper case.
   *
   * @param from first symbol, 0-based
   * @param to behind the last symbol; cut to the contig's length
   * @param target room for {@code to − from} letters from {@code offset} on
   * @return letters copied
   * @throws IndexOutOfBoundsException when there is no such sample or contig, the range is turned,
   *     or the room is too small
   */
  public int fetchLetters(long sample, long contig, long from, long to, byte[] target, int offset)
      throws IOException {
    LetterSink sink = LetterSink.to(target, offset);
    decode(sample, contig, from, to, sink);
    return (int) sink.count();
  }

  /**
   * Writes the letters of a contig, in upper case and without line ends, in memory that does not
   * depend on how many there are.
   *
   * @param from first symbol, 0-based
   * @param to behind the last symbol; cut to the contig's length
   * @param out stays the caller's
   * @return letters written
   */
  public long writeLetters(long sample, long contig, long from, long to, WritableByteChannel out)
      throws IOException {
    LetterSink sink = LetterSink.to(out);
    decode(sample, contig, from, to, sink);
    return sink.count();
  }

  private void decode(long sample, long contig, long from, long to, ContigDecoder.SymbolSink sink)
      throws IOException {
    try (Query query = query(sample)) {
      query.checkContig(contig);
      Objects.checkFromToIndex(from, to, Long.MAX_VALUE);
      query.decoder.decode(query.batch, query.place, contig, query.reading(), from, to, sink);
    }
  }

  /** What of a contig's full name comes in front of the first blank. */
  public static String shortName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, 0, ContigNames.shortLength(bytes), StandardCharsets.UTF_8);
  }

  static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Begins a query on one sample; the caller closes it. */
  Query query(long sample) throws IOException {
    open.readLock().lock();
    boolean begun = false;
    try {
      if (closed) {
        throw isClosed();
      }
      Query query = new Query(this, Objects.checkIndex(sample, catalog.samples()));
      begun = true;
      return query;
    } finally {
      if (!begun) {
        open.readLock().unlock();
      }
    }
  }

  private ContigDecoder takeDecoder() {
    synchronized (idleDecoders) {
      ContigDecoder idle = idleDecoders.poll();
      return idle != null ? idle : new ContigDecoder(archive, parameters, cache, scratchBudget);
    }
  }

  private LengthReading reading(long sample, CatalogBatch batch, int place, ContigDecoder decoder)
      throws IOException {
    LengthReading settled = LengthReading.values()[(int) lengthReadings.get(sample)];
    if (settled == LengthReading.UNSETTLED) {
      settled = decoder.settle(batch, place);
      lengthReadings.set(sample, settled.ordinal());
    }
    return settled;
  }

  /**
   * What a query holds until it is closed: the sample's metadata, a decoder, and the archive open.
   */
  static final class Query implements AutoCloseable {
    private final AgcReader reader;
    final CatalogBatch batch;
    final int place;
    final ContigDecoder decoder;

    private final long sample;
    private LengthReading reading = LengthReading.UNSETTLED;

    private Query(AgcReader reader, long sample) throws IOException {
      this.reader = reader;
      this.sample = sample;
      this.batch = reader.batches.take(sample);
      this.place = reader.catalog.placeInBatch(sample);
      this.decoder = reader.takeDecoder();
    }

    /** How the sample's lengths are to be read: settled when it is asked for, not for names. */
    LengthReading reading() throws IOException {
      if (reading == LengthReading.UNSETTLED) {
        reading = reader.reading(sample, batch, place, decoder);
      }
      return reading;
    }

    /** The length of contig {@code contig} in symbols. */
    long length(long contig) throws IOException {
      return decoder.length(batch, place, contig, reading());
    }

    private void checkContig(long contig) {
      Objects.checkIndex(contig, batch.contigs(place));
    }

    ContigNames names() {
      return batch.names(place);
    }

    @Override
    public void close() {
      reader.batches.giveBack(sample);
      synchronized (reader.idleDecoders) {
        reader.idleDecoders.push(decoder);
      }
      reader.open.readLock().unlock();
    }
  }

  @Override
  public void close() throws IOException {
    open.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      idleDecoders.forEach(ContigDecoder::close);
      idleDecoders.clear();
      cache.close();
      batches.close();
      catalog.close();
      lengthReadings.close();
      archive.close();
    } finally {
      open.writeLock().unlock();
    }
  }
}
