package io.github.agc4j.serve.internal.list;

import io.github.agc4j.AgcReader;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchives;
import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code /archives}, {@code /archives/ARCHIVE/samples}, {@code
 * /archives/ARCHIVE/samples/SAMPLE/contigs}; lists page by page with {@code offset} and {@code
 * limit}.
 */
public final class ListService implements Service {
  private final ServedArchives archives;

  /** Lists what {@code archives} have. */
  public ListService(ServedArchives archives) {
    this.archives = archives;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    request.checkReading();
    String type = request.accepted(List.of(Json.TYPE));
    return Reply.of(200, type, json(request.path(), Page.of(request)).toString());
  }

  private Json json(List<String> path, Page page) throws IOException {
    if (path.size() == 1) {
      return archives();
    }
    boolean isSamples = path.size() >= 3 && path.get(2).equals("samples");
    boolean isContigs = path.size() == 5 && path.get(4).equals("contigs");
    if (!isSamples || path.size() > 3 && !isContigs) {
      throw Refusal.unknown("no such resource");
    }
    try (OpenedArchive.Lease lease = archives.lease(path.get(1))) {
      AgcReader reader = lease.archive().reader();
      return isContigs ? contigs(reader, path.get(3), page) : samples(reader, page);
    }
  }

  private Json archives() throws IOException {
    Json json = new Json().object().name("archives").array();
    for (ServedArchive served : archives.all()) {
      try (OpenedArchive.Lease lease = served.lease()) {
        AgcReader reader = lease.archive().reader();
        json.object().name("name").value(served.name());
        json.name("samples").value(reader.samples());
        json.name("bytes").value(reader.fileBytes());
        json.name("state").value(lease.archive().contentName()).endObject();
      }
    }
    return json.endArray().endObject();
  }

  private static Json samples(AgcReader reader, Page page) throws IOException {
    Json json = new Json().object();
    page.tell(json, reader.samples());
    json.name("samples").array();
    for (long sample = page.offset(); sample < page.end(reader.samples()); sample++) {
      json.object().name("name").value(reader.sampleName(sample));
      Map<String, String> annotations = reader.annotations().ofSample(sample);
      json.name("annotations").object();
      annotations.forEach((key, value) -> json.name(key).value(value));
      json.endObject().endObject();
    }
    return json.endArray().endObject();
  }

  private static Json contigs(AgcReader reader, String name, Page page) throws IOException {
    long sample = index(reader, name);
    Json json = new Json().object();
    page.tell(json, reader.contigs(sample));
    json.name("contigs").array();
    long end = page.end(reader.contigs(sample));
    long[] contig = {0};
    reader.forEachContig(
        sample,
        (header, length) -> {
          if (contig[0] >= page.offset() && contig[0] < end) {
            String shortName = AgcReader.shortName(header);
            json.object().name("name").value(shortName);
            json.name("description").value(header.substring(shortName.length()).strip());
            json.name("length").value(length.get()).endObject();
          }
          contig[0]++;
        });
    return json.endArray().endObject();
  }

  private static long index(AgcReader reader, String name) throws Refusal {
    try {
      return reader.sampleIndex(name);
    } catch (UnknownNameException e) {
      throw Refusal.unknown("no such sample");
    }
  }
}
