package io.github.agc4j.serve.internal.digest;

import io.github.agc4j.SampleGlance;
import io.github.agc4j.SequenceCollection;
import io.github.agc4j.SequenceCollection.Attribute;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * The samples of an archive as sequence collections: their digests, those of their attributes, and
 * those of their sequences. Off the heap; the caller's arena owns it. Safe for use by several
 * threads.
 */
public final class CollectionTable {
  static final int DIGEST_BYTES = 24;

  /** Behind the collection's digest and that of each attribute how much the sample added. */
  private static final int NEW_SEGMENTS = (1 + Attribute.values().length) * DIGEST_BYTES;

  private static final int NEW_BASES = NEW_SEGMENTS + Long.BYTES;
  static final int SAMPLE_BYTES = NEW_BASES + Long.BYTES;

  private static final String SEQUENCE_PREFIX = "SQ.";
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final long samples;

  /** For each sample the number of its first contig among all, and one more for the end. */
  private final MemorySegment firstContigs;

  private final MemorySegment digests;
  private final MemorySegment sequences;

  private final Arena arena;

  /** By what collections were looked for; null as long as they were not. */
  private final Order[] orders = new Order[1 + Attribute.values().length];

  private CollectionTable(
      Arena arena,
      long samples,
      MemorySegment firstContigs,
      MemorySegment digests,
      MemorySegment sequences) {
    this.arena = arena;
    this.samples = samples;
    this.firstContigs = firstContigs;
    this.digests = digests;
    this.sequences = sequences;
  }

  /** The table in {@code bytes}: three columns, one after the other. */
  static CollectionTable of(Arena arena, MemorySegment bytes, long samples, long contigs) {
    long firstBytes = (samples + 1) * Long.BYTES;
    long digestBytes = samples * SAMPLE_BYTES;
    return new CollectionTable(
        arena,
        samples,
        bytes.asSlice(0, firstBytes),
        bytes.asSlice(firstBytes, digestBytes),
        bytes.asSlice(firstBytes + digestBytes, contigs * DIGEST_BYTES));
  }

  /** Bytes that the table takes. */
  static long bytes(long samples, long contigs) {
    return (samples + 1) * Long.BYTES + samples * SAMPLE_BYTES + contigs * DIGEST_BYTES;
  }

  /** Takes samples in their order. For one thread. */
  static final class Builder {
    private final Arena arena;
    private final long samples;
    private final MemorySegment firstContigs;
    private final MemorySegment digests;
    private MemorySegment sequences;
    private long contigs;
    private long sample;

    Builder(Arena arena, long samples) {
      this.arena = arena;
      this.samples = samples;
      this.firstContigs = arena.allocate((samples + 1) * Long.BYTES, Long.BYTES);
      this.digests = arena.allocate(Math.max(1, samples * SAMPLE_BYTES));
      this.sequences = arena.allocate(1 << 12);
    }

    /** Adds the next contig of the next sample; {@code refgetName} is null if it has none. */
    void addContig(String refgetName) {
      if ((contigs + 1) * DIGEST_BYTES > sequences.byteSize()) {
        MemorySegment larger = arena.allocate(2 * sequences.byteSize());
        MemorySegment.copy(sequences, 0, larger, 0, contigs * DIGEST_BYTES);
        sequences = larger;
      }
      if (refgetName != null) {
        put(sequences, contigs * DIGEST_BYTES, refgetName.substring(SEQUENCE_PREFIX.length()));
      }
      contigs++;
    }

    /** Ends the next sample; {@code collection} is null if it is none. */
    void addSample(SequenceCollection collection, SampleGlance glance) {
      digests.set(LONG, sample * SAMPLE_BYTES + NEW_SEGMENTS, glance.newSegments());
      digests.set(LONG, sample * SAMPLE_BYTES + NEW_BASES, glance.newBases());
      if (collection != null) {
        long at = sample * SAMPLE_BYTES;
        put(digests, at, collection.digest());
        for (Attribute attribute : Attribute.values()) {
          at += DIGEST_BYTES;
          put(digests, at, collection.of(attribute));
        }
      }
      sample++;
      firstContigs.set(LONG, sample * Long.BYTES, contigs);
    }

    private static void put(MemorySegment target, long at, String digest) {
      byte[] bytes = Base64.getUrlDecoder().decode(digest);
      MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, at, DIGEST_BYTES);
    }

    CollectionTable finish() {
      return new CollectionTable(
          arena,
          samples,
          firstContigs,
          digests.asSlice(0, samples * SAMPLE_BYTES),
          sequences.asSlice(0, contigs * DIGEST_BYTES));
    }
  }

  /** Its bytes in three parts. */
  MemorySegment[] parts() {
    return new MemorySegment[] {firstContigs, digests, sequences};
  }

  /** Number of samples. */
  public long samples() {
    return samples;
  }

  /** Number of contigs of all samples. */
  long allContigs() {
    return firstContigs.get(LONG, samples * Long.BYTES);
  }

  /** Number of contigs of a sample. */
  public long contigs(long sample) {
    return firstContigs.get(LONG, (sample + 1) * Long.BYTES) - firstContig(sample);
  }

  private long firstContig(long sample) {
    return firstContigs.get(LONG, sample * Long.BYTES);
  }

  /** Whether a sample is a collection: all symbols of its contigs are letters. */
  public boolean isCollection(long sample) {
    return digests.get(LONG, sample * SAMPLE_BYTES) != 0;
  }

  /** How many segments the sample added that were like none before. */
  public long newSegments(long sample) {
    return digests.get(LONG, sample * SAMPLE_BYTES + NEW_SEGMENTS);
  }

  /** How many symbols these have. */
  public long newBases(long sample) {
    return digests.get(LONG, sample * SAMPLE_BYTES + NEW_BASES);
  }

  /** The digest of a collection. */
  public String digest(long sample) {
    return text(digests, sample * SAMPLE_BYTES);
  }

  /** The digest of an attribute of a collection. */
  public String digest(long sample, Attribute attribute) {
    return text(digests, place(sample, attribute));
  }

  private static long place(long sample, Attribute attribute) {
    return sample * SAMPLE_BYTES + (1L + attribute.ordinal()) * DIGEST_BYTES;
  }

  /** The refget name of a contig of a collection. */
  public String sequence(long sample, long contig) {
    return SEQUENCE_PREFIX + text(sequences, (firstContig(sample) + contig) * DIGEST_BYTES);
  }

  private static String text(MemorySegment source, long at) {
    byte[] digest = source.asSlice(at, DIGEST_BYTES).toArray(ValueLayout.JAVA_BYTE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** The first eight bytes of a collection's digest, or of an attribute's if that is not null. */
  private long prefix(long sample, Attribute attribute) {
    return digests.get(LONG, attribute == null ? sample * SAMPLE_BYTES : place(sample, attribute));
  }

  /** The collections by their digests, or those of an attribute. */
  private static final class Order {
    private final IndexRows rows;

    /** The first of those with equal digests. */
    private final BitSet firsts = new BitSet();

    private Order(CollectionTable table, Attribute attribute) {
      IndexRows.Builder builder = new IndexRows.Builder(table.arena, table.samples);
      for (long sample = 0; sample < table.samples; sample++) {
        if (table.isCollection(sample)) {
          builder.add(table.prefix(sample, attribute), sample, 0);
        }
      }
      rows = builder.sorted();
      for (long row = 0; row < rows.count(); row++) {
        if (row == 0 || rows.prefix(row) != rows.prefix(row - 1)) {
          firsts.set((int) rows.sample(row));
        }
      }
    }
  }

  private synchronized Order order(Attribute attribute) {
    int index = attribute == null ? 0 : 1 + attribute.ordinal();
    if (orders[index] == null) {
      orders[index] = new Order(this, attribute);
    }
    return orders[index];
  }

  /**
   * The samples that are the first with their digest, or with that of {@code attribute} if that is
   * not null; not to be changed.
   */
  public BitSet firsts(Attribute attribute) {
    return order(attribute).firsts;
  }

  /**
   * The samples whose digest, or that of {@code attribute} if that is not null, is {@code digest},
   * ascending.
   */
  public LongStream find(Attribute attribute, String digest) {
    if (!digest.matches("[A-Za-z0-9_-]{32}")) {
      return LongStream.empty();
    }
    long prefix = MemorySegment.ofArray(Base64.getUrlDecoder().decode(digest)).get(LONG, 0);
    IndexRows rows = order(attribute).rows;
    return LongStream.iterate(rows.first(prefix), row -> row + 1)
        .takeWhile(row -> row < rows.count() && rows.prefix(row) == prefix)
        .map(rows::sample)
        .filter(
            sample ->
                digest.equals(attribute == null ? digest(sample) : digest(sample, attribute)));
  }
}
