package io.github.agc4j.internal.write.extend;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.annotation.Annotated;
import io.github.agc4j.internal.annotation.StoredAnnotations;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
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
import io.github.agc4j.internal.pack.TuplePacking;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveSet;
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

  /** The pair of an archive about itself that names the reference, if that was dropped. */
  public static final String DROPPED_REFERENCE = "agc4j_dropped_reference";

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
    if (ArchiveSet.isSet(path)) {
      throw new IOException(path + ": is a set: take one of its archives");
    }
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

  public ArchivedGroups groups() {
    return groups;
  }

  /** What the archive keeps of texts, and whether it has lost some of it. */
  public KeptText keptText() {
    return reader.keptText();
  }

  /** Whether splitters, deltas and segments mean the same here and in {@code other}. */
  public boolean hasParametersOf(SourceArchive other) {
    return parameters.kmerLength() == other.parameters.kmerLength()
        && parameters.matchMin() == other.parameters.matchMin()
        && parameters.segmentSize() == other.parameters.segmentSize();
  }

  /** Bytes of the reference of {@code group} as it lies in the file. */
  public long referenceBytes(int group) {
    return archive.directory().size(groups.referenceStream(group), 0);
  }

  /** Sequences in a pack, and samples in a batch of metadata, at most. */
  public int packCardinality() {
    return parameters.packCardinality();
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
      throw new IOException(archive.name() + ": cannot be extended: " + e.getMessage(), e);
    }
  }

  /** Visits the splitters' words as they are stored. */
  public void forEachSplitter(LongConsumer consumer) throws IOException {
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
  public void readKeys(GroupTable table, MemoryBudget budget) throws IOException {
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
  public void forEachKey(GroupTable.KeyVisitor visitor) throws IOException {
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
    StoredAnnotations.tell(false, reader.annotations().areLost(parameters.typeInfo()), typeInfo);
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
  public CorruptArchiveException corrupt(int group, int id) {
    return new CorruptArchiveException(
        archive.name(), "sequence " + id + " of group " + group + " is missing");
  }

  /** Keeps a part in {@code out} as it is. */
  public void keep(ArchiveFileWriter out, int stream, int sourceStream, long part)
      throws IOException {
    out.keep(stream, archive, sourceStream, part);
  }

  /** What the archive has of metadata. */
  public SourceSamples metadata() {
    return new SourceSamples(reader, parameters.version() >= FORMAT);
  }

  /** What the archive has of annotations. */
  public Annotated annotations() {
    return reader.annotations();
  }

  /** What the archive has of texts. */
  public SourceTexts texts() {
    return new SourceTexts(archive, reader.texts());
  }

  /**
   * Keeps all references, and of each group all packs but the last; that too, if it is closed.
   *
   * @param packs learns where groups go on whose last packs are closed
   * @param growth samples that are added for each that is there; 0 if no pack is to be closed
   */
  public void keepGroups(
      ArchiveFileWriter out, GroupStreams streams, OpenPacks packs, double growth)
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

  /** Keeps all references and packs. */
  public void keepGroups(ArchiveFileWriter out, GroupStreams streams) throws IOException {
    for (int group = 0; group < groups.groups(); group++) {
      if (groups.referenceStream(group) != StreamDirectory.NONE) {
        keep(out, streams.reference(group), groups.referenceStream(group), 0);
      }
      for (long pack = 0; pack < groups.packs(group); pack++) {
        keep(out, streams.delta(group), groups.deltaStream(group), pack);
      }
    }
  }

  /** Keeps a stream that belongs to no group and has one part, as the next stream. */
  public void keepStream(ArchiveFileWriter out, String name) throws IOException {
    keep(out, out.addStream(name), ParameterReader.require(archive, name), 0);
  }

  /**
   * Adds the contigs of the reference, the first sample, to {@code batch}.
   *
   * @throws IOException also when the reference was dropped
   */
  public void readFirstSample(SampleBatch batch, MemoryBudget budget) throws IOException {
    String dropped = parameters.typeInfo().get(DROPPED_REFERENCE);
    if (dropped != null) {
      throw new IOException(
          archive.name()
              + ": its reference "
              + dropped
              + " was dropped: it cannot be extended in adaptive mode or by fallback minimizers");
    }
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
  public void forEachReference(Consumer<PackedSequence> use, MemoryBudget budget)
      throws IOException {
    try (SequencePacker packer = new SequencePacker(budget);
        Scratch codes = new Scratch(budget);
        ReusedSpace space = new ReusedSpace(budget)) {
      for (int group = StreamNames.RAW_GROUPS; group < groups.groups(); group++) {
        long symbols = copyReference(group, codes);
        MemorySegment text = codes.atLeast(symbols);
        packer.start(space);
        for (long i = 0; i < symbols; i++) {
          packer.add(text.get(ValueLayout.JAVA_BYTE, i));
        }
        use.accept(packer.finish());
      }
    }
  }

  /** Copies the codes of the reference of {@code group} to {@code codes}; returns how many. */
  public long copyReference(int group, Scratch codes) throws IOException {
    long[] length = {0};
    groups.reference(
        group,
        (bytes, tuples, symbols) -> {
          MemorySegment target = codes.atLeast(symbols + Long.BYTES);
          if (tuples) {
            TuplePacking.unpack(bytes, bytes.byteSize(), target);
          } else {
            MemorySegment.copy(bytes, 0, target, 0, symbols);
          }
          length[0] = symbols;
        });
    return length[0];
  }

  @Override
  public void close() throws IOException {
    groups.close();
    reader.close();
  }
}
