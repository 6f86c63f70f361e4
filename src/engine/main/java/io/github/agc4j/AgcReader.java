package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.info.FileVisitor;
import io.github.agc4j.info.MaskConsumer;
import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.info.StreamKind;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.names.NameFinder;
import io.github.agc4j.internal.read.open.NamedContig;
import io.github.agc4j.internal.read.range.SymbolsReceiver;
import io.github.agc4j.internal.read.set.DigestQueries;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.read.set.RangeRuns;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigBytesVisitor;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.ContigVisitor;
import io.github.agc4j.query.DigestVisitor;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.Md5Visitor;
import io.github.agc4j.query.RangeReceiver;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.SampleVisitor;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An archive opened for reading, once, by any number of threads.
 *
 * <p>Opening reads the footer and the sample names; all else is read when it is needed, within the
 * budgets of {@link ReadOptions}. Of a set, archives are opened when they are needed, too: methods
 * that declare no {@link IOException} throw {@link java.io.UncheckedIOException} when one cannot
 * be. {@link #close} refuses further queries with {@link IllegalStateException}, waits for those
 * under way, and then unmaps the file.
 */
public final class AgcReader implements AutoCloseable {
  private final Members members;

  private AgcReader(Members members) {
    this.members = members;
  }

  /**
   * Opens the archive at {@code location}, or the {@link io.github.agc4j.source.ArchiveSet} there.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when it is not a whole archive of format
   *     1, 2 or 3
   */
  public static AgcReader open(ArchiveLocation location, ReadOptions options) throws IOException {
    return new AgcReader(
        Members.open(location, options, MemoryBudget.root(MemoryBudget.UNLIMITED)));
  }

  /** The same of a file; of another file system than this machine's, ranges are read. */
  public static AgcReader open(Path path, ReadOptions options) throws IOException {
    return open(ArchiveLocation.of(path), options);
  }

  /** The same with all memory reserved from children of {@code total}. */
  static AgcReader open(Path path, ReadOptions options, MemoryBudget total) throws IOException {
    return new AgcReader(Members.open(ArchiveLocation.of(path), options, total));
  }

  /** The same of an address, of which ranges are fetched ({@link ArchiveLocation#of(URI)}). */
  public static AgcReader open(URI address, ReadOptions options) throws IOException {
    return open(ArchiveLocation.of(address), options);
  }

  /**
   * What the others of this package build on.
   *
   * @throws IllegalStateException when it is a set
   */
  ArchiveReader inner() {
    return members.only();
  }

  Members members() {
    return members;
  }

  /** Whether several archives are read as one. */
  public boolean isSet() {
    return members.isSet();
  }

  /** What the archive says of itself; of a set the first one. */
  public ArchiveParameters parameters() {
    return members.askFirst(ArchiveReader::parameters);
  }

  /** The commands that made the archive, the oldest first; archives of format 3 hold none. */
  public List<RecordedCommand> commands() {
    return members.askFirst(ArchiveReader::commands);
  }

  /** What the file is called in messages: its path, or its address without what is secret. */
  public String name() {
    return members.name();
  }

  /** Whether parts are verified by checksums: those of archives of other programs have none. */
  public boolean hasChecksums() {
    return members.askAll(ArchiveReader::hasChecksums).stream().allMatch(has -> has);
  }

  /** Bytes of the archive's parts by what they are for. */
  public Map<StreamKind, Long> bytesByKind() {
    Map<StreamKind, Long> bytes = new EnumMap<>(StreamKind.class);
    members
        .askAll(archive -> archive.archive().directory().bytesByKind())
        .forEach(each -> each.forEach((kind, n) -> bytes.merge(kind, n, Long::sum)));
    return bytes;
  }

  /** The file's size in bytes. */
  public long fileBytes() {
    return members.fileBytes();
  }

  /** The off-heap memory by component. */
  public MemoryUse memory() {
    return members.memory();
  }

  /** What reading took so far. */
  public DecodedWork decoded() {
    return members.decoded();
  }

  /** Number of samples. */
  public long samples() {
    return members.samples();
  }

  /** The name of sample {@code index}, in the archive's order; sample 0 is the reference. */
  public String sampleName(long index) {
    return members.sampleName(index);
  }

  /** The same as the archive has it, which need not be UTF-8. */
  public byte[] sampleNameBytes(long index) {
    return members.sampleNameBytes(index);
  }

  /** Shows all samples to {@code visitor}, in the bytewise order of their names. */
  public void forEachSampleByName(SampleVisitor visitor) throws IOException {
    members.forEachByName(visitor);
  }

  /**
   * The index of the sample called {@code name}.
   *
   * @throws UnknownNameException when there is none
   */
  public long sampleIndex(String name) throws UnknownNameException {
    return members.sampleIndex(name);
  }

  /** Whether there is a sample with this very name. */
  public boolean hasSample(String name) {
    return members.find(name) >= 0;
  }

  /**
   * The sample called {@code nameOrPattern}, or those whose names match it: {@code *} stands for
   * any letters, {@code ?} for one, {@code [a-c]} for one of these.
   *
   * @return indexes in the archive's order
   * @throws UnknownNameException when there is none
   */
  public SampleIndexes samples(String nameOrPattern) throws UnknownNameException {
    return new NameFinder(members).samples(nameOrPattern);
  }

  /** What is told of the archive and of its samples. */
  public ArchiveAnnotations annotations() {
    return new ArchiveAnnotations(members);
  }

  /** The full names of the contigs of sample {@code sample}, in the order of the input. */
  public List<String> contigNames(long sample) throws IOException {
    List<String> names = new ArrayList<>();
    forEachContig(sample, (name, length) -> names.add(name));
    return names;
  }

  /** The same as the archive has them, which need not be UTF-8. */
  public List<byte[]> contigNameBytes(long sample) throws IOException {
    return members.ask(sample, (archive, own) -> archive.contigNameBytes(own));
  }

  /** Shows the contigs of sample {@code sample} to {@code visitor}, in the order of the input. */
  public void forEachContig(long sample, ContigVisitor visitor) throws IOException {
    members.run(sample, (archive, own) -> archive.forEachContig(own, visitor));
  }

  /** The same by the names as the archive has them. */
  public void forEachContigBytes(long sample, ContigBytesVisitor visitor) throws IOException {
    members.run(sample, (archive, own) -> archive.forEachContigBytes(own, visitor));
  }

  /** What of a contig's full name comes in front of the first blank. */
  public static String shortName(String name) {
    return ArchiveReader.shortName(name);
  }

  /** The same of a name as the archive has it. */
  public static byte[] shortName(byte[] name) {
    return FullName.firstWord(name);
  }

  /**
   * The index of the contig of sample {@code sample} that is called {@code name}: in full, or by
   * its first word.
   *
   * @throws UnknownNameException when there is none
   * @throws io.github.agc4j.error.QueryException also when several have this first word
   */
  public long contigIndex(long sample, String name) throws IOException {
    NamedContig found = members.ask(sample, (archive, own) -> archive.findContig(own, name));
    return found != null && found.other() == null
        ? found.contig()
        : new NameFinder(members).contig(sample, name);
  }

  /** Number of contigs of sample {@code sample}. */
  public long contigs(long sample) throws IOException {
    return members.ask(sample, (archive, own) -> archive.contigs(own));
  }

  /** The length in symbols of contig {@code contig} of sample {@code sample}. */
  public long contigLength(long sample, long contig) throws IOException {
    return members.ask(sample, (archive, own) -> archive.contigLength(own, contig));
  }

  /**
   * Shows the digests of samples to {@code visitor}, in the order of {@code samples}. C++ agc
   * writes none, and drops all when it extends an archive. What the archive does not have of a
   * sample that has some is computed from the letters, each pack being decompressed once for as
   * many samples as there is room for.
   *
   * @param threads how many threads decode
   * @throws io.github.agc4j.error.CorruptArchiveException when letters are not what they were
   */
  public void digests(SampleIndexes samples, int threads, DigestVisitor visitor)
      throws IOException {
    members.forEachRun(
        samples,
        (archive, run) ->
            new DigestQueries(archive, threads)
                .digests(
                    run.samples(), (sample, digests) -> visitor.visit(run.shown(sample), digests)));
  }

  /**
   * Shows a sample's digests as they are stored, which may only be what a contig can be checked by.
   */
  public void storedDigests(long sample, DigestVisitor visitor) throws IOException {
    boolean isAny =
        members.ask(
            sample,
            (archive, own) ->
                archive.withStoredDigests(own, digests -> visitor.visit(sample, digests)));
    if (!isAny) {
      visitor.visit(sample, null);
    }
  }

  /**
   * Shows the MD5s of the contigs of samples to {@code visitor}, in the order of {@code samples};
   * those that the archive does not have are computed as by {@link #digests}.
   */
  public void md5s(SampleIndexes samples, int threads, Md5Visitor visitor) throws IOException {
    members.forEachRun(
        samples,
        (archive, run) ->
            new DigestQueries(archive, threads)
                .md5s(run.samples(), (sample, md5s) -> visitor.visit(run.shown(sample), md5s)));
  }

  /** The MD5 of each contig of a sample; empty if the archive has no digests of it. */
  public List<String> md5s(long sample) throws IOException {
    return members.ask(sample, (archive, own) -> archive.digests(own).md5s());
  }

  /**
   * Copies codes (0 … 3 for ACGT, 4 for N, further ones for the other IUPAC letters in the order
   * RYSWKMBDHVU) of a contig, one per byte.
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
    return members.ask(sample, (archive, own) -> archive.fetch(own, contig, from, to, target));
  }

  /** What the archive keeps of texts, or kept of samples that have lost it since. */
  public KeptText keptText() {
    return members.askAll(ArchiveReader::keptText).stream().reduce(KeptText::union).orElseThrow();
  }

  /** The same of the archives of a set that {@code samples}, one or more, are in. */
  public KeptText keptText(SampleIndexes samples) throws IOException {
    return members.askThose(samples, ArchiveReader::keptText).stream()
        .reduce(KeptText::union)
        .orElseThrow();
  }

  /**
   * Shows where letters of a contig are in lower case.
   *
   * @param from first symbol, 0-based
   * @param to after the last symbol; stretches are cut there
   * @throws IndexOutOfBoundsException when there is no such sample or contig, or the range is
   *     turned
   */
  public void mask(long sample, long contig, long from, long to, MaskConsumer consumer)
      throws IOException {
    members.run(sample, (archive, own) -> archive.mask(own, contig, from, to, consumer));
  }

  /**
   * Whether all symbols of a contig are letters: others, such as the gaps of alignments, have no
   * GA4GH digest.
   */
  public boolean isAllLetters(long sample, long contig) throws IOException {
    return members.ask(
        sample, (archive, own) -> new DigestQueries(archive, 1).isAllLetters(own, contig));
  }

  /**
   * Computes the digests of the files that samples were read from, as far as the archive has kept
   * their texts, and shows them to {@code visitor}; other samples are passed over.
   *
   * @param samples ascending; of a file of several samples all of them
   * @throws CorruptArchiveException when a text is not what it was
   */
  public void fileDigests(SampleIndexes samples, int threads, FileVisitor visitor)
      throws IOException {
    members.forEachRun(
        samples,
        (archive, run) ->
            TextProof.show(new AgcReader(Members.of(archive)), run, threads, visitor));
  }

  /** The upper-case letter of a code; a space for codes above 15. */
  public static byte letterOf(int code) {
    return Nucleotides.letterOf(code);
  }

  /**
   * Copies the letters of a contig as they were read: in their case, and with symbols that no code
   * stands for, if the archive has kept them.
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
    return members.ask(
        sample, (archive, own) -> archive.fetchLetters(own, contig, from, to, target, offset));
  }

  /**
   * Writes the letters of a contig as {@link #fetchLetters} gives them, in memory that does not
   * depend on how many there are.
   *
   * @param from first symbol, 0-based
   * @param to after the last symbol; cut to the contig's length
   * @param out stays the caller's
   * @return letters written
   */
  public long writeLetters(long sample, long contig, long from, long to, WritableByteChannel out)
      throws IOException {
    return members.ask(sample, (archive, own) -> archive.writeLetters(own, contig, from, to, out));
  }

  /**
   * Reads many ranges, of which as many wait at a time as {@code options} allow: they are sorted by
   * where they lie, so that each part of the archive is decompressed once for all of them; of a set
   * only those that follow each other in one archive.
   *
   * @param ranges stays the caller's and is asked by its thread only; headers are not looked at
   * @param receiver given each range's symbols; what it throws is thrown
   * @throws io.github.agc4j.error.RangeException when a range cannot be read: of those that waited
   *     together the first; in order, all in front of it are passed on
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  public void fetchAll(Iterable<ContigRange> ranges, RangeOptions options, RangeReceiver receiver)
      throws IOException {
    RangeRuns.read(
        members,
        ranges,
        (archive, own, first) ->
            archive.readAll(
                own,
                options,
                false,
                SymbolsReceiver.copying((i, codes) -> receiver.accept(first + i, codes))));
  }

  @Override
  public void close() throws IOException {
    members.close();
  }
}
