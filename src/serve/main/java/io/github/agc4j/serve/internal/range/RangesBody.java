package io.github.agc4j.serve.internal.range;

import io.github.agc4j.query.ContigRange;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.http.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The letters of ranges, one after the other. For one thread. */
final class RangesBody implements Reply.Body {
  private static final int PIECE = 60 << 6;

  private final OpenedArchive archive;
  private final List<ContigRange> ranges;
  private final RangeForm form;
  private final byte[] letters = new byte[PIECE];

  RangesBody(OpenedArchive archive, List<ContigRange> ranges, RangeForm form) {
    this.archive = archive;
    this.ranges = ranges;
    this.form = form;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    out.write(form.begin());
    for (int i = 0; i < ranges.size(); i++) {
      if (i > 0) {
        out.write(form.separator());
      }
      out.write(form.head(archive.reader(), ranges.get(i)));
      writeLetters(ranges.get(i), out);
      out.write(form.tail());
    }
    out.write(form.end());
  }

  private void writeLetters(ContigRange range, OutputStream out) throws IOException {
    for (long from = range.from(); from < range.to(); from += PIECE) {
      long to = Math.min(range.to(), from + PIECE);
      int count = archive.fetchLetters(range.sample(), range.contig(), from, to, letters, 0);
      int line = form.width() == 0 ? count : form.width();
      for (int at = 0; at < count; at += line) {
        out.write(letters, at, Math.min(line, count - at));
        if (form.width() > 0) {
          out.write('\n');
        }
      }
    }
  }
}
