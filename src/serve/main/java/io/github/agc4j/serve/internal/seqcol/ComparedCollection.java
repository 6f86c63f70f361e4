package io.github.agc4j.serve.internal.seqcol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.agc4j.SequenceCollection.Attribute;
import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A collection as it is compared (Sequence Collections 1.0, section 3.3).
 *
 * @param digest null if it is not known
 * @param arrays the elements of each attribute; null of those that only their digests are told of
 */
record ComparedCollection(String digest, Map<String, Elements> arrays) {
  private static final int ATTRIBUTES_MAX = 64;
  private static final int STRING_MAX = 1 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(STRING_MAX)
                  .maxNameLength(1 << 10)
                  .build())
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** More than so many bytes are not read. */
  private static final class BoundedBody extends FilterInputStream {
    private static final long BYTES_MAX = 32L << 20;

    private long bytes;

    private BoundedBody(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws Refusal {
      bytes += read;
      if (bytes > BYTES_MAX) {
        throw Refusal.large("more than " + BYTES_MAX + " bytes");
      }
    }
  }

  /** The collection that a sample is. */
  static ComparedCollection of(Collection collection) throws IOException {
    if (collection.contigs() > Elements.COUNT_MAX) {
      throw Refusal.notDone("more than " + Elements.COUNT_MAX + " sequences are not compared");
    }
    MessageDigest digest = Elements.algorithm();
    Elements names = new Elements(digest);
    Elements lengths = new Elements(digest);
    Elements sequences = new Elements(digest);
    Elements pairs = new Elements(digest);
    collection.forEachContig(
        (name, length, sequence) -> {
          names.add(name);
          lengths.add(String.valueOf(length));
          sequences.add(sequence);
          pairs.add(pair(name, length));
        });
    Map<String, Elements> arrays = new TreeMap<>();
    arrays.put(Attribute.NAMES.text(), names);
    arrays.put(Attribute.LENGTHS.text(), lengths);
    arrays.put(Attribute.SEQUENCES.text(), sequences);
    arrays.put(Attribute.NAME_LENGTH_PAIRS.text(), pairs);
    for (Attribute attribute : Attribute.values()) {
      arrays.putIfAbsent(attribute.text(), null);
    }
    return new ComparedCollection(collection.digest(), arrays);
  }

  private static String pair(String name, long length) {
    return length + " " + name;
  }

  /**
   * The collection that is sent at level 2: an object with an array for each attribute.
   *
   * @throws Refusal when it is not, or too large
   */
  static ComparedCollection read(InputStream body) throws IOException {
    Map<String, Elements> arrays = new TreeMap<>();
    MessageDigest digest = Elements.algorithm();
    try (JsonParser json = FACTORY.createParser(new BoundedBody(body))) {
      verify(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String attribute = json.currentName();
        if (arrays.size() == ATTRIBUTES_MAX) {
          throw Refusal.large("more than " + ATTRIBUTES_MAX + " attributes");
        }
        arrays.put(attribute, readValue(json, attribute, digest));
      }
      verify(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    } catch (JsonProcessingException e) {
      throw Refusal.malformed("the body is no JSON: " + e.getOriginalMessage());
    }
    return new ComparedCollection(null, arrays);
  }

  private static void verify(boolean isOfForm) throws Refusal {
    if (!isOfForm) {
      throw Refusal.malformed(
          "the body is no sequence collection: an object of which attributes are arrays");
    }
  }

  /** Null for what has no elements to compare: other values, and what only has a digest. */
  private static Elements readValue(JsonParser json, String name, MessageDigest digest)
      throws IOException {
    Attribute attribute = Attribute.of(name);
    if (json.nextToken() != JsonToken.START_ARRAY) {
      verify(attribute == null);
      json.skipChildren();
      return null;
    }
    Elements elements = new Elements(digest);
    boolean arePlain = attribute == null || !attribute.isTransient();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      verify(token != null);
      if (elements.count() == Elements.COUNT_MAX) {
        throw Refusal.large("more than " + Elements.COUNT_MAX + " sequences are not compared");
      }
      if (token == JsonToken.START_OBJECT && attribute == Attribute.NAME_LENGTH_PAIRS) {
        elements.add(readPair(json));
      } else if (token.isScalarValue()) {
        elements.add(json.getText());
      } else {
        verify(attribute == null);
        json.skipChildren();
        arePlain = false;
      }
    }
    return arePlain ? elements : null;
  }

  private static String readPair(JsonParser json) throws IOException {
    String name = "";
    long length = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      verify(value != null && value.isScalarValue());
      if (field.equals("name")) {
        name = json.getText();
      } else if (field.equals("length")) {
        verify(value == JsonToken.VALUE_NUMBER_INT);
        length = json.getLongValue();
      }
    }
    verify(json.currentToken() == JsonToken.END_OBJECT);
    return pair(name, length);
  }

  /** What this one and {@code other} have in common. */
  Json compared(ComparedCollection other) {
    TreeSet<String> both = new TreeSet<>(arrays.keySet());
    both.retainAll(other.arrays.keySet());
    Json json = new Json().object();
    json.name("digests").object();
    json.name("a").value(digest).name("b").value(other.digest).endObject();
    json.name("attributes").object();
    names(json.name("a_only"), without(both));
    names(json.name("b_only"), other.without(both));
    names(json.name("a_and_b"), both);
    json.endObject().name("array_elements").object();
    counts(json.name("a_count"));
    other.counts(json.name("b_count"));
    both.removeIf(name -> arrays.get(name) == null || other.arrays.get(name) == null);
    json.name("a_and_b_count").object();
    both.forEach(name -> json.name(name).value(arrays.get(name).common(other.arrays.get(name))));
    json.endObject().name("a_and_b_same_order").object();
    for (String name : both) {
      Boolean isSame = arrays.get(name).isSameOrder(other.arrays.get(name));
      json.name(name).raw(String.valueOf(isSame));
    }
    return json.endObject().endObject().endObject();
  }

  private TreeSet<String> without(TreeSet<String> both) {
    TreeSet<String> own = new TreeSet<>(arrays.keySet());
    own.removeAll(both);
    return own;
  }

  private static void names(Json json, TreeSet<String> names) {
    json.array();
    names.forEach(json::value);
    json.endArray();
  }

  private void counts(Json json) {
    json.object();
    arrays.forEach(
        (name, elements) -> {
          if (elements != null) {
            json.name(name).value(elements.count());
          }
        });
    json.endObject();
  }
}
