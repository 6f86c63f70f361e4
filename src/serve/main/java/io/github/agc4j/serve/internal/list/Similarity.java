package io.github.agc4j.serve.internal.list;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SampleGlance;
import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How alike some samples are: for each two the share of segments that both have, in thousandths, as
 * {@link SampleGlance#resemblance} estimates it.
 */
final class Similarity {
  private static final int SAMPLES_MAX = 64;
  private static final int THOUSAND = 1000;

  private Similarity() {}

  static Json json(AgcReader reader, Request request) throws IOException {
    Page page = Page.of(request, SAMPLES_MAX);
    Json json = new Json().object().name("samples").array();
    List<SampleGlance> glances = new ArrayList<>();
    for (long sample = page.offset(); sample < page.end(reader.samples()); sample++) {
      json.value(reader.sampleName(sample));
      glances.add(SampleGlance.of(reader, sample, 0));
    }
    json.endArray().name("thousandths").array();
    for (SampleGlance one : glances) {
      json.array();
      glances.forEach(other -> json.value(Math.round(THOUSAND * one.resemblance(other))));
      json.endArray();
    }
    json.endArray();
    page.tell(json, reader.samples());
    return json.endObject();
  }
}
