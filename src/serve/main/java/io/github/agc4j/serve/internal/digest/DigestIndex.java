package io.github.agc4j.serve.internal.digest;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SampleGlance;
import io.github.agc4j.SequenceCollection;
import io.github.agc4j.info.SampleDigest;
import io.github.agc4j.query.SampleIndexes;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where the contigs of an archive are, by their digests. Owns the memory of its rows, or the
 * mapping of their file. Safe for use by several threads, but for {@link #close}.
 */
public final class DigestIndex implements Closeable {
  private static final int KNOWN_MAX = 1 << 14;

  private final AgcReader reader;
  private final Arena arena;
  private final IndexRows rows;
  private final CollectionTable collections;

  /** Whole digests of contigs that were asked for, so that none is decoded for them twice. */
  private final Map<Place, LetterDigests> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, LetterDigests> eldest) {
          return size() > KNOWN_MAX;
        }
      };

  private DigestIndex(AgcReader reader, Arena arena, IndexFile known) {
    this.reader = reader;
    this.arena = arena;
    this.rows = known.rows();
    this.collections = known.collections();
  }

  /** A contig of the archive. */
  private record Place(long sample, long contig) {}

  /** A contig that was found. */
  public record Found(long sample, long contig, DigestIndex index) {
    /**
     * The digests of its letters: as they are stored, or known since they were asked for, or else
     * computed.
     */
    public LetterDigests digests() throws IOException {
      return index.digests(sample, contig);
    }
  }

  /**
   * The index of {@code archive}: of the file beside it, or else made of the archive and put there,
   * if that may be written.
   *
   * @param reader of the archive, borrowed until the index is closed
   * @param contentName 32 hexadecimal digits: by what a file of this very archive is known
   * @param threads how many decode
   * @param notes told what goes on
   */
  public static DigestIndex of(
      Path archive, AgcReader reader, String contentName, int threads, Consumer<String> notes)
      throws IOException {
    Path file = archive.resolveSibling(archive.getFileName() + ".refget");
    byte[] name = HexFormat.of().parseHex(contentName);
    DigestIndex stored = stored(file, name, reader);
    if (stored != null) {
      return stored;
    }
    Arena arena = Arena.ofShared();
    try {
      IndexFile made = make(reader, threads, arena);
      notes.accept(archive + ": " + made.rows().count() + " digests of contigs are known");
      try {
        made.write(file, name);
        // A mapped file takes no memory of ours.
        stored = stored(file, name, reader);
      } catch (IOException e) {
        notes.accept(file + ": cannot be written, so digests are computed anew next time");
      }
      if (stored != null) {
        arena.close();
        return stored;
      }
      return new DigestIndex(reader, arena, made);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** What the file has; null if there is none, or it cannot be read, or is of another archive. */
  private static DigestIndex stored(Path file, byte[] name, AgcReader reader) {
    Arena arena = Arena.ofShared();
    IndexFile found = null;
    try {
      found = IndexFile.read(file, name, arena);
    } catch (IOException e) {
      // Then it is made anew.
    }
    if (found == null) {
      arena.close();
      return null;
    }
    return new DigestIndex(reader, arena, found);
  }

  private static IndexFile make(AgcReader reader, int threads, Arena arena) throws IOException {
    IndexRows.Builder rows = new IndexRows.Builder(arena);
    CollectionTable.Builder collections = new CollectionTable.Builder(arena, reader.samples());
    int[] groups = {0};
    try (SequenceCollection.Builder collection = new SequenceCollection.Builder()) {
      reader.digests(
          SampleIndexes.range(0, reader.samples()),
          threads,
          (sample, digests) -> {
            add(reader, sample, digests, rows, collections, collection);
            SampleGlance glance = SampleGlance.of(reader, sample, groups[0]);
            groups[0] = glance.groups();
            collections.addSample(collection.finish(), glance);
          });
    }
    return new IndexFile(rows.sorted(), collections.finish());
  }

  private static void add(
      AgcReader reader,
      long sample,
      SampleDigest digests,
      IndexRows.Builder rows,
      CollectionTable.Builder collections,
      SequenceCollection.Builder collection)
      throws IOException {
    long[] contig = {0};
    reader.forEachContigBytes(
        sample,
        (name, length) -> {
          LetterDigests letters =
              digests == null
                  ? LetterDigests.computed(reader, sample, contig[0])
                  : LetterDigests.of(reader, sample, contig[0], digests.contig(contig[0]));
          rows.add(new SequenceId(letters.md5()).prefix(), sample, contig[0]);
          if (letters.refgetName() != null) {
            rows.add(new SequenceId(letters.refgetName()).prefix(), sample, contig[0]);
          }
          collections.addContig(letters.refgetName());
          collection.add(name, length.get(), letters.refgetName());
          contig[0]++;
        });
  }

  /**
   * A contig with the digest {@code id}; null if there is none. Names {@code SQ.…} are in the
   * index; for an MD5 a contig may be decoded.
   */
  public Found find(SequenceId id) throws IOException {
    long prefix = id.prefix();
    LetterDigests before = null;
    for (long row = rows.first(prefix); row < rows.count() && rows.prefix(row) == prefix; row++) {
      Found found = new Found(rows.sample(row), rows.contig(row), this);
      if (id.text().equals(collections.sequence(found.sample(), found.contig()))) {
        return found;
      }
      if (id.isMd5()) {
        LetterDigests digests = found.digests();
        if (id.text().equals(digests.md5())) {
          return found;
        }
        // Of equal sequences one is enough.
        if (digests.equals(before)) {
          return null;
        }
        before = digests;
      }
    }
    return null;
  }

  private LetterDigests digests(long sample, long contig) throws IOException {
    Place place = new Place(sample, contig);
    synchronized (known) {
      LetterDigests digests = known.get(place);
      if (digests != null) {
        return digests;
      }
    }
    LetterDigests digests = LetterDigests.of(reader, sample, contig);
    synchronized (known) {
      known.put(place, digests);
    }
    return digests;
  }

  /** The samples as sequence collections, borrowed until this is closed. */
  public CollectionTable collections() {
    return collections;
  }

  /** Number of digests that lead to a contig. */
  public long size() {
    return rows.count();
  }

  @Override
  public void close() {
    arena.close();
  }
}
