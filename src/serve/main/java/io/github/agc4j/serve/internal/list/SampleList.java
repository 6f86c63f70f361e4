package io.github.agc4j.serve.internal.list;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SampleGlance;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.digest.CollectionTable;
import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Request;
import java.io.IOException;

/** Samples, page by page; with {@code sizes=true} how large each is and what it added. */
final class SampleList {
  /** Metadata of more samples would take too long. */
  private static final int SIZES_MAX = 100;

  private final AgcReader reader;
  private final Page page;
  private final String search;
  private final boolean hasSizes;

  /** What samples added; null as long as that is not known. */
  private final CollectionTable known;

  SampleList(OpenedArchive archive, Request request) throws IOException {
    this.reader = archive.reader();
    this.known = archive.index() == null ? null : archive.index().collections();
    this.hasSizes = request.parameters().getOrDefault("sizes", "").equals("true");
    this.page = hasSizes ? Page.of(request, SIZES_MAX) : Page.of(request);
    this.search = request.parameters().getOrDefault("search", "");
  }

  Json json() throws IOException {
    Json json = new Json().object().name("samples").array();
    long found = 0;
    for (long sample = 0; sample < reader.samples(); sample++) {
      String name = search.isEmpty() ? null : reader.sampleName(sample);
      if (name != null && !name.contains(search)) {
        continue;
      }
      if (page.has(found++)) {
        add(sample, json);
      }
    }
    json.endArray();
    page.tell(json, found);
    return json.endObject();
  }

  private void add(long sample, Json json) throws IOException {
    json.object().name("name").value(reader.sampleName(sample));
    json.name("annotations").object();
    reader.annotations().ofSample(sample).forEach((key, value) -> json.name(key).value(value));
    json.endObject();
    if (hasSizes) {
      SampleGlance glance = SampleGlance.of(reader, sample, 0);
      json.name("contigs").value(glance.contigs());
      json.name("bases").value(glance.bases());
      json.name("segments").value(glance.segments());
      if (known != null) {
        json.name("new_segments").value(known.newSegments(sample));
        json.name("new_bases").value(known.newBases(sample));
      }
    }
    json.endObject();
  }
}
