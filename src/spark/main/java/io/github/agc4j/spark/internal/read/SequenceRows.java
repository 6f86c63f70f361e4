package io.github.agc4j.spark.internal.read;

import io.github.agc4j.RangeLetters;
import io.github.agc4j.query.ContigRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of the table {@code sequences}: windows. Their letters are read together, so that each part
 * of the archive is decompressed once for many, and wait at two bits each until their rows are
 * asked for.
 */
final class SequenceRows extends RowReader {
  /** Off-heap bytes of letters that wait: at two bits each some more than a share usually has. */
  private static final long WAITING_BYTES = 80 << 20;

  private final Windows windows;
  private final Share share;
  private final Digests digests;

  /** Windows whose letters were asked for, and those letters; null if nobody wants them. */
  private final Queue<Window> waiting = new ArrayDeque<>();

  private final RangeLetters.Cursor letters;

  /** How many windows were found, and the last of them. */
  private long found;

  private Window window;

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
      long sample, long shownSample, UTF8String name, ContigFields contig, long start, long end) {}

  SequenceRows(ReadPlan plan, Share share) throws IOException {
    super(plan, share);
    this.windows = new Windows(plan.options().window(), plan.options().overlap());
    this.share = share;
    this.digests = new Digests(reader(), plan);
    this.letters =
        plan.has(Column.SEQUENCE)
            ? RangeLetters.cursor(reader(), new Ranges(), WAITING_BYTES)
            : null;
  }

  /** The windows as they are asked for. */
  private final class Ranges implements Iterator<ContigRange> {
    private boolean isAhead;

    @Override
    public boolean hasNext() {
      try {
        isAhead = isAhead || isAnother();
        return isAhead;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ContigRange next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      isAhead = false;
      waiting.add(window);
      return new ContigRange(window.sample, window.contig.index(), window.start, window.end);
    }
  }

  /** Goes to the next window, unless enough were found; returns whether there is one. */
  private boolean isAnother() throws IOException {
    boolean isAnother = found < plan().limit() && nextWindow();
    found += isAnother ? 1 : 0;
    return isAnother;
  }

  @Override
  void readMore() throws IOException {
    if (letters == null) {
      if (isAnother()) {
        add(window, null);
      }
      return;
    }
    try {
      byte[] next = letters.next();
      if (next != null) {
        add(waiting.remove(), next);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (letters != null) {
        letters.close();
      }
    } finally {
      super.close();
    }
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
          window =
              new Window(
                  known().sample(),
                  (Long) known().value(Column.SAMPLE_INDEX),
                  name,
                  contig,
                  start,
                  end);
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
