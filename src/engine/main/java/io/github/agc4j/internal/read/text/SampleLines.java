package io.github.agc4j.internal.read.text;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.fasta.FastaWriter;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.text.SampleLayout;
import io.github.agc4j.internal.text.line.Blanks;
import io.github.agc4j.internal.text.line.LineForm;
import io.github.agc4j.internal.text.line.LineReader;
import io.github.agc4j.internal.text.line.LineUnit;
import java.io.IOException;

/**
 * How the texts of whole samples are cut in lines, contig by contig: as they were read, or, where
 * nobody knows, in lines of one width. For one thread.
 */
public final class SampleLines implements AutoCloseable {
  /** Columns of lines that are told one by one: symbols, what is after them, how many lines. */
  static final int LETTERS = 0;

  static final int UNIT = 1;
  static final int COUNT = 2;
  static final int COLUMNS = 3;

  private final ArchiveReader reader;
  private final FastaWriter usual;
  private final SampleLayout layout;
  private boolean isKnown;
  private boolean isStart;
  private FastaWriter form;
  private LineReader lines;

  /** What is left of the lines that {@link #lines} is at, and of the first of them. */
  private long linesLeft;

  private long lettersLeft;
  private int lastUnit = LineUnit.LINE_FEED;
  private final Blanks blanks = new Blanks();

  /** The lines of samples of {@code reader}, which stays the caller's. */
  public SampleLines(ArchiveReader reader, FastaWriter usual, MemoryBudget budget) {
    this.reader = reader;
    this.usual = usual;
    this.layout = new SampleLayout(budget);
  }

  /** Whether the text of the samples so far ends within a line. */
  public boolean isOpen() {
    return !LineUnit.endsLine(lastUnit);
  }

  /** Adds the end of the line at hand to {@code rows}. */
  void endLine(LongTable rows) {
    put(rows, 0, LineUnit.LINE_FEED, 1);
  }

  /** Starts a sample. */
  public void startSample(long sample) throws IOException {
    isKnown = reader.texts().layouts().load(sample, layout);
    isStart = true;
  }

  /** Starts the sample's next contig; what is in front of the first is added to {@code rows}. */
  public void startContig(LongTable rows) throws IOException {
    lines = null;
    form = usual;
    blanks.start();
    lastUnit = LineUnit.LINE_FEED;
    if (!isKnown) {
      return;
    }
    try {
      if (isStart) {
        for (LineReader before = layout.before(); before.next(); ) {
          put(rows, 0, before.unit(), before.count());
        }
      }
      isStart = false;
      blanks.start();
      layout.nextContig();
    } catch (MalformedBytesException e) {
      throw corrupt(e);
    }
    LineForm common = layout.form();
    lines = layout.lines();
    linesLeft = 0;
    if (common == null) {
      form = null;
      lastUnit = LineUnit.NONE;
    } else {
      form = form.isOf(common) ? form : FastaWriter.of(common);
      lastUnit = common.unit();
    }
  }

  /** What formats the contig's lines; null if they are told one by one. */
  FastaWriter form() {
    return form;
  }

  /**
   * Adds the lines of the contig's next {@code symbols} symbols to {@code rows}.
   *
   * @param last whether they are the contig's last
   */
  void addRows(long symbols, boolean last, LongTable rows) throws IOException {
    long left = symbols;
    try {
      while (next() && (left > 0 || lines.letters() == 0)) {
        if (lettersLeft == lines.letters() && fullLines(left) > 0) {
          long count = fullLines(left);
          put(rows, lines.letters(), lines.unit(), count);
          left -= count * lines.letters();
          linesLeft -= count;
        } else {
          long part = Math.min(left, lettersLeft);
          boolean isEnd = part == lettersLeft;
          put(rows, part, isEnd ? lines.unit() : LineUnit.NONE, 1);
          left -= part;
          lettersLeft = isEnd ? lines.letters() : lettersLeft - part;
          linesLeft -= isEnd ? 1 : 0;
        }
      }
    } catch (MalformedBytesException e) {
      throw corrupt(e);
    }
    if (left > 0 || last && linesLeft > 0) {
      throw corrupt(new MalformedBytesException(0, "lines of another length than the contig"));
    }
  }

  /** How many of the lines at hand are full with {@code left} symbols. */
  private long fullLines(long left) {
    return lines.letters() == 0 ? linesLeft : Math.min(linesLeft, left / lines.letters());
  }

  private boolean next() {
    if (linesLeft == 0 && lines.next()) {
      linesLeft = lines.count();
      lettersLeft = lines.letters();
    }
    return linesLeft > 0;
  }

  private void put(LongTable rows, long letters, int unit, long count) {
    blanks.add(letters, unit, count);
    long row = rows.add();
    rows.set(row, LETTERS, letters);
    rows.set(row, UNIT, unit);
    rows.set(row, COUNT, count);
    lastUnit = unit;
  }

  private CorruptArchiveException corrupt(MalformedBytesException cause) {
    return new CorruptArchiveException(reader.name(), "layout: " + cause.getMessage());
  }

  @Override
  public void close() {
    layout.close();
  }
}
