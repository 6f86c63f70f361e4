package io.github.agc4j;

import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.QuerySource;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Extracts samples and contigs as FASTA text. The workers decode pieces; the caller's thread writes
 * them in order. A few pieces per worker exist at a time, however slow the output is. With one
 * thread all is done in the caller's. Short ranges are read many at a time, so that each part of
 * the archive is decompressed once for all of them.
 */
public final class FastaExtractor implements AutoCloseable {
  private final AgcReader reader;
  private final TextForm form;
  private final int threads;

  /** The archive that was asked for something last, and what extracts from it; null before. */
  private ArchiveReader last;

  private ArchiveExtractor ofLast;

  /** The empty block that compressed output has to end with. */
  public static ByteBuffer endOfGzip() {
    return BlockedGzip.endOfFile();
  }

  /**
   * An extractor of plain text from {@code reader}, which stays the caller's, with {@code
   * lineLength} symbols per line.
   */
  public FastaExtractor(AgcReader reader, long lineLength, int threads) {
    this(reader, TextForm.plain(lineLength), threads);
  }

  /** An extractor of {@code reader}, which stays the caller's. */
  public FastaExtractor(AgcReader reader, TextForm form, int threads) {
    this.reader = reader;
    this.form = form;
    this.threads = threads;
  }

  private ArchiveExtractor of(ArchiveReader archive) {
    if (last != archive) {
      close();
      ofLast = new ArchiveExtractor(archive, form, threads);
      last = archive;
    }
    return ofLast;
  }

  private ArchiveExtractor only() {
    return of(reader.inner());
  }

  /**
   * Has digests of the contigs of whole samples put into {@code newDigests} from now on, as far as
   * that costs no further decoding.
   */
  void digestInto(ContigDigests newDigests) {
    only().digestInto(newDigests);
  }

  /** Writes whole samples, by their indexes. */
  public void samples(SampleIndexes samples, FastaOutput output) throws IOException {
    for (Members.Run run : reader.members().runs(samples)) {
      of(run.archive()).samples(run.samples(), output);
    }
  }

  /**
   * Looks for the contigs of queries only in some samples, unless a query names one itself.
   *
   * @param sample a sample's name or a pattern of some
   */
  public void within(String sample) {
    only().within(sample);
  }

  /** The first range of the queries so far that was cut where its contig ends; null if none was. */
  public String firstCut() {
    return only().firstCut();
  }

  /**
   * Writes what the queries ask for, in their order; nothing at all if one of them fails to be
   * resolved.
   */
  public void contigs(List<ContigQuery> queries, FastaOutput output) throws IOException {
    only().contigs(queries, output);
  }

  /**
   * Writes what the queries ask for, in their order, while they are read; stops at the first that
   * fails.
   */
  public void contigs(QuerySource queries, FastaOutput output) throws IOException {
    only().contigs(queries, output);
  }

  /** Stops the workers and frees the buffers. */
  @Override
  public void close() {
    if (ofLast != null) {
      ofLast.close();
      ofLast = null;
      last = null;
    }
  }
}
