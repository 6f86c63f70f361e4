package io.github.agc4j.htsjdk;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.reference.ReferenceSequence;
import htsjdk.samtools.reference.ReferenceSequenceFile;
import io.github.agc4j.AgcReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One sample of an archive as a reference, answering as {@code IndexedFastaSequenceFile} does on
 * the FASTA file of that sample; no other file is needed beside the archive.
 *
 * <p>Contigs are called by their short names: what of a header comes in front of the first blank.
 * Bases are as they were read, also in their case, if the archive has kept that. Positions are
 * 1-based, both ends included. The heap holds the names and lengths of the sample's contigs and,
 * during an answer, the bases that were asked for.
 *
 * <p>For any number of threads at once, which read side by side. {@link #nextSequence} gives each
 * contig to one of the threads that share it.
 *
 * <p>Wrong contigs and ranges: {@link SAMException}. A damaged archive: {@link
 * java.io.UncheckedIOException}. A closed one: {@link IllegalStateException}.
 */
public final class AgcReferenceSequenceFile implements ReferenceSequenceFile {
  private final SampleBases bases;
  private final AtomicInteger next = new AtomicInteger();

  /** Set once it has been asked for. */
  private SAMSequenceDictionary dictionary;

  private AgcReferenceSequenceFile(SampleBases bases) {
    this.bases = bases;
  }

  /**
   * Opens the reference sample, which is the first, of the archive at {@code archive}.
   *
   * @throws IOException when it is not an archive
   * @throws SAMException when two of the sample's contigs have the same short name
   */
  public static AgcReferenceSequenceFile open(Path archive) throws IOException {
    return open(new ArchivePath(archive, ""));
  }

  /**
   * Opens sample {@code sample} of the archive at {@code archive}.
   *
   * @throws IOException when it is not an archive, or has no such sample
   * @throws SAMException when two of the sample's contigs have the same short name
   */
  public static AgcReferenceSequenceFile open(Path archive, String sample) throws IOException {
    return new AgcReferenceSequenceFile(
        SampleBases.open(archive, reader -> reader.sampleIndex(sample)));
  }

  static AgcReferenceSequenceFile open(ArchivePath path) throws IOException {
    return new AgcReferenceSequenceFile(SampleBases.open(path.archive(), path::sampleIn));
  }

  /**
   * Sample {@code sample} of an archive that is open already; any number of these can share a
   * reader.
   *
   * @param reader borrowed: it stays open when this is closed
   * @throws IOException when there is no such sample
   * @throws SAMException when two of the sample's contigs have the same short name
   */
  public static AgcReferenceSequenceFile borrowing(AgcReader reader, String sample)
      throws IOException {
    return new AgcReferenceSequenceFile(
        SampleBases.borrowing(reader, opened -> opened.sampleIndex(sample)));
  }

  SampleBases bases() {
    return bases;
  }

  /**
   * Name, length, index and M5, the MD5 of the upper-case bases, of each contig.
   *
   * <p>The sums cost one reading of the whole sample, when the dictionary is asked for first; it
   * goes through a buffer of 1 MiB. The dictionary is kept for later calls.
   *
   * @throws SAMException when a contig's name is not allowed in SAM, or it is longer than 2^31 − 1
   */
  @Override
  public synchronized SAMSequenceDictionary getSequenceDictionary() {
    if (dictionary == null) {
      dictionary = new DictionaryBuilder(bases).build();
    }
    return dictionary;
  }

  /** The next contig as a whole, or null after the last. */
  @Override
  public ReferenceSequence nextSequence() {
    List<Contig> contigs = bases.contigs();
    int index = next.getAndUpdate(i -> Math.min(i + 1, contigs.size()));
    return index < contigs.size() ? whole(contigs.get(index)) : null;
  }

  @Override
  public void reset() {
    next.set(0);
  }

  /** Always true. */
  @Override
  public boolean isIndexed() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws SAMException when there is no such contig, or it is too long for an array
   */
  @Override
  public ReferenceSequence getSequence(String contig) {
    return whole(contig(contig));
  }

  ReferenceSequence whole(Contig contig) {
    return piece(contig, 0, contig.length());
  }

  /**
   * {@inheritDoc}
   *
   * @param start 1-based; {@code stop + 1} for no bases
   * @throws SAMException when there is no such contig, or the range is turned or not within it
   */
  @Override
  public ReferenceSequence getSubsequenceAt(String contig, long start, long stop) {
    if (start > stop + 1) {
      throw new SAMException("start=" + start + " lies after stop=" + stop);
    }
    Contig found = contig(contig);
    if (start < 1 || stop > found.length()) {
      throw new SAMException(
          contig + ":" + start + "-" + stop + " is not within 1-" + found.length());
    }
    return piece(found, start - 1, stop);
  }

  private ReferenceSequence piece(Contig contig, long from, long to) {
    if (to - from > Integer.MAX_VALUE) {
      throw new SAMException(
          contig.name() + ": " + (to - from) + " bases do not fit into an array");
    }
    return new ReferenceSequence(
        contig.name(), contig.index(), bases.read(contig, from, (int) (to - from)));
  }

  private Contig contig(String name) {
    Contig contig = bases.find(name);
    if (contig == null) {
      throw new SAMException(this + " has no contig " + name);
    }
    return contig;
  }

  /** Archive and sample. */
  @Override
  public String toString() {
    return bases.toString();
  }

  /**
   * Refuses further questions for bases, and closes the archive unless its reader is borrowed;
   * waits for answers under way.
   */
  @Override
  public void close() throws IOException {
    bases.close();
  }
}
