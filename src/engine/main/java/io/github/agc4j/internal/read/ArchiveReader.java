package io.github.agc4j.internal.read;

import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.MaskConsumer;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.annotation.StoredAnnotations;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.digest.StoredDigests;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.open.ContigDecoder;
import io.github.agc4j.internal.read.open.LetterSink;
import io.github.agc4j.internal.read.open.MaskScan;
import io.github.agc4j.internal.read.open.NamedContig;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.range.RangeReading;
import io.github.agc4j.internal.read.range.SampleDigests;
import io.github.agc4j.internal.read.range.SymbolsReceiver;
import io.github.agc4j.internal.read.range.WholeSamples;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.internal.text.StoredTexts;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigBytesVisitor;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.ContigVisitor;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What there is in an open archive, for all that reads it: names, metadata, letters. Any thread may
 * ask. {@link #close} refuses further queries with {@link IllegalStateException}, waits for those
 * under way, and then unmaps the file.
 */
public final class ArchiveReader implements AutoCloseable {
  private final MemoryBudget total;
  private final OpenArchive archive;
  private final MemoryBudget outputBudget;

  private ArchiveReader(ArchiveLocation location, ReadOptions options, MemoryBudget total)
      throws IOException {
    this.total = total;
    this.outputBudget = total.child("output");
    this.archive = new OpenArchive(location, options, total);
  }

  /**
   * Opens the archive at {@code location}.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when it is not a whole archive of format
   *     1, 2 or 3
   */
  public static ArchiveReader open(ArchiveLocation location, ReadOptions options)
      throws IOException {
    return open(location, options, MemoryBudget.root(MemoryBudget.UNLIMITED));
  }

  /** The same with all memory reserved from children of {@code total}. */
  public static ArchiveReader open(
      ArchiveLocation location, ReadOptions options, MemoryBudget total) throws IOException {
    return new ArchiveReader(location, options, total);
  }

  /** The same of a file. */
  public static ArchiveReader open(Path path, ReadOptions options, MemoryBudget total)
      throws IOException {
    return open(ArchiveLocation.of(path), options, total);
  }

  /** The file. */
  public ArchiveFile archive() {
    return archive.archive();
  }

  /** What is open, for queries of other kinds. */
  public OpenArchive opened() {
    return archive;
  }

  /** What texts have beside names and codes, for those who know that the archive stays open. */
  public StoredTexts texts() {
    return archive.texts();
  }

  /** The annotations, for those who know that the archive stays open. */
  public StoredAnnotations annotations() {
    return archive.annotations();
  }

  /** The metadata, for those who know that the archive stays open. */
  public CatalogReader catalog() {
    return archive.catalog();
  }

  /** What the archive says of itself. */
  public ArchiveParameters parameters() {
    return archive.parameters();
  }

  /** What the archive keeps of texts, and whether it has lost some of it. */
  public KeptText keptText() {
    return StoredTexts.kept(parameters().typeInfo(), archive().directory());
  }

  /** The commands that made the archive, the oldest first; archives of format 3 hold none. */
  public List<RecordedCommand> commands() {
    return whileOpen(CatalogReader::commands);
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

  /** What the file is called in messages. */
  public String name() {
    return archive.archive().name();
  }

  /** The file's size in bytes. */
  public long fileBytes() {
    return archive().size();
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
  public long findSample(String name) {
    return whileOpen(catalog -> catalog.sampleIndex(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same of a name as archives have it, which need not be UTF-8. */
  public long findSample(byte[] name) {
    return whileOpen(catalog -> catalog.sampleIndex(name));
  }

  private <T> T whileOpen(Function<CatalogReader, T> question) {
    try (OpenArchive.Entry entry = archive.enter()) {
      return question.apply(entry.catalog());
    }
  }

  /** The same as the archive has them, which need not be UTF-8. */
  public List<byte[]> contigNameBytes(long sample) throws IOException {
    List<byte[]> names = new ArrayList<>();
    forEachContigBytes(sample, (name, length) -> names.add(name));
    return names;
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

  /** The contig of a sample that is called {@code name}, in full or by its first word, or null. */
  public NamedContig findContig(long sample, String name) throws IOException {
    try (SampleQuery query = query(sample)) {
      return query.find(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The digests of sample {@code sample}. */
  public SampleDigests digests(long sample) {
    return new SampleDigests(archive, sample, outputBudget);
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

  /** The end of the first segment of the range's contig that ends at {@code position} or after. */
  public long segmentEnd(ContigRange range, long position) throws IOException {
    try (SampleQuery query = query(range.sample())) {
      return query.segmentEnd(range.contig(), position);
    }
  }

  /** What buffers for extracted text are reserved from. */
  public MemoryBudget outputBudget() {
    return outputBudget;
  }

  /** The length in symbols of contig {@code contig} of sample {@code sample}. */
  public long contigLength(long sample, long contig) throws IOException {
    try (SampleQuery query = query(sample)) {
      return query.length(contig);
    }
  }

  /**
   * Copies codes (see {@link io.github.agc4j.internal.dna.Nucleotides}) of a contig, one per byte.
   *
   * @param from first symbol, 0-based
   * @param to after the last symbol; cut to the contig's length
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
        false,
        (codes, start, length) -> {
          MemorySegment.copy(codes, start, target, copied[0], length);
          copied[0] += length;
        });
    return copied[0];
  }

  /**
   * Copies the letters of a contig as they were read.
   *
   * @param from first symbol, 0-based
   * @param to after the last symbol; cut to the contig's length
   * @param target room for {@code to − from} letters from {@code offset} on
   * @return letters copied
   * @throws IndexOutOfBoundsException when there is no such sample or contig, the range is turned,
   *     or the room is too small
   */
  public int fetchLetters(long sample, long contig, long from, long to, byte[] target, int offset)
      throws IOException {
    return fetchLetters(sample, contig, from, to, Restored.ALL, target, offset);
  }

  /** The same of letters that are {@code restored}. */
  public int fetchLetters(
      long sample, long contig, long from, long to, Restored restored, byte[] target, int offset)
      throws IOException {
    LetterSink sink = LetterSink.to(target, offset, original(sample, contig, from, restored));
    decode(sample, contig, from, to, restored.hasCase(), sink);
    return (int) sink.count();
  }

  /**
   * Writes the letters of a contig as they were read, but without line ends, in memory that does
   * not depend on how many there are.
   *
   * @param from first symbol, 0-based
   * @param to after the last symbol; cut to the contig's length
   * @param out stays the caller's
   * @return letters written
   */
  public long writeLetters(long sample, long contig, long from, long to, WritableByteChannel out)
      throws IOException {
    return writeLetters(sample, contig, from, to, Restored.ALL, out);
  }

  /** The same of letters that are {@code restored}. */
  public long writeLetters(
      long sample, long contig, long from, long to, Restored restored, WritableByteChannel out)
      throws IOException {
    LetterSink sink = LetterSink.to(out, original(sample, contig, from, restored));
    decode(sample, contig, from, to, restored.hasCase(), sink);
    return sink.count();
  }

  /**
   * The letters of a range as they were read.
   *
   * @param codes its first {@code length} symbols, as references mark them; marked further
   */
  public byte[] letters(ContigRange range, MemorySegment codes, int length) throws IOException {
    byte[] letters = new byte[length];
    try (OpenArchive.Entry entry = archive.enter()) {
      LetterSink.Original original =
          original(entry.texts(), range.sample(), range.contig(), range.from(), Restored.ALL);
      LetterSink.to(letters, 0, original).accept(codes, 0, length);
    }
    return letters;
  }

  /** Shows where letters of a contig are in lower case: see {@code AgcReader.mask}. */
  public void mask(long sample, long contig, long from, long to, MaskConsumer consumer)
      throws IOException {
    try (SampleQuery query = query(sample);
        MaskScan scan =
            new MaskScan(archive.texts(), sample, contig, from, consumer, outputBudget)) {
      query.decode(contig, from, to, true, scan);
      scan.finish();
    }
  }

  /** What letters of a contig were, from symbol {@code from} on; null if codes tell all. */
  private LetterSink.Original original(long sample, long contig, long from, Restored restored) {
    return original(archive.texts(), sample, contig, from, restored);
  }

  private static LetterSink.Original original(
      StoredTexts texts, long sample, long contig, long from, Restored restored) {
    return texts.hasNoRuns() || restored == Restored.NOTHING
        ? null
        : new OriginalText(texts, sample, contig, from, restored);
  }

  private void decode(
      long sample, long contig, long from, long to, boolean marks, ContigDecoder.SymbolSink sink)
      throws IOException {
    try (SampleQuery query = query(sample)) {
      query.decode(contig, from, to, marks, sink);
    }
  }

  /**
   * Digests of what contigs of some samples decode to, computed together.
   *
   * @param choice which contigs are wanted
   * @param isWhole whether GA4GH digests are wanted, too, and not only MD5s
   * @param threads how many threads decode
   */
  public ContigDigests contigDigests(
      SampleIndexes samples, ContigDigests.Choice choice, boolean isWhole, int threads)
      throws IOException {
    return ContigDigests.of(archive, samples, choice, isWhole, threads, outputBudget);
  }

  /** All contigs of some samples: see {@link WholeSamples}. */
  public WholeSamples wholeSamples(SampleIndexes samples, long pieceSymbols, HeaderStyle headers) {
    return new WholeSamples(archive, samples, pieceSymbols, headers);
  }

  /**
   * Reads many ranges, together where they share what is decompressed, without copying their
   * symbols.
   *
   * @param marks whether these are marked where they are in lower case as far as references tell
   */
  public void readAll(
      Iterable<ContigRange> ranges, RangeOptions options, boolean marks, SymbolsReceiver receiver)
      throws IOException {
    try (RangeReading reading = reading(options, marks, receiver)) {
      reading.run(ranges.iterator());
    }
  }

  /** The reading of ranges that are given to it, which the caller closes. */
  public RangeReading reading(RangeOptions options, boolean marks, SymbolsReceiver receiver) {
    return new RangeReading(archive, options, marks, receiver, outputBudget);
  }

  /** What of a contig's full name comes in front of the first blank. */
  public static String shortName(String name) {
    return text(FullName.firstWord(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** A name as text. */
  public static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Begins a query on one sample; the caller closes it. */
  public SampleQuery query(long sample) throws IOException {
    return archive.query(sample);
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
