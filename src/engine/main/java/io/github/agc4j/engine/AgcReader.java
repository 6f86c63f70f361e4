package io.github.agc4j.engine;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.ArchiveParameters;
import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.archive.StreamDirectory;
import io.github.agc4j.collection.CatalogReader;
import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.collection.RecordedCommand;
import io.github.agc4j.digest.StoredDigests;
import io.github.agc4j.engine.decode.ContigDecoder;
import io.github.agc4j.engine.decode.DecodedWork;
import io.github.agc4j.engine.decode.LetterSink;
import io.github.agc4j.engine.decode.NamedContig;
import io.github.agc4j.engine.decode.OpenArchive;
import io.github.agc4j.engine.decode.SampleQuery;
import io.github.agc4j.engine.option.RangeOptions;
import io.github.agc4j.engine.option.ReadOptions;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.engine.query.HeaderStyle;
import io.github.agc4j.engine.query.UnknownNameException;
import io.github.agc4j.engine.range.ContigDigests;
import io.github.agc4j.engine.range.RangeReading;
import io.github.agc4j.engine.range.RangeReceiver;
import io.github.agc4j.engine.range.SampleDigests;
import io.github.agc4j.engine.range.SymbolsReceiver;
import io.github.agc4j.engine.range.WholeSamples;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * An archive opened for reading, once, by any number of threads.
 *
 * <p>Opening reads the footer and the sample names; all else is read when it is needed, within the
 * budgets of {@link ReadOptions}. {@link #close} refuses further queries with {@link
 * IllegalStateException}, waits for those under way, and then unmaps the file.
 */
public final class AgcReader implements AutoCloseable {
  private final MemoryBudget total;
  private final OpenArchive archive;
  private final MemoryBudget outputBudget;

  private AgcReader(Path path, ReadOptions options, MemoryBudget total) throws IOException {
    this.total = total;
    this.outputBudget = total.child("output");
    this.archive = new OpenArchive(path, options, total);
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
    return archive.archive();
  }

  CatalogReader catalog() {
    return archive.catalog();
  }

  /** What the archive says of itself. */
  public ArchiveParameters parameters() {
    return archive.parameters();
  }

  /** The commands that made the archive, the oldest first; archives of format 3 hold none. */
  public List<RecordedCommand> commands() {
    return whileOpen(CatalogReader::commands);
  }

  /** The file's path. */
  public Path path() {
    return archive.archive().path();
  }

  /** Whether parts are verified by checksums: those of archives of other programs have none. */
  public boolean hasChecksums() {
    return archive().directory().hasChecksums();
  }

  /**
   * The streams of which a part does not match its checksum, by their names in the format. What
   * they hold is refused when it is read, unless the archive was opened in spite of damage and the
   * checksums are damaged, too: then it is believed. Reads the whole archive.
   *
   * @return all streams that belong to no group if the archive has no checksums that can be used
   */
  public List<String> unprovenStreams() throws IOException {
    try (OpenArchive.Entry entry = archive.enter()) {
      return entry.archive().unprovenStreams();
    }
  }

  /** Bytes of the archive's parts by what they are for. */
  public Map<StreamDirectory.Kind, Long> bytesByKind() {
    return archive.archive().directory().bytesByKind();
  }

  /** The file's size in bytes. */
  public long fileBytes() {
    return archive.archive().size();
  }

  /** The off-heap memory by component. */
  public MemoryBudget memory() {
    return total;
  }

  /** Number of samples. */
  public long samples() {
    return whileOpen(CatalogReader::samples);
  }

  /** The name of sample {@code index}, in the archive's order; sample 0 is the reference. */
  public String sampleName(long index) {
    return whileOpen(
        catalog -> text(catalog.sampleName(Objects.checkIndex(index, catalog.samples()))));
  }

  /** The same as the archive has it, which need not be UTF-8. */
  public byte[] sampleNameBytes(long index) {
    return whileOpen(catalog -> catalog.sampleName(Objects.checkIndex(index, catalog.samples())));
  }

  /** Takes samples, one by one. */
  public interface SampleVisitor {
    /** Called with the index of a sample. */
    void visit(long sample) throws IOException;
  }

  /** Shows all samples to {@code visitor}, in the bytewise order of their names. */
  public void forEachSampleByName(SampleVisitor visitor) throws IOException {
    try (OpenArchive.Entry entry = archive.enter();
        LongArray byName = entry.catalog().samplesByName(outputBudget)) {
      for (long i = 0; i < byName.count(); i++) {
        visitor.visit(byName.get(i));
      }
    }
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
    return whileOpen(catalog -> catalog.sampleIndex(name.getBytes(StandardCharsets.UTF_8)));
  }

  private <T> T whileOpen(Function<CatalogReader, T> question) {
    try (OpenArchive.Entry entry = archive.enter()) {
      return question.apply(entry.catalog());
    }
  }

  /** The full names of the contigs of sample {@code sample}, in the order of the input. */
  public List<String> contigNames(long sample) throws IOException {
    List<String> names = new ArrayList<>();
    forEachContig(sample, (name, length) -> names.add(name));
    return names;
  }

  /** The same as the archive has them, which need not be UTF-8. */
  public List<byte[]> contigNameBytes(long sample) throws IOException {
    List<byte[]> names = new ArrayList<>();
    forEachContigBytes(sample, (name, length) -> names.add(name));
    return names;
  }

  /** Takes a sample's contigs, one by one. */
  public interface ContigVisitor {
    /** A contig's full name; its length in symbols is found out when it is asked for. */
    void visit(String name, LengthSource length) throws IOException;
  }

  /** The same by the names as the archive has them, which need not be UTF-8. */
  public interface ContigBytesVisitor {
    /** A contig's full name; its length in symbols is found out when it is asked for. */
    void visit(byte[] name, LengthSource length) throws IOException;
  }

  /** Tells the length of the contig that is being visited. */
  public interface LengthSource {
    /** Its symbols, by the metadata. */
    long get() throws IOException;
  }

  /** Shows the contigs of sample {@code sample} to {@code visitor}, in the order of the input. */
  public void forEachContig(long sample, ContigVisitor visitor) throws IOException {
    forEachContigBytes(sample, (name, length) -> visitor.visit(text(name), length));
  }

  /** The same by the names as the archive has them. */
  public void forEachContigBytes(long sample, ContigBytesVisitor visitor) throws IOException {
    try (SampleQuery query = query(sample)) {
      ContigNames all = query.names();
      for (long[] contig = {0}; all.hasNext(); contig[0]++) {
        visitor.visit(all.next(), () -> query.length(contig[0]));
      }
    }
  }

  /**
   * The index of the contig of sample {@code sample} that is called {@code name}: in full, or by
   * its first word.
   *
   * @throws UnknownNameException when there is none
   * @throws io.github.agc4j.engine.query.QueryException also when several have this first word
   */
  public long contigIndex(long sample, String name) throws IOException {
    try (SampleQuery query = query(sample)) {
      NamedContig found = query.find(name.getBytes(StandardCharsets.UTF_8));
      if (found != null && found.other() == null) {
        return found.contig();
      }
    }
    return new NameFinder(this).contig(sample, name);
  }

  /**
   * Shows the digests of sample {@code sample} to {@code visitor}; false if the archive has none:
   * C++ agc writes none, and drops all when it extends an archive. Those of short contigs are
   * computed from their letters.
   *
   * @throws CorruptArchiveException when these are not what they were
   */
  public boolean withDigests(long sample, StoredDigests.Visitor visitor) throws IOException {
    return withDigests(sample, ContigDigests.NONE, visitor);
  }

  /**
   * The same with digests that were computed before.
   *
   * @param known whole ones, of any contigs
   */
  public boolean withDigests(long sample, ContigDigests known, StoredDigests.Visitor visitor)
      throws IOException {
    return digests(sample).show(known, visitor);
  }

  private SampleDigests digests(long sample) {
    return new SampleDigests(archive, sample, outputBudget);
  }

  /** The MD5 of each contig of a sample: see {@link SampleDigests#md5s}. */
  public List<String> md5s(long sample) throws IOException {
    return digests(sample).md5s();
  }

  /** Shows the MD5s of a sample's contigs: see {@link SampleDigests#showMd5s}. */
  public boolean withMd5s(long sample, ContigDigests known, SampleDigests.Md5Visitor visitor)
      throws IOException {
    return digests(sample).showMd5s(known, visitor);
  }

  /** The same as they are stored, which may only be what a contig can be checked by. */
  public boolean withStoredDigests(long sample, StoredDigests.Visitor visitor) throws IOException {
    return digests(sample).showStored(visitor);
  }

  /** Number of contigs of sample {@code sample}. */
  public long contigs(long sample) throws IOException {
    try (SampleQuery query = query(sample)) {
      return query.contigs();
    }
  }

  /** The end of the first segment of the range's contig that ends at {@code position} or behind. */
  long segmentEnd(ContigRange range, long position) throws IOException {
    try (SampleQuery query = query(range.sample())) {
      return query.segmentEnd(range.contig(), position);
    }
  }

  /** What buffers for extracted text are reserved from. */
  MemoryBudget outputBudget() {
    return outputBudget;
  }

  /** The length in symbols of contig {@code contig} of sample {@code sample}. */
  public long contigLength(long sample, long contig) throws IOException {
    try (SampleQuery query = query(sample)) {
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
    try (SampleQuery query = query(sample)) {
      query.decode(contig, from, to, sink);
    }
  }

  /**
   * Reads many ranges, of which as many wait at a time as {@code options} allow: they are sorted by
   * where they lie, so that each part of the archive is decompressed once for all of them.
   *
   * @param ranges stays the caller's and is asked by its thread only; headers are not looked at
   * @param receiver given each range's symbols; what it throws is thrown
   * @throws io.github.agc4j.engine.range.RangeException when a range cannot be read: of those that
   *     waited together the first; in order, all in front of it are passed on
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  public void fetchAll(Iterable<ContigRange> ranges, RangeOptions options, RangeReceiver receiver)
      throws IOException {
    readAll(ranges, options, SymbolsReceiver.copying(receiver));
  }

  /**
   * Digests of what contigs of some samples decode to, computed together.
   *
   * @param choice which contigs are wanted
   * @param isWhole whether GA4GH digests are wanted, too, and not only MD5s
   * @param threads how many threads decode
   */
  public ContigDigests contigDigests(
      List<Long> samples, ContigDigests.Choice choice, boolean isWhole, int threads)
      throws IOException {
    return ContigDigests.of(archive, samples, choice, isWhole, threads, outputBudget);
  }

  /** All contigs of some samples: see {@link WholeSamples}. */
  WholeSamples wholeSamples(List<Long> samples, long pieceSymbols, HeaderStyle headers) {
    return new WholeSamples(archive, samples, pieceSymbols, headers);
  }

  /** Reads many ranges as {@link #fetchAll} does, without copying their symbols. */
  void readAll(Iterable<ContigRange> ranges, RangeOptions options, SymbolsReceiver receiver)
      throws IOException {
    try (RangeReading reading = new RangeReading(archive, options, receiver, outputBudget)) {
      reading.run(ranges.iterator());
    }
  }

  /** What reading took so far. */
  public DecodedWork decoded() {
    return archive.decoded();
  }

  /** What of a contig's full name comes in front of the first blank. */
  public static String shortName(String name) {
    return text(ContigNames.shortName(name.getBytes(StandardCharsets.UTF_8)));
  }

  static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Begins a query on one sample; the caller closes it. */
  SampleQuery query(long sample) throws IOException {
    return archive.query(sample);
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
