package io.github.agc4j.serve.internal.seqcol;

import io.github.agc4j.SequenceCollection;
import io.github.agc4j.SequenceCollection.Attribute;
import io.github.agc4j.serve.internal.archive.OpenedArchive;
import io.github.agc4j.serve.internal.digest.CollectionTable;
import io.github.agc4j.serve.internal.http.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A sample that is a collection, and the right to read it until it is closed.
 *
 * @param table where the sample's digests are
 */
record Collection(OpenedArchive.Lease lease, CollectionTable table, long sample)
    implements Closeable {
  /** Takes contigs one by one. */
  interface ContigReceiver {
    /** A contig: its name up to the first blank, its symbols, and its refget name. */
    void accept(String name, long length, String sequence) throws IOException;
  }

  /** Number of contigs. */
  long contigs() {
    return table.contigs(sample);
  }

  /** The collection's digest. */
  String digest() {
    return table.digest(sample);
  }

  /** Shows all contigs to {@code receiver}. */
  void forEachContig(ContigReceiver receiver) throws IOException {
    long[] contig = {0};
    lease
        .archive()
        .reader()
        .forEachContigBytes(
            sample,
            (name, length) ->
                receiver.accept(
                    SequenceCollection.name(name),
                    length.get(),
                    table.sequence(sample, contig[0]++)));
  }

  /** Level 1: the digest of each attribute. */
  Json digests() {
    Json json = new Json().object();
    for (Attribute attribute : Attribute.values()) {
      json.name(attribute.text()).value(table.digest(sample, attribute));
    }
    return json.endObject();
  }

  /** Level 2: the array of each attribute of which more than a digest is told. */
  void write(OutputStream out) throws IOException {
    Json json = new Json().object();
    for (Attribute attribute : Attribute.values()) {
      if (!attribute.isTransient()) {
        write(attribute, json.name(attribute.text()), out);
      }
    }
    json.endObject().end(out);
  }

  /** The array of one attribute. */
  void write(Attribute attribute, OutputStream out) throws IOException {
    Json json = new Json();
    write(attribute, json, out);
    json.end(out);
  }

  private void write(Attribute attribute, Json json, OutputStream out) throws IOException {
    json.array();
    forEachContig(
        (name, length, sequence) -> {
          switch (attribute) {
            case NAMES -> json.value(name);
            case LENGTHS -> json.value(length);
            case SEQUENCES -> json.value(sequence);
            default ->
                json.object().name("length").value(length).name("name").value(name).endObject();
          }
          json.drain(out);
        });
    json.endArray();
  }

  @Override
  public void close() throws IOException {
    lease.close();
  }
}
