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

/**
 * {@code /archives}, {@code /archives/ARCHIVE/samples}, {@code
 * /archives/ARCHIVE/samples/SAMPLE/contigs}, {@code /archives/ARCHIVE/similarity}; lists page by
 * page with {@code offset} and {@code limit}, of what has {@code search} in its name.
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
    return Reply.of(200, type, json(request).toString());
  }

  private Json json(Request request) throws IOException {
    List<String> path = request.path();
    if (path.size() == 1) {
      return archives();
    }
    boolean isOfSample =
        path.size() == 5 && path.get(2).equals("samples") && path.get(4).equals("contigs");
    try (OpenedArchive.Lease lease = archives.lease(path.get(1))) {
      AgcReader reader = lease.archive().reader();
      if (isOfSample) {
        return contigs(reader, path.get(3), request);
      }
      return switch (path.size() == 3 ? path.get(2) : "") {
        case "samples" -> new SampleList(lease.archive(), request).json();
        case "similarity" -> Similarity.json(reader, request);
        default -> throw Refusal.unknown("no such resource");
      };
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
        json.name("state").value(lease.archive().contentName());
        json.name("annotations").object();
        reader.annotations().ofArchive().forEach((key, value) -> json.name(key).value(value));
        json.endObject().endObject();
      }
    }
    return json.endArray().endObject();
  }

  private static Json contigs(AgcReader reader, String name, Request request) throws IOException {
    long sample = index(reader, name);
    Page page = Page.of(request);
    String search = request.parameters().getOrDefault("search", "");
    Json json = new Json().object().name("contigs").array();
    long[] found = {0};
    reader.forEachContig(
        sample,
        (header, length) -> {
          if (!header.contains(search)) {
            return;
          }
          if (page.has(found[0]++)) {
            String shortName = AgcReader.shortName(header);
            json.object().name("name").value(shortName);
            int end = header.indexOf(shortName) + shortName.length();
            json.name("description").value(header.substring(end).strip());
            json.name("length").value(length.get()).endObject();
          }
        });
    json.endArray();
    page.tell(json, found[0]);
    return json.endObject();
  }

  private static long index(AgcReader reader, String name) throws Refusal {
    try {
      return reader.sampleIndex(name);
    } catch (UnknownNameException e) {
      throw Refusal.unknown("no such sample");
    }
  }
}
