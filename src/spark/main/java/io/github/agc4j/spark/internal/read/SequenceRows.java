package io.github.agc4j.spark.internal.read;

import io.github.agc4j.RangeLetters;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.query.ContigRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of the table {@code sequences}: windows. Their letters are read together, so that each part
 * of the archive is decompressed once for many; the first few windows are read by themselves, since
 * more may not be wanted.
 */
final class SequenceRows extends RowReader {
  private static final long SYMBOLS_AT_FIRST = 8 << 20;
  private static final long SYMBOLS_TOGETHER = 64 << 20;

  private final Windows windows;
  private final Share share;
  private final Digests digests;
  private final List<Window> together = new ArrayList<>();
  private long symbolsTogether = SYMBOLS_AT_FIRST;

  /** Of the sample at hand, those that are left. */
  private Iterator<ContigFields> contigs = List.<ContigFields>of().iterator();

  /** Of the contig at hand, null if there is none. */
  private ContigFields contig;

  private long nextWindow;
  private long endWindow;

  /** Windows of the sample's contigs before the one at hand, and those of the share. */
  private long windowsBefore;

  private long shareFrom;
  private long shareTo;

  /** A window whose row is to be made. */
  private record Window(
      long sample, long shownSample, UTF8String name, ContigFields contig, long start, long end) {
    private long length() {
      return end - start;
    }
  }

  SequenceRows(ReadPlan plan, Share share) throws IOException {
    super(plan, share);
    this.windows = new Windows(plan.options().window(), plan.options().overlap());
    this.share = share;
    this.digests = new Digests(reader(), plan);
  }

  @Override
  void readMore() throws IOException {
    together.clear();
    long symbols = 0;
    while (symbols < symbolsTogether && together.size() < plan().limit() && nextWindow()) {
      Window last = together.getLast();
      symbols += Math.max(1, last.length());
    }
    symbolsTogether = Math.min(SYMBOLS_TOGETHER, 2 * symbolsTogether);
    if (plan().has(Column.SEQUENCE)) {
      readLetters(symbols);
    } else {
      for (Window window : together) {
        add(window, null);
      }
    }
  }

  private void readLetters(long symbols) throws IOException {
    List<ContigRange> ranges =
        together.stream()
            .map(
                window ->
                    new ContigRange(window.sample, window.contig.index(), window.start, window.end))
            .toList();
    Iterator<Window> next = together.iterator();
    RangeLetters.read(
        reader(),
        ranges,
        new RangeOptions(1, Math.max(1, symbols), true),
        letters -> add(next.next(), letters));
  }

  /** Goes to the next window that has a row; returns whether there is one. */
  private boolean nextWindow() throws IOException {
    while (true) {
      while (contig != null && nextWindow < endWindow) {
        long start = windows.start(nextWindow);
        long end = windows.end(nextWindow++, contig.length());
        known().goTo(start, end);
        if (Boolean.TRUE.equals(plan().condition().holds(known()))) {
          UTF8String name = (UTF8String) known().value(Column.SAMPLE);
          together.add(
              new Window(
                  known().sample(),
                  (Long) known().value(Column.SAMPLE_INDEX),
                  name,
                  contig,
                  start,
                  end));
          return true;
        }
      }
      if (!nextContig()) {
        return false;
      }
    }
  }

  /** Goes to the next contig, and to the windows of it that are the share's. */
  private boolean nextContig() throws IOException {
    while (!contigs.hasNext()) {
      if (!nextSample()) {
        contig = null;
        return false;
      }
      List<ContigFields> ofSample = contigs();
      long all = ofSample.stream().mapToLong(each -> windows.count(each.length())).sum();
      windowsBefore = 0;
      shareFrom = share.part() * all / share.parts();
      shareTo = (share.part() + 1) * all / share.parts();
      contigs = ofSample.iterator();
    }
    contig = contigs.next();
    known().goTo(contig);
    long count = windows.count(contig.length());
    nextWindow = Math.clamp(shareFrom - windowsBefore, 0, count);
    endWindow = Math.clamp(shareTo - windowsBefore, 0, count);
    windowsBefore += count;
    return true;
  }

  private void add(Window window, byte[] letters) throws IOException {
    List<Column> columns = plan().columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i), window, letters);
    }
    add(values);
  }

  private Object value(Column column, Window window, byte[] letters) throws IOException {
    return switch (column) {
      case SAMPLE -> window.name;
      case SAMPLE_INDEX -> window.shownSample;
      case START -> window.start;
      case END -> window.end;
      case SEQUENCE -> UTF8String.fromBytes(letters);
      case MD5, GA4GH -> digests.of(column, window.sample, window.contig.index());
      default -> window.contig.value(column);
    };
  }
}
