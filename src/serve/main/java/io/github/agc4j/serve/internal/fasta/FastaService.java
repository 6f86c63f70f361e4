package io.github.agc4j.serve.internal.fasta;

import io.github.agc4j.AgcReader;
import io.github.agc4j.BlockedGzipOutput;
import io.github.agc4j.SequenceDictionary;
import io.github.agc4j.VirtualFasta;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchives;
import io.github.agc4j.serve.internal.http.ByteRange;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /fasta/ARCHIVE/SAMPLE.fa}, with {@code .fa.fai}, {@code .dict} and {@code .fa.gz} beside
 * it: letters in the case they were read in, in lines of {@value VirtualFasta#WIDTH}.
 */
public final class FastaService implements Service {
  private static final String FASTA = "text/x-fasta; charset=us-ascii";
  private static final String GZIP = "application/gzip";
  private static final int LEVEL = 1;
  private static final String TABLE = "text/plain; charset=utf-8";
  private static final long LAYOUT_BYTES_MAX = 16 << 20;

  private final ServedArchives archives;

  /** The layouts that were used last, as far as they have room. */
  private final Map<Key, VirtualFasta> layouts = new LinkedHashMap<>(16, 0.75f, true);

  private long layoutBytes;

  /** Serves the samples of {@code archives}. */
  public FastaService(ServedArchives archives) {
    this.archives = archives;
  }

  /** A sample of an archive in one of its states. */
  private record Key(String contentName, long sample) {}

  /** Makes a reply of a sample. */
  private interface Form {
    Reply reply(OpenedArchive archive, long sample, Request request) throws IOException;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    request.checkReading();
    if (request.path().size() != 3) {
      throw Refusal.unknown("/fasta/ARCHIVE/SAMPLE.fa");
    }
    String file = request.path().get(2);
    if (file.endsWith(".fa")) {
      return reply(request, file, ".fa", this::fasta);
    }
    if (file.endsWith(".fa.gz")) {
      return reply(request, file, ".fa.gz", this::compressed);
    }
    if (file.endsWith(".fa.fai")) {
      return reply(request, file, ".fa.fai", this::index);
    }
    if (file.endsWith(".dict")) {
      return reply(request, file, ".dict", this::dictionary);
    }
    throw Refusal.unknown("there are SAMPLE.fa, SAMPLE.fa.gz, SAMPLE.fa.fai and SAMPLE.dict");
  }

  private Reply reply(Request request, String file, String end, Form form) throws IOException {
    OpenedArchive.Lease lease = archives.lease(request.path().get(1));
    try {
      AgcReader reader = lease.archive().reader();
      long sample = reader.sampleIndex(file.substring(0, file.length() - end.length()));
      return form.reply(lease.archive(), sample, request).using(lease);
    } catch (UnknownNameException e) {
      lease.close();
      throw Refusal.unknown("no such sample");
    } catch (IOException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  private static String tag(OpenedArchive archive, long sample) {
    return '"' + archive.contentName() + "-" + sample + "-" + VirtualFasta.WIDTH + '"';
  }

  private Reply fasta(OpenedArchive archive, long sample, Request request) throws IOException {
    String tag = tag(archive, sample);
    if (request.isKnown(tag)) {
      return Reply.empty(304).with("ETag", tag);
    }
    VirtualFasta layout = layout(archive, sample);
    String condition = request.header("If-Range");
    boolean isSame = condition == null || condition.equals(tag);
    ByteRange range = isSame ? range(request, layout.bytes()) : null;
    long from = range == null ? 0 : range.from();
    long to = range == null ? layout.bytes() : range.to();
    Reply.Body body =
        request.isHead() ? out -> {} : new FastaBody(archive, sample, layout, from, to);
    Reply reply = Reply.of(range == null ? 200 : 206, FASTA, to - from, body);
    if (range != null) {
      reply.with("Content-Range", range.header(layout.bytes()));
    }
    return reply.with("ETag", tag).with("Accept-Ranges", "bytes");
  }

  /** As BGZF, of which nobody knows the length before it is made: without ranges. */
  private Reply compressed(OpenedArchive archive, long sample, Request request) throws IOException {
    VirtualFasta layout = layout(archive, sample);
    Reply.Body body = new FastaBody(archive, sample, layout, 0, layout.bytes());
    return Reply.streamed(
            GZIP,
            out -> {
              try (BlockedGzipOutput gzip = new BlockedGzipOutput(out, LEVEL)) {
                body.write(gzip);
                gzip.finish();
              }
            })
        .with("Accept-Ranges", "none");
  }

  private static ByteRange range(Request request, long length) throws Refusal {
    return ByteRange.of(request.header("Range"), length);
  }

  private VirtualFasta layout(OpenedArchive archive, long sample) throws IOException {
    Key key = new Key(archive.contentName(), sample);
    synchronized (layouts) {
      VirtualFasta layout = layouts.get(key);
      if (layout != null) {
        return layout;
      }
    }
    VirtualFasta layout = new VirtualFasta(archive.reader(), sample);
    synchronized (layouts) {
      var eldest = layouts.entrySet().iterator();
      while (layoutBytes + layout.ownBytes() > LAYOUT_BYTES_MAX && eldest.hasNext()) {
        layoutBytes -= eldest.next().getValue().ownBytes();
        eldest.remove();
      }
      if (layouts.put(key, layout) == null) {
        layoutBytes += layout.ownBytes();
      }
    }
    return layout;
  }

  private Reply index(OpenedArchive archive, long sample, Request request) throws IOException {
    VirtualFasta layout = layout(archive, sample);
    Reply.Body lines =
        out -> {
          OutputStream buffered = new BufferedOutputStream(out);
          layout.index(line -> buffered.write(line.getBytes(StandardCharsets.UTF_8)));
          buffered.flush();
        };
    return Reply.counted(200, TABLE, lines).with("ETag", tag(archive, sample));
  }

  private Reply dictionary(OpenedArchive archive, long sample, Request request) throws IOException {
    Reply.Body lines =
        out -> {
          OutputStream buffered = new BufferedOutputStream(out);
          new SequenceDictionary(
                  archive.reader(), SampleIndexes.of(sample), HeaderStyle.PLAIN, true, 1)
              .print(line -> buffered.write((line + '\n').getBytes(StandardCharsets.UTF_8)));
          buffered.flush();
        };
    // Its digests may have to be computed, which once is enough.
    return Reply.streamed(TABLE, lines).with("ETag", tag(archive, sample));
  }
}
