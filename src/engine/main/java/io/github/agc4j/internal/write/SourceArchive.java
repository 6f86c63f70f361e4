package io.github.agc4j.internal.write;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.fasta.ReusedSpace;
import io.github.agc4j.internal.fasta.SequencePacker;
import io.github.agc4j.internal.group.ArchivedGroups;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.TuplePacking;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The archive that is extended: what of it goes on, and what is kept as it is (AGC compression,
 * section 6). Archives of older formats go on as format 3: their groups are the same, only streams
 * have other names and the metadata another form.
 */
public final class SourceArchive implements AutoCloseable {
  /** Columns of the keys of groups. */
  private static final int FIRST = 0;

  private static final int SECOND = 1;
  private static final int COLUMNS = 2;
  private static final int FORMAT = 3000;
  private static final int KEY_BYTES = 20;
  private static final int SEGMENT_SIZE_DEFAULT = 60_000;
  private static final long PIECE_SYMBOLS = 1 << 20;
  private static final byte[] NO_NAME = {};

  private final ArchiveReader reader;
  private final ArchiveFile archive;
  private final ArchiveParameters parameters;
  private final ArchivedGroups groups;

  /** Opens the archive at {@code path}; all memory is reserved from children of {@code budget}. */
  public SourceArchive(Path path, MemoryBudget budget) throws IOException {
    this.reader = ArchiveReader.open(path, ReadOptions.DEFAULTS, budget);
    this.archive = reader.archive();
    this.parameters = reader.parameters();
    this.groups =
        new ArchivedGroups(archive, parameters.packCardinality(), budget.child("archived groups"));
    try {
      groups.check();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  public ArchiveFile archive() {
    return archive;
  }

  ArchivedGroups groups() {
    return groups;
  }

  /** Number of samples. */
  public long samples() {
    return reader.samples();
  }

  /**
   * {@code asked} with the archive's own parameters; also with its anchors, unless modes are asked
   * for that need splitters.
   */
  public CreateOptions options(CreateOptions asked) throws IOException {
    try {
      return asked.toBuilder()
          .modes(asked.modes().withPairsOf(parameters.typeInfo()))
          .keptText(reader.keptText())
          .parameters(
              parameters.kmerLength(),
              parameters.matchMin(),
              parameters.segmentSize() == 0 ? SEGMENT_SIZE_DEFAULT : parameters.segmentSize(),
              parameters.packCardinality())
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException(archive.path() + ": cannot be extended: " + e.getMessage(), e);
    }
  }

  /** Adds the names of all samples to {@code names}. */
  public void addNames(SampleNameSet names) {
    for (long sample = 0; sample < samples(); sample++) {
      names.add(reader.catalog().sampleName(sample));
    }
  }

  /** Visits the splitters' words as they are stored. */
  void forEachSplitter(LongConsumer consumer) throws IOException {
    int stream = ParameterReader.require(archive, StreamNames.SPLITTERS);
    try (PartCopy part = archive.part(stream, 0)) {
      ByteReader in = new ByteReader(part.data());
      while (in.remaining() > 0) {
        consumer.accept(in.longLittleEndian());
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.SPLITTERS, 0, e);
    }
  }

  /** Adds the keys of all groups to {@code table}, which has none yet. */
  void readKeys(GroupTable table, MemoryBudget budget) throws IOException {
    int keyed = Math.max(0, groups.groups() - StreamNames.RAW_GROUPS);
    try (LongTable byGroup = new LongTable(COLUMNS, budget)) {
      byGroup.resize(keyed);
      for (int i = 0; i < keyed; i++) {
        byGroup.set(i, FIRST, Kmers.NONE);
        byGroup.set(i, SECOND, Kmers.NONE);
      }
      long[] found = {0};
      forEachKey(
          (first, second, group) -> {
            if (group != 0) {
              long row = group - StreamNames.RAW_GROUPS;
              MalformedBytesException.verify(
                  byGroup.get(row, FIRST) == Kmers.NONE && byGroup.get(row, SECOND) == Kmers.NONE,
                  0,
                  "two pairs of splitters for group " + group);
              byGroup.set(row, FIRST, first);
              byGroup.set(row, SECOND, second);
              found[0]++;
            }
          });
      MalformedBytesException.verify(
          found[0] == keyed, 0, "not one pair of splitters for each group");
      for (int i = 0; i < keyed; i++) {
        table.add(
            new SegmentKey(byGroup.get(i, FIRST), byGroup.get(i, SECOND)),
            StreamNames.RAW_GROUPS + i);
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.SEGMENT_SPLITTERS, 0, e);
    }
  }

  /** Visits all keys as they are stored; the raw groups' has number 0. */
  void forEachKey(GroupTable.KeyVisitor visitor) throws IOException {
    int stream = ParameterReader.require(archive, StreamNames.SEGMENT_SPLITTERS);
    try (PartCopy part = archive.part(stream, 0)) {
      ByteReader in = new ByteReader(part.data());
      while (in.remaining() > 0) {
        in.require(KEY_BYTES);
        long first = in.longLittleEndian();
        long second = in.longLittleEndian();
        int group = in.intLittleEndian();
        MalformedBytesException.verify(
            group == 0 || group >= StreamNames.RAW_GROUPS && group < groups.groups(),
            in.position(),
            "unknown group " + Integer.toUnsignedString(group));
        visitor.visit(first, second, group);
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.SEGMENT_SPLITTERS, 0, e);
    }
  }

  /** The archive's own pairs about itself, for format 3. */
  public Map<String, String> typeInfo() {
    Map<String, String> typeInfo = new TreeMap<>(parameters.typeInfo());
    typeInfo.putAll(reader.keptText().pairs());
    typeInfo.put("file_version_major", String.valueOf(FORMAT / 1000));
    if (parameters.version() < FORMAT) {
      typeInfo.put("file_version_minor", "0");
      keepCommands(typeInfo);
    }
    return typeInfo;
  }

  /** Format 3 has no other place for the commands that older formats record. */
  private void keepCommands(Map<String, String> typeInfo) {
    List<RecordedCommand> commands = reader.commands();
    for (int i = 0; i < commands.size(); i++) {
      RecordedCommand command = commands.get(i);
      String date = command.date().isEmpty() ? "" : command.date() + ": ";
      typeInfo.put(String.format(Locale.ROOT, "command_line_%03d", i + 1), date + command.line());
    }
  }

  /** The error that a group lacks a sequence that the metadata name. */
  CorruptArchiveException corrupt(int group, int id) {
    return new CorruptArchiveException(
        archive.path(), "sequence " + id + " of group " + group + " is missing");
  }

  /** Keeps a part in {@code out} as it is. */
  void keep(ArchiveFileWriter out, int stream, int sourceStream, long part) throws IOException {
    out.keep(stream, archive, sourceStream, part);
  }

  /**
   * Keeps the metadata of all full batches, and gives the samples of the last one to {@code
   * catalog}; of older formats those of all.
   */
  void keepCatalog(
      ArchiveFileWriter out, CatalogWriter catalog, DigestWriter digests, PackWriter writer)
      throws IOException {
    long batches = parameters.version() < FORMAT ? 0 : samples() / parameters.packCardinality();
    CatalogReader names = reader.catalog();
    for (long batch = 0; batch < batches; batch++) {
      keep(out, GroupStreams.CONTIGS, archive.directory().stream(StreamNames.CONTIGS), batch);
      keep(out, GroupStreams.DETAILS, archive.directory().stream(StreamNames.DETAILS), batch);
      keepDigests(out, batch);
    }
    long kept = batches * parameters.packCardinality();
    for (long sample = 0; sample < kept; sample++) {
      catalog.skipSample(names.sampleName(sample));
    }
    for (long sample = kept; sample < samples(); sample++) {
      copySample(sample, catalog);
      copyDigests(sample, digests);
      if (catalog.isBatchFull()) {
        catalog.writeBatch(out, GroupStreams.CONTIGS, GroupStreams.DETAILS, writer);
        digests.writeBatch(out, GroupStreams.DIGESTS);
      }
    }
  }

  private void keepDigests(ArchiveFileWriter out, long batch) throws IOException {
    int stream = archive.directory().stream(StreamNames.DIGESTS);
    if (batch < archive.directory().parts(stream)) {
      keep(out, GroupStreams.DIGESTS, stream, batch);
    } else {
      out.write(GroupStreams.DIGESTS, 0, MemorySegment.NULL);
    }
  }

  /** What the archive has of texts. */
  SourceTexts texts() {
    return new SourceTexts(archive, reader.texts());
  }

  /** Gives the digests of a sample to {@code digests}, as far as the archive has them. */
  void copyDigests(long sample, DigestWriter digests) throws IOException {
    boolean isKnown = reader.withStoredDigests(sample, known -> digests.addRecord(known.record()));
    if (!isKnown) {
      digests.addUnknown();
    }
  }

  private void copySample(long sample, CatalogWriter catalog) throws IOException {
    copySample(sample, group -> group, (group, id) -> id, catalog);
  }

  /** The group that a segment gets in another archive. */
  interface GroupMap {
    int newGroup(int group);
  }

  /** The in-group id that a sequence gets in another archive. */
  interface IdMap {
    long newId(int group, int id);
  }

  /** What {@link #forEachSegment} calls. */
  interface SequenceVisitor {
    void visit(int group, int id);
  }

  /** Visits the sequence of each segment of a sample. */
  void forEachSegment(long sample, SequenceVisitor visitor) throws IOException {
    try (SampleQuery query = reader.query(sample)) {
      for (long contig = 0; contig < query.contigs(); contig++) {
        for (long i = 0; i < query.segments(contig); i++) {
          SegmentPlacement segment = query.placement(contig, i);
          visitor.visit(segment.group(), segment.id());
        }
      }
    }
  }

  /** Gives a sample to {@code catalog}, with other numbers for its groups and sequences. */
  void copySample(long sample, GroupMap groupMap, IdMap idMap, CatalogWriter catalog)
      throws IOException {
    try (SampleQuery query = reader.query(sample)) {
      long contigs = query.contigs();
      catalog.startSample(reader.catalog().sampleName(sample), contigs);
      ContigNames names = query.names();
      for (long contig = 0; contig < contigs; contig++) {
        long segments = query.segments(contig);
        addContig(sample, names.next(), segments, catalog);
        for (long i = 0; i < segments; i++) {
          SegmentPlacement segment = query.placement(contig, i);
          catalog.addSegment(
              groupMap.newGroup(segment.group()),
              idMap.newId(segment.group(), segment.id()),
              segment.strand() == Strand.REVERSE,
              query.segmentLength(contig, i));
        }
      }
    }
  }

  private void addContig(long sample, byte[] name, long segments, CatalogWriter catalog)
      throws IOException {
    try {
      catalog.addContig(name, segments);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          archive.path()
              + ": sample "
              + reader.sampleName(sample)
              + ": contig "
              + ArchiveReader.text(name)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Keeps all references, and of each group all packs but the last; that too, if it is closed.
   *
   * @param packs learns where groups go on whose last packs are closed
   * @param growth samples that are added for each that is there; 0 if no pack is to be closed
   */
  void keepGroups(ArchiveFileWriter out, GroupStreams streams, OpenPacks packs, double growth)
      throws IOException {
    for (int group = 0; group < groups.groups(); group++) {
      if (groups.referenceStream(group) != StreamDirectory.NONE) {
        keep(out, streams.reference(group), groups.referenceStream(group), 0);
      }
      for (long pack = 0; pack < groups.packs(group) - 1; pack++) {
        keep(out, streams.delta(group), groups.deltaStream(group), pack);
      }
      if (growth > 0 && groups.isBetterClosed(group, growth)) {
        keep(out, streams.delta(group), groups.deltaStream(group), groups.packs(group) - 1);
        packs.goOnAt(group, groups.idBehind(group));
      }
    }
  }

  /** Whether appends in place have left packs that had better be joined. */
  public boolean hasShortPacks() throws IOException {
    long bytes = Modes.DEFAULTS.withPairsOf(parameters.typeInfo()).packBytes();
    return bytes != Modes.ANY_BYTES && groups.hasShortPacks(bytes / 2);
  }

  /** Adds the contigs of the first sample to {@code batch}. */
  void readFirstSample(SampleBatch batch, MemoryBudget budget) throws IOException {
    try (SequencePacker packer = new SequencePacker(budget);
        Scratch scratch = new Scratch(budget)) {
      MemorySegment codes = scratch.atLeast(PIECE_SYMBOLS);
      for (long contig = 0; samples() > 0 && contig < reader.contigs(0); contig++) {
        long length = reader.contigLength(0, contig);
        packer.start(batch.space());
        for (long from = 0; from < length; from += PIECE_SYMBOLS) {
          long got = reader.fetch(0, contig, from, Math.min(length, from + PIECE_SYMBOLS), codes);
          for (long i = 0; i < got; i++) {
            packer.add(codes.get(ValueLayout.JAVA_BYTE, i));
          }
        }
        batch.add(NO_NAME, packer.finish(), null, text -> {});
      }
    }
  }

  /** Gives the references of all groups, ascending, to {@code use}, which borrows each. */
  void forEachReference(Consumer<PackedSequence> use, MemoryBudget budget) throws IOException {
    try (SequencePacker packer = new SequencePacker(budget);
        Scratch codes = new Scratch(budget);
        ReusedSpace space = new ReusedSpace(budget)) {
      for (int group = StreamNames.RAW_GROUPS; group < groups.groups(); group++) {
        groups.reference(
            group,
            (bytes, tuples, symbols) -> {
              MemorySegment text = tuples ? codes.atLeast(symbols + Long.BYTES) : bytes;
              if (tuples) {
                TuplePacking.unpack(bytes, bytes.byteSize(), text);
              }
              packer.start(space);
              for (long i = 0; i < symbols; i++) {
                packer.add(text.get(ValueLayout.JAVA_BYTE, i));
              }
              use.accept(packer.finish());
            });
      }
    }
  }

  @Override
  public void close() throws IOException {
    groups.close();
    reader.close();
  }
}
