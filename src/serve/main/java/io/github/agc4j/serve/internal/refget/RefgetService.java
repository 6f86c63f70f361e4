package io.github.agc4j.serve.internal.refget;

import io.github.agc4j.AgcReader;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchives;
import io.github.agc4j.serve.internal.digest.DigestIndex;
import io.github.agc4j.serve.internal.digest.LetterDigests;
import io.github.agc4j.serve.internal.digest.SequenceId;
import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code /sequence/…}: what the specification refget 2.0 says. */
public final class RefgetService implements Service {
  private static final List<String> TEXT_TYPES =
      List.of(
          "text/vnd.ga4gh.refget.v2.0.0+plain; charset=us-ascii",
          "text/vnd.ga4gh.refget.v1.0.0+plain; charset=us-ascii",
          Reply.PLAIN);
  private static final List<String> JSON_TYPES =
      List.of(
          "application/vnd.ga4gh.refget.v2.0.0+json",
          "application/vnd.ga4gh.refget.v1.0.0+json",
          Json.TYPE);

  private final ServedArchives archives;
  private final Set<String> circular;
  private final String version;

  /**
   * Serves the contigs of {@code archives}.
   *
   * @param circular short names of contigs that are circular
   * @param version what the service says of itself
   */
  public RefgetService(ServedArchives archives, Set<String> circular, String version) {
    this.archives = archives;
    this.circular = circular;
    this.version = version;
  }

  /** A contig, and the right to read it. */
  private record Sequence(OpenedArchive.Lease lease, DigestIndex.Found found, long length) {
    AgcReader reader() {
      return lease.archive().reader();
    }

    /** The contig's short name; those of its sample, of which there may be many, are passed by. */
    String name() throws IOException {
      long[] index = {0};
      String[] name = {null};
      reader()
          .forEachContig(
              found.sample(),
              (header, length) -> {
                if (index[0]++ == found.contig()) {
                  name[0] = AgcReader.shortName(header);
                }
              });
      return name[0];
    }
  }

  /** The paths {@code service-info}, {@code ID}, {@code ID/metadata}, after {@code sequence}. */
  @Override
  public Reply answer(Request request) throws IOException {
    request.checkReading();
    List<String> path = request.path();
    if (path.size() == 2 && path.get(1).equals("service-info")) {
      return serviceInfo(request);
    }
    if (path.size() == 2) {
      return sequence(request, path.get(1));
    }
    if (path.size() == 3 && path.get(2).equals("metadata")) {
      return metadata(request, path.get(1));
    }
    throw Refusal.unknown("no such resource");
  }

  private Sequence find(String text) throws IOException {
    SequenceId id = SequenceId.of(text);
    boolean isPending = false;
    for (ServedArchive served : archives.all()) {
      OpenedArchive.Lease lease = served.lease();
      try {
        DigestIndex index = lease.archive().index();
        isPending |= lease.archive().isIndexPending();
        DigestIndex.Found found = index == null || id == null ? null : index.find(id);
        if (found != null) {
          AgcReader reader = lease.archive().reader();
          Sequence sequence =
              new Sequence(lease, found, reader.contigLength(found.sample(), found.contig()));
          lease = null;
          return sequence;
        }
      } finally {
        if (lease != null) {
          lease.close();
        }
      }
    }
    if (isPending && id != null) {
      throw Refusal.later("digests are still being computed");
    }
    throw Refusal.unknown("no such sequence");
  }

  private Reply sequence(Request request, String id) throws IOException {
    Sequence sequence = find(id);
    try {
      String type = request.accepted(TEXT_TYPES);
      Part part = Part.of(request, sequence.length(), circles(sequence));
      Reply reply =
          Reply.of(
              part.isRange() ? 206 : 200,
              type,
              part.symbols(sequence.length()),
              body(sequence, part));
      if (part.isRange()) {
        reply.with("Content-Range", part.header(sequence.length()));
      }
      return reply
          .with("Accept-Ranges", circular.isEmpty() ? "bytes" : "none")
          .with("ETag", '"' + SequenceId.of(id).text() + '"')
          .with("Cache-Control", "public, max-age=31536000, immutable")
          .using(sequence.lease());
    } catch (IOException | RuntimeException | Error e) {
      sequence.lease().close();
      throw e;
    }
  }

  private Part.Circles circles(Sequence sequence) throws IOException {
    if (circular.isEmpty()) {
      return Part.Circles.NONE;
    }
    return circular.contains(sequence.name()) ? Part.Circles.CIRCULAR : Part.Circles.LINEAR;
  }

  private static Reply.Body body(Sequence sequence, Part part) throws IOException {
    if (!part.wraps()) {
      return letters(sequence, part.from(), part.to());
    }
    Reply.Body end = letters(sequence, part.from(), sequence.length());
    Reply.Body start = letters(sequence, 0, part.to());
    return out -> {
      end.write(out);
      start.write(out);
    };
  }

  private static Reply.Body letters(Sequence sequence, long from, long to) throws IOException {
    DigestIndex.Found found = sequence.found();
    return new Letters(sequence.lease().archive(), found.sample(), found.contig(), from, to);
  }

  private Reply metadata(Request request, String id) throws IOException {
    String type = request.accepted(JSON_TYPES);
    Sequence sequence = find(id);
    try (OpenedArchive.Lease lease = sequence.lease()) {
      String sample = sequence.reader().sampleName(sequence.found().sample());
      LetterDigests digests = sequence.found().digests();
      String refgetName = digests.refgetName();
      Json json = new Json().object().name("metadata").object();
      json.name("id").value(id);
      json.name("md5").value(digests.md5());
      json.name("trunc512");
      json.value(refgetName == null ? null : SequenceId.trunc512(refgetName));
      json.name("ga4gh").value(refgetName);
      json.name("length").value(sequence.length());
      json.name("aliases").array().object();
      json.name("alias").value(sequence.name() + "@" + sample);
      json.name("naming_authority").value(lease.archive().name());
      json.endObject().endArray().endObject().endObject();
      return Reply.of(200, type, json.toString());
    }
  }

  private Reply serviceInfo(Request request) throws Refusal {
    String type = request.accepted(JSON_TYPES);
    Json json = new Json().object();
    json.name("id").value("io.github.agc4j.refget");
    json.name("name").value("agc4j");
    json.name("type").object();
    json.name("group").value("org.ga4gh");
    json.name("artifact").value("refget");
    json.name("version").value("2.0.0").endObject();
    json.name("organization").object();
    json.name("name").value("agc4j");
    json.name("url").value("https://github.com/agc4j/agc4j").endObject();
    json.name("version").value(version);
    // The specification calls it refget, its compliance suite asks for service.
    abilities(json.name("refget"));
    abilities(json.name("service"));
    return Reply.of(200, type, json.endObject().toString());
  }

  private void abilities(Json json) {
    json.object().name("circular_supported").value(!circular.isEmpty());
    json.name("algorithms").array().value("md5").value("trunc512").value("ga4gh").endArray();
    json.name("identifier_types").array().endArray();
    json.name("subsequence_limit").value((String) null);
    json.name("supported_api_versions").array().value("1.0.0").value("2.0.0").endArray();
    json.endObject();
  }
}
