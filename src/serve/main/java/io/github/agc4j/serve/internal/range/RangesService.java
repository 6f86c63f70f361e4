package io.github.agc4j.serve.internal.range;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.Numbering;
import io.github.agc4j.query.QuerySource;
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
      AgcReader reader = lease.archive().reader();
      QuerySource queries =
          isPosted
              ? new RegionLines(
                  new ByteArrayInputStream(body(request)), "body", Numbering.ZERO_BASED)
              : QuerySource.of(List.of(parsed(request.parameters().get(QUERY))));
      Reply reply = reply(lease, form, new RangeSearch(reader).all(queries)).using(lease);
      return request.parameters().containsKey(DOWNLOAD)
          ? reply.with("Content-Disposition", "attachment; filename=\"range.fa\"")
          : reply;
    } catch (IOException | RuntimeException | Error e) {
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

  private static ContigQuery parsed(String query) throws Refusal {
    try {
      return ContigQuery.parse(query, Numbering.ZERO_BASED);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed(RangeSearch.ascii(e.getMessage()));
    }
  }

  private static Reply reply(OpenedArchive.Lease lease, RangeForm form, List<ContigRange> ranges)
      throws IOException {
    AgcReader reader = lease.archive().reader();
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
}
