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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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

  private static final int COMPARING_S = 10;

  private final ServedArchives archives;
  private final String version;
  private final Semaphore comparing = new Semaphore(1);

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
      case "comparison2" -> comparison(path.get(1), () -> ComparedCollection.read(request.body()));
      case "comparison3" -> comparison(path.get(1), () -> compared(path.get(2)));
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
        isPending |= lease.archive().isIndexPending();
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
          OptionalLong sample = table.find(attribute, digest).findFirst();
          return sample.isEmpty() ? null : new Collection(lease, table, sample.getAsLong());
        });
  }

  private Reply collection(String digest, int level) throws IOException {
    Collection collection = find(null, digest);
    try {
      if (level == 1) {
        return reply(collection.digests()).with("Cache-Control", FOR_EVER).using(collection);
      }
      return Reply.counted(200, Json.TYPE, collection::write)
          .with("Cache-Control", FOR_EVER)
          .using(collection);
    } catch (IOException | RuntimeException | Error e) {
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
      return Reply.counted(200, Json.TYPE, out -> collection.write(attribute, out))
          .with("Cache-Control", FOR_EVER)
          .using(collection);
    } catch (IOException | RuntimeException | Error e) {
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

  /** Makes what is compared. */
  private interface Other {
    ComparedCollection get() throws IOException;
  }

  /** One after the other: what is compared is held. */
  private Reply comparison(String digest, Other other) throws IOException {
    try {
      if (!comparing.tryAcquire(COMPARING_S, TimeUnit.SECONDS)) {
        throw Refusal.later("others are being compared");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.later("it is being stopped");
    }
    try {
      ComparedCollection own = compared(digest);
      return reply(own.compared(other.get()));
    } finally {
      comparing.release();
    }
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
        table -> {
          BitSet found = table.firsts(null);
          for (Map.Entry<Attribute, String> filter : filters.entrySet()) {
            BitSet with = new BitSet();
            table.find(filter.getKey(), filter.getValue()).forEach(i -> with.set((int) i));
            with.and(found);
            found = with;
          }
          return found;
        });
  }

  private Reply listAttribute(Request request, String type, String name) throws IOException {
    Attribute attribute = known(type.equals("attributes") ? COLLECTION : type, name);
    return listed(request, attribute, table -> table.firsts(attribute));
  }

  /** Says which samples of an archive are wanted, the first of equal ones. */
  private interface Choice {
    BitSet in(CollectionTable table);
  }

  /** A page of the digests of collections, or of an attribute if that is not null, each once. */
  private Reply listed(Request request, Attribute attribute, Choice choice) throws IOException {
    long size = request.number("page_size", PAGE_SIZE, PAGE_SIZE_MAX);
    long page = request.number("page", 0, PAGE_MAX);
    Json json = new Json().object().name("results").array();
    long total = 0;
    List<OpenedArchive.Lease> leases = new ArrayList<>();
    try {
      for (ServedArchive served : archives.all()) {
        leases.add(served.lease());
      }
      List<CollectionTable> before = new ArrayList<>();
      for (OpenedArchive.Lease lease : leases) {
        if (lease.archive().isIndexPending()) {
          throw Refusal.later("digests are still being computed");
        }
        DigestIndex index = lease.archive().index();
        if (index == null) {
          continue;
        }
        CollectionTable table = index.collections();
        BitSet wanted = choice.in(table);
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
          String digest = null;
          if (!before.isEmpty()) {
            digest = digest(table, i, attribute);
            if (isIn(before, attribute, digest)) {
              continue;
            }
          }
          if (total >= page * size && total < (page + 1) * size) {
            json.value(digest == null ? digest(table, i, attribute) : digest);
          }
          total++;
        }
        before.add(table);
      }
    } finally {
      for (OpenedArchive.Lease lease : leases) {
        lease.close();
      }
    }
    json.endArray().name("pagination").object();
    json.name("page").value(page).name("page_size").value(size).name("total").value(total);
    return reply(json.endObject().endObject());
  }

  private static String digest(CollectionTable table, long sample, Attribute attribute) {
    return attribute == null ? table.digest(sample) : table.digest(sample, attribute);
  }

  private static boolean isIn(List<CollectionTable> tables, Attribute attribute, String digest) {
    return tables.stream().anyMatch(table -> table.find(attribute, digest).findAny().isPresent());
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
