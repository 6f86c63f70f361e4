package io.github.agc4j.serve.internal.range;

import io.github.agc4j.AgcReader;
import io.github.agc4j.ContigFinder;
import io.github.agc4j.error.QueryException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.Numbering;
import io.github.agc4j.query.RegionLines;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchives;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code POST /ranges/ARCHIVE}: the body has a query in each line, as {@code getctg} takes them, or
 * is a BED file; the reply has all of them, in order, as FASTA or JSON. What cannot be read is told
 * before anything is sent. {@code GET /ranges/ARCHIVE?q=QUERY} gives one, with {@code download} as
 * a file.
 */
public final class RangesService implements Service {
  private static final String QUERY = "q";
  private static final String DOWNLOAD = "download";
  private static final int BODY_BYTES_MAX = 1 << 18;
  private static final int RANGES_MAX = 1 << 14;
  private static final int BUFFER_BYTES = 1 << 12;

  private final ServedArchives archives;

  /** Serves ranges of {@code archives}. */
  public RangesService(ServedArchives archives) {
    this.archives = archives;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    boolean isPosted = !request.parameters().containsKey(QUERY);
    if (isPosted) {
      request.checkPosting();
    } else {
      request.checkReading();
    }
    if (request.path().size() != 2) {
      throw Refusal.unknown("/ranges/ARCHIVE");
    }
    String type = request.accepted(Arrays.stream(RangeForm.values()).map(RangeForm::type).toList());
    RangeForm form = type.equals(RangeForm.JSON.type()) ? RangeForm.JSON : RangeForm.FASTA;
    OpenedArchive.Lease lease = archives.lease(request.path().get(1));
    try {
      byte[] queries =
          isPosted
              ? body(request)
              : request.parameters().get(QUERY).getBytes(StandardCharsets.UTF_8);
      Reply reply = reply(lease, form, queries).using(lease);
      return request.parameters().containsKey(DOWNLOAD)
          ? reply.with("Content-Disposition", "attachment; filename=\"range.fa\"")
          : reply;
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private static byte[] body(Request request) throws IOException {
    byte[] body = request.body().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      throw Refusal.large("more than " + BODY_BYTES_MAX + " bytes: ask several times");
    }
    return body;
  }

  private static Reply reply(OpenedArchive.Lease lease, RangeForm form, byte[] body)
      throws IOException {
    AgcReader reader = lease.archive().reader();
    List<ContigRange> ranges = ranges(reader, body);
    long bytes = form.begin().length + form.end().length;
    for (ContigRange range : ranges) {
      bytes += form.bytes(reader, range);
    }
    bytes += (long) form.separator().length * Math.max(0, ranges.size() - 1);
    RangesBody text = new RangesBody(lease.archive(), ranges, form);
    return Reply.of(
        200,
        form.type(),
        bytes,
        out -> {
          BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
          text.write(buffered);
          buffered.flush();
        });
  }

  private static List<ContigRange> ranges(AgcReader reader, byte[] body) throws IOException {
    RegionLines lines =
        new RegionLines(new ByteArrayInputStream(body), "body", Numbering.ZERO_BASED);
    ContigFinder finder = new ContigFinder(reader);
    List<ContigRange> ranges = new ArrayList<>();
    for (ContigQuery query = next(lines); query != null; query = next(lines)) {
      find(finder, query, lines, ranges);
    }
    return ranges;
  }

  private static ContigQuery next(RegionLines lines) throws Refusal {
    try {
      return lines.next();
    } catch (IOException e) {
      throw Refusal.malformed(ascii(e.getMessage()));
    }
  }

  private static void find(
      ContigFinder finder, ContigQuery query, RegionLines lines, List<ContigRange> ranges)
      throws IOException {
    try {
      finder.find(
          query,
          range -> {
            if (ranges.size() == RANGES_MAX) {
              throw Refusal.large("more than " + RANGES_MAX + " ranges: ask several times");
            }
            ranges.add(range);
          });
    } catch (UnknownNameException e) {
      throw Refusal.unknown(ascii(lines.located(e).getMessage()));
    } catch (QueryException e) {
      throw Refusal.malformed(ascii(lines.located(e).getMessage()));
    }
  }

  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
