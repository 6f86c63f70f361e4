package io.github.agc4j.engine;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.ArchiveParameters;
import io.github.agc4j.collection.CatalogBatch;
import io.github.agc4j.collection.CatalogReader;
import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.collection.LengthReading;
import io.github.agc4j.collection.RecordedCommand;
import io.github.agc4j.engine.query.ContigQuery;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.engine.query.UnknownNameException;
import io.github.agc4j.group.PartCache;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An archive opened for reading, once, by any number of threads.
 *
 * <p>Opening reads the footer and the sample names; all else is read when it is needed, within the
 * budgets of {@link ReadOptions}. {@link #close} refuses further queries with {@link
 * IllegalStateException}, waits for those under way, and then unmaps the file.
 */
public final class AgcReader implements AutoCloseable {
  private final MemoryBudget total;
  private final ArchiveFile archive;
  private final ArchiveParameters parameters;
  private final CatalogReader catalog;
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
    MemoryBudget catalogBudget = total.child("read catalog");
    this.archive =
        ArchiveFile.open(
            path, total.child("mapped input", options.mappedBytes()), total.child("directory"));
    CatalogReader opened = null;
    try {
      this.parameters = ArchiveParameters.read(archive);
      opened = new CatalogReader(archive, parameters, catalogBudget);
      this.catalog = opened;
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
    long index = whileOpen(() -> catalog.sampleIndex(bytes(name)));
    if (index < 0) {
      UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(name);
      for (long i = 0; i < samples(); i++) {
        nearest.accept(sampleName(i));
      }
      throw new UnknownNameException("sample", name, nearest.names());
    }
    return index;
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
    forEachContig(sample, names::add);
    return names;
  }

  /**
   * Gives the full names of the contigs of sample {@code sample} to {@code consumer}, in the order
   * of the input.
   */
  public void forEachContig(long sample, Consumer<String> consumer) throws IOException {
    try (Query query = query(sample)) {
      ContigNames all = query.names();
      while (all.hasNext()) {
        consumer.accept(text(all.next()));
      }
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
          query.batch, query.place, range.contig(), query.reading, position);
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
      return query.decoder.length(query.batch, query.place, contig, query.reading);
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
    try (Query query = query(sample)) {
      query.checkContig(contig);
      Objects.checkFromToIndex(from, to, Long.MAX_VALUE);
      long[] copied = {0};
      query.decoder.decode(
          query.batch,
          query.place,
          contig,
          query.reading,
          from,
          to,
          (codes, offset, length) -> {
            MemorySegment.copy(codes, offset, target, copied[0], length);
            copied[0] += length;
          });
      return copied[0];
    }
  }

  /**
   * The range that {@code query} asks for.
   *
   * @throws UnknownNameException when there is no such sample or contig
   * @throws IOException also when the contig is in several samples, or the range lies outside it
   */
  ContigRange resolve(ContigQuery query) throws IOException {
    long sample = -1;
    long contig = -1;
    if (query.sample() != null) {
      sample = sampleIndex(query.sample());
      contig = findContig(sample, query.contig());
    } else {
      for (long i = 0; i < samples(); i++) {
        long found = findContig(i, query.contig());
        if (found >= 0 && contig >= 0) {
          throw new IOException(
              "contig "
                  + query.contig()
                  + " is in several samples: "
                  + sampleName(sample)
                  + ", "
                  + sampleName(i)
                  + " …; ask for contig@sample");
        }
        sample = found >= 0 ? i : sample;
        contig = found >= 0 ? found : contig;
      }
    }
    if (contig < 0) {
      throw unknownContig(query);
    }
    return range(query, sample, contig);
  }

  private ContigRange range(ContigQuery query, long sample, long contig) throws IOException {
    byte[] name = contigName(sample, contig);
    if (!query.isRanged()) {
      return new ContigRange(sample, contig, 0, Long.MAX_VALUE, name);
    }
    long length = contigLength(sample, contig);
    if (query.from() >= length) {
      throw new IOException(
          "range "
              + query.from()
              + "-"
              + query.to()
              + " lies outside contig "
              + query.contig()
              + ", which has "
              + length
              + " symbols");
    }
    byte[] suffix = bytes(":" + query.from() + "-" + query.to());
    byte[] header = Arrays.copyOf(name, name.length + suffix.length);
    System.arraycopy(suffix, 0, header, name.length, suffix.length);
    return new ContigRange(sample, contig, query.from(), query.to() + 1, header);
  }

  /** The bytes of a contig's full name, which need not be UTF-8. */
  private byte[] contigName(long sample, long contig) throws IOException {
    try (Query query = query(sample)) {
      ContigNames all = query.names();
      for (long skipped = 0; skipped < contig; skipped++) {
        all.next();
      }
      return all.next();
    }
  }

  /**
   * The first contig of the sample with this short name, or else with this full name; −1 if none.
   */
  private long findContig(long sample, String name) throws IOException {
    long byFullName = -1;
    byte[] wanted = bytes(name);
    try (Query query = query(sample)) {
      ContigNames all = query.names();
      for (long contig = 0; all.hasNext(); contig++) {
        byte[] full = all.next();
        int length = ContigNames.shortLength(full);
        if (Arrays.equals(full, 0, length, wanted, 0, wanted.length)) {
          return contig;
        }
        if (byFullName < 0 && Arrays.equals(full, wanted)) {
          byFullName = contig;
        }
      }
    }
    return byFullName;
  }

  private UnknownNameException unknownContig(ContigQuery query) throws IOException {
    UnknownNameException.Nearest nearest = new UnknownNameException.Nearest(query.contig());
    for (long sample = 0; sample < samples(); sample++) {
      if (query.sample() == null || sampleName(sample).equals(query.sample())) {
        forEachContig(
            sample,
            name ->
                nearest.accept(
                    text(Arrays.copyOf(bytes(name), ContigNames.shortLength(bytes(name))))));
      }
    }
    String where = query.sample() == null ? query.contig() : query.contig() + "@" + query.sample();
    return new UnknownNameException("contig", where, nearest.names());
  }

  static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
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
    final LengthReading reading;

    private Query(AgcReader reader, long sample) throws IOException {
      this.reader = reader;
      this.batch = reader.catalog.batch(sample);
      this.place = reader.catalog.placeInBatch(sample);
      this.decoder = reader.takeDecoder();
      boolean settled = false;
      try {
        this.reading = reader.reading(sample, batch, place, decoder);
        settled = true;
      } finally {
        if (!settled) {
          free();
        }
      }
    }

    private void checkContig(long contig) {
      Objects.checkIndex(contig, batch.contigs(place));
    }

    ContigNames names() {
      return batch.names(place);
    }

    private void free() {
      batch.close();
      synchronized (reader.idleDecoders) {
        reader.idleDecoders.push(decoder);
      }
    }

    @Override
    public void close() {
      free();
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
      catalog.close();
      lengthReadings.close();
      archive.close();
    } finally {
      open.writeLock().unlock();
    }
  }
}
