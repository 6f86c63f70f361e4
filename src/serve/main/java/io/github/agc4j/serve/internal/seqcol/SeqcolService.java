package io.github.agc4j.serve.internal.seqcol;

import io.github.agc4j.SequenceCollection.Attribute;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchives;
import io.github.agc4j.serve.internal.digest.CollectionTable;
import io.github.agc4j.serve.internal.digest.DigestIndex;
import io.github.agc4j.serve.internal.http.Json;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.LongHashSet;

/**
 * {@code /service-info}, {@code /collection/…}, {@code /comparison/…}, {@code /list/…} and {@code
 * /attribute/…} (Sequence Collections 1.0, section 3).
 */
public final class SeqcolService implements Service {
  private static final String COLLECTION = "collection";
  private static final int PAGE_SIZE = 100;
  private static final int PAGE_SIZE_MAX = 1000;
  private static final long PAGE_MAX = 1L << 40;
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final ServedArchives archives;
  private final String version;

  /**
   * Serves the samples of {@code archives}.
   *
   * @param version what the service says of itself
   */
  public SeqcolService(ServedArchives archives, String version) {
    this.archives = archives;
    this.version = version;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    List<String> path = request.path();
    boolean isPosted = path.getFirst().equals("comparison") && path.size() == 2;
    if (isPosted) {
      request.checkPosting();
    } else {
      request.checkReading();
    }
    request.accepted(List.of(Json.TYPE));
    return switch (path.getFirst() + path.size()) {
      case "service-info1" -> serviceInfo();
      case "collection2" -> collection(path.get(1), level(request));
      case "list2" -> list(request, path.get(1));
      case "list3" -> listAttribute(request, path.get(1), path.get(2));
      case "attribute4" -> attribute(path.get(1), path.get(2), path.get(3));
      case "comparison2" -> comparison(path.get(1), ComparedCollection.read(request.body()));
      case "comparison3" -> comparison(path.get(1), compared(path.get(2)));
      default -> throw Refusal.unknown("no such resource");
    };
  }

  private static Reply reply(Json json) {
    return Reply.of(200, Json.TYPE, json.toString());
  }

  private static int level(Request request) throws Refusal {
    String level = request.parameters().getOrDefault("level", "2");
    if (!level.matches("[12]")) {
      throw Refusal.malformed("level is neither 1 nor 2");
    }
    return Integer.parseInt(level);
  }

  /** Looks at the collections of an archive. */
  private interface Search<T> {
    /** What is looked for; null if it is not there. The lease is given away with it. */
    T in(OpenedArchive.Lease lease, CollectionTable table) throws IOException;
  }

  /** The first thing that {@code search} finds. */
  private <T> T first(Search<T> search) throws IOException {
    boolean isPending = false;
    for (ServedArchive served : archives.all()) {
      OpenedArchive.Lease lease = served.lease();
      boolean isGiven = false;
      try {
        DigestIndex index = lease.archive().index();
        isPending |= index == null;
        T found = index == null ? null : search.in(lease, index.collections());
        if (found != null) {
          isGiven = true;
          return found;
        }
      } finally {
        if (!isGiven) {
          lease.close();
        }
      }
    }
    if (isPending) {
      throw Refusal.later("digests are still being computed");
    }
    throw Refusal.unknown("nothing has this digest");
  }

  /** The collection with a digest, or the first one of which an attribute has it. */
  private Collection find(Attribute attribute, String digest) throws IOException {
    return first(
        (lease, table) -> {
          long sample = table.find(0, attribute, digest);
          return sample < 0 ? null : new Collection(lease, table, sample);
        });
  }

  private Reply collection(String digest, int level) throws IOException {
    Collection collection = find(null, digest);
    try {
      if (level == 1) {
        return reply(collection.digests()).with("Cache-Control", FOR_EVER).using(collection);
      }
      collection.checkSize();
      return Reply.counted(200, Json.TYPE, collection::write)
          .with("Cache-Control", FOR_EVER)
          .using(collection);
    } catch (IOException | RuntimeException e) {
      collection.close();
      throw e;
    }
  }

  private Reply attribute(String type, String name, String digest) throws IOException {
    Attribute attribute = known(type, name);
    if (attribute.isTransient()) {
      throw Refusal.unknown("of this attribute only the digest is known");
    }
    Collection collection = find(attribute, digest);
    try {
      collection.checkSize();
      return Reply.counted(200, Json.TYPE, out -> collection.write(attribute, out))
          .with("Cache-Control", FOR_EVER)
          .using(collection);
    } catch (IOException | RuntimeException e) {
      collection.close();
      throw e;
    }
  }

  private static Attribute known(String type, String name) throws Refusal {
    Attribute attribute = type.equals(COLLECTION) ? Attribute.of(name) : null;
    if (attribute == null) {
      throw Refusal.unknown("no such attribute");
    }
    return attribute;
  }

  private ComparedCollection compared(String digest) throws IOException {
    try (Collection collection = find(null, digest)) {
      return ComparedCollection.of(collection);
    }
  }

  private Reply comparison(String digest, ComparedCollection other) throws IOException {
    return reply(compared(digest).compared(other));
  }

  private Reply list(Request request, String type) throws IOException {
    if (!type.equals(COLLECTION)) {
      throw Refusal.unknown("there are collections only");
    }
    Map<Attribute, String> filters = new TreeMap<>();
    for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
      Attribute attribute = Attribute.of(parameter.getKey());
      if (attribute != null) {
        filters.put(attribute, parameter.getValue());
      } else if (!parameter.getKey().matches("page|page_size")) {
        throw Refusal.malformed("collections have no attribute " + parameter.getKey());
      }
    }
    return listed(
        request,
        null,
        (table, sample) ->
            filters.entrySet().stream()
                .allMatch(each -> each.getValue().equals(table.digest(sample, each.getKey()))));
  }

  private Reply listAttribute(Request request, String type, String name) throws IOException {
    return listed(
        request,
        known(type.equals("attributes") ? COLLECTION : type, name),
        (table, sample) -> true);
  }

  /** Says which samples are wanted. */
  private interface Filter {
    boolean lets(CollectionTable table, long sample);
  }

  /** A page of the digests of collections, or of an attribute if that is not null, each once. */
  private Reply listed(Request request, Attribute attribute, Filter filter) throws IOException {
    long size = request.number("page_size", PAGE_SIZE, PAGE_SIZE_MAX);
    long page = request.number("page", 0, PAGE_MAX);
    Json json = new Json().object().name("results").array();
    LongHashSet seen = new LongHashSet();
    for (ServedArchive served : archives.all()) {
      try (OpenedArchive.Lease lease = served.lease()) {
        DigestIndex index = lease.archive().index();
        if (index == null) {
          throw Refusal.later("digests are still being computed");
        }
        CollectionTable table = index.collections();
        for (long sample = 0; sample < table.samples(); sample++) {
          boolean isNew =
              table.isCollection(sample)
                  && filter.lets(table, sample)
                  && seen.add(table.prefix(sample, attribute));
          if (isNew && seen.size() > page * size && seen.size() <= (page + 1) * size) {
            json.value(attribute == null ? table.digest(sample) : table.digest(sample, attribute));
          }
        }
      }
    }
    json.endArray().name("pagination").object();
    json.name("page").value(page).name("page_size").value(size).name("total").value(seen.size());
    return reply(json.endObject().endObject());
  }

  private Reply serviceInfo() {
    Json json = new Json().object();
    json.name("id").value("io.github.agc4j.seqcol");
    json.name("name").value("agc4j");
    json.name("type").object();
    json.name("group").value("org.ga4gh");
    json.name("artifact").value("refget-seqcol");
    json.name("version").value("1.0.0").endObject();
    json.name("organization").object();
    json.name("name").value("agc4j");
    json.name("url").value("https://github.com/agc4j/agc4j").endObject();
    json.name("version").value(version);
    json.name("seqcol").object();
    Schema.add(json.name("schema"));
    return reply(json.endObject().endObject());
  }
}
