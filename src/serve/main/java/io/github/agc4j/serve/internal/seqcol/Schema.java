package io.github.agc4j.serve.internal.seqcol;

import io.github.agc4j.SequenceCollection.Attribute;
import io.github.agc4j.serve.internal.http.Json;

/** What collections have, as JSON Schema with the qualifiers of the specification. */
final class Schema {
  private Schema() {}

  /** Adds the schema. */
  static void add(Json json) {
    json.object();
    json.name("description").value("A collection of biological sequences.");
    json.name("type").value("object");
    json.name("properties").object();
    for (Attribute attribute : Attribute.values()) {
      property(attribute, json.name(attribute.text()));
    }
    json.endObject();
    json.name("required").array().value("names").value("lengths").value("sequences").endArray();
    json.name("ga4gh").object();
    json.name("inherent").array().value("names").value("sequences").endArray();
    json.name("transient").array();
    for (Attribute attribute : Attribute.values()) {
      if (attribute.isTransient()) {
        json.value(attribute.text());
      }
    }
    json.endArray().endObject().endObject();
  }

  private static void property(Attribute attribute, Json json) {
    json.object().name("type").value("array");
    json.name("collated").value(!attribute.isTransient());
    json.name("items").object();
    switch (attribute) {
      case LENGTHS -> json.name("type").value("integer");
      case NAME_LENGTH_PAIRS -> {
        json.name("type").value("object").name("properties").object();
        json.name("name").object().name("type").value("string").endObject();
        json.name("length").object().name("type").value("integer").endObject();
        json.endObject();
        json.name("required").array().value("name").value("length").endArray();
      }
      default -> json.name("type").value("string");
    }
    json.endObject().endObject();
  }
}
