package io.github.agc4j;

import io.github.agc4j.error.QueryException;
import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.read.names.NameFinder;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.range.WaitingRanges;
import io.github.agc4j.internal.read.set.HeldArchive;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.read.text.OrderedTexts;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.QuerySource;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Extracts samples and contigs as FASTA text. The workers decode pieces; the caller's thread writes
 * them in order. A few pieces per worker exist at a time, however slow the output is. With one
 * thread all is done in the caller's. Short ranges are read many at a time, so that each part of
 * the archive is decompressed once for all of them.
 */
public final class FastaExtractor implements AutoCloseable {
  private final Members members;
  private final TextForm form;

  /** The same, for texts that are compressed later. */
  private final TextForm uncompressed;

  private final int threads;
  private final NameFinder names;

  /** The archive that was asked for something last, and what extracts from it; null before. */
  private HeldArchive last;

  private int lastNumber;
  private TextForm lastForm;

  /** What the archives keep of texts that were asked so far; null of none. */
  private KeptText keptText;

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
    this.members = reader.members();
    this.form = form;
    this.uncompressed =
        new TextForm(
            form.lineLength(), TextForm.PLAIN, form.headers(), form.strands(), form.isUpper());
    this.threads = threads;
    this.names = new NameFinder(members, form.headers(), form.strands());
  }

  private ArchiveExtractor of(int archive) throws IOException {
    return of(archive, form);
  }

  private ArchiveExtractor of(int archive, TextForm wanted) throws IOException {
    if (last == null || lastNumber != archive || lastForm != wanted) {
      close();
      HeldArchive held = members.hold(archive);
      try {
        KeptText kept = held.archive().keptText();
        keptText = keptText == null ? kept : keptText.union(kept);
        ofLast = new ArchiveExtractor(held.archive(), wanted, threads);
      } catch (RuntimeException | Error e) {
        held.close();
        throw e;
      }
      last = held;
      lastNumber = archive;
      lastForm = wanted;
    }
    return ofLast;
  }

  /**
   * Has digests of the contigs of whole samples put into {@code newDigests} from now on, as far as
   * that costs no further decoding.
   */
  void digestInto(ContigDigests newDigests) throws IOException {
    of(0).digestInto(newDigests);
  }

  /** Writes whole samples, by their indexes. */
  public void samples(SampleIndexes samples, FastaOutput output) throws IOException {
    List<Members.Run> runs = members.runs(samples);
    for (Members.Run run : runs) {
      of(run.archive()).samples(run.samples(), output);
      if (runs.size() > 1) {
        close();
        members.rest(run.archive());
      }
    }
  }

  /**
   * Looks for the contigs of queries only in some samples, unless a query names one itself.
   *
   * @param sample a sample's name or a pattern of some
   */
  public void within(String sample) {
    names.within(sample);
  }

  /** The first range of the queries so far that was cut where its contig ends; null if none was. */
  public String firstCut() {
    return names.firstCut();
  }

  /**
   * What is kept of texts by the archives that were asked for something so far; others of a set are
   * not opened to know it.
   */
  public KeptText keptText() {
    return keptText == null ? KeptText.NONE : keptText;
  }

  /**
   * Writes what the queries ask for, in their order; nothing at all if one of them fails to be
   * resolved.
   */
  public void contigs(List<ContigQuery> queries, FastaOutput output) throws IOException {
    for (ContigQuery query : queries) {
      names.resolve(query, range -> {});
    }
    contigs(QuerySource.of(queries), output);
  }

  /**
   * Writes what the queries ask for, in their order, while they are read; stops at the first that
   * fails.
   */
  public void contigs(QuerySource queries, FastaOutput output) throws IOException {
    try (AnsweredQueries answers = new AnsweredQueries(output)) {
      for (ContigQuery query = queries.next(); query != null; query = queries.next()) {
        resolve(queries, query, answers);
      }
      answers.finish();
    }
  }

  private void resolve(QuerySource queries, ContigQuery query, AnsweredQueries answers)
      throws IOException {
    try {
      names.resolve(query, answers::add);
    } catch (QueryException e) {
      throw queries.located(e);
    }
  }

  /**
   * The ranges that queries stand for. Those that follow each other in one archive are written
   * together; of short ones of several archives as many wait as there is room for.
   */
  private final class AnsweredQueries implements AutoCloseable {
    private final FastaOutput output;

    /** Short ranges of a set. */
    private final WaitingRanges waiting = new WaitingRanges();

    /** Null at the beginning. */
    private ArchiveExtractor.Ranges ranges;

    private int archive;

    private AnsweredQueries(FastaOutput output) {
      this.output = output;
    }

    private void add(ContigRange range) throws IOException {
      boolean waits = members.isSet() && WaitingRanges.isShort(range);
      if (!waits || waiting.isFull()) {
        writeWaiting();
      }
      if (waits) {
        waiting.add(range);
      } else {
        write(range);
      }
    }

    private void write(ContigRange range) throws IOException {
      int wanted = members.archiveOf(range.sample());
      if (wanted != archive) {
        finishRanges();
      }
      if (ranges == null) {
        ranges = of(wanted).ranges(output, false);
        archive = wanted;
      }
      ranges.add(own(range, wanted));
    }

    private ContigRange own(ContigRange range, int of) {
      return range.withSample(members.own(of, range.sample()));
    }

    private void writeWaiting() throws IOException {
      List<ContigRange> all = List.copyOf(waiting.ranges());
      waiting.clear();
      Map<Integer, List<Integer>> byArchive = new TreeMap<>();
      for (int i = 0; i < all.size(); i++) {
        byArchive
            .computeIfAbsent(members.archiveOf(all.get(i).sample()), of -> new ArrayList<>())
            .add(i);
      }
      if (byArchive.size() < 2 || !areWrittenTogether(all, byArchive)) {
        for (ContigRange range : all) {
          write(range);
        }
      }
    }

    /** Writes ranges archive by archive; false, with nothing written, if one cannot be read. */
    private boolean areWrittenTogether(List<ContigRange> all, Map<Integer, List<Integer>> byArchive)
        throws IOException {
      finishRanges();
      try (OrderedTexts texts = new OrderedTexts(all.size(), members.memory())) {
        if (!areRead(all, byArchive, texts)) {
          return false;
        }
        texts.writeAll(output, form.gzipLevel());
        return true;
      }
    }

    private boolean areRead(
        List<ContigRange> all, Map<Integer, List<Integer>> byArchive, OrderedTexts texts)
        throws IOException {
      try {
        for (Map.Entry<Integer, List<Integer>> some : byArchive.entrySet()) {
          texts.follow(some.getValue());
          try (ArchiveExtractor.Ranges own = of(some.getKey(), uncompressed).ranges(texts, true)) {
            for (int index : some.getValue()) {
              own.add(own(all.get(index), some.getKey()));
            }
            own.finish();
          }
        }
        return true;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        // One after the other all in front of it are written before it is told.
        return false;
      }
    }

    private void finishRanges() throws IOException {
      if (ranges != null) {
        ranges.finish();
        ranges = null;
      }
    }

    private void finish() throws IOException {
      writeWaiting();
      finishRanges();
    }

    @Override
    public void close() {
      if (ranges != null) {
        ranges.close();
      }
    }
  }

  /** Stops the workers and frees the buffers. */
  @Override
  public void close() {
    if (ofLast != null) {
      ofLast.close();
      ofLast = null;
      last.close();
      last = null;
    }
  }
}
