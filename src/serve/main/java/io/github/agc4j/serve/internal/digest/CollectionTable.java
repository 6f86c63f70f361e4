package io.github.agc4j.serve.internal.digest;

import io.github.agc4j.SequenceCollection;
import io.github.agc4j.SequenceCollection.Attribute;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * The samples of an archive as sequence collections: their digests, those of their attributes, and
 * those of their sequences. Off the heap; the caller's arena owns it. Safe for use by several
 * threads.
 */
public final class CollectionTable {
  static final int DIGEST_BYTES = 24;

  /** The collection's digest, and that of each attribute. */
  static final int SAMPLE_BYTES = (1 + Attribute.values().length) * DIGEST_BYTES;

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String SEQUENCE_PREFIX = "SQ.";
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final long samples;

  /** For each sample the number of its first contig among all, and one more for the end. */
  private final MemorySegment firstContigs;

  private final MemorySegment digests;
  private final MemorySegment sequences;

  CollectionTable(
      long samples, MemorySegment firstContigs, MemorySegment digests, MemorySegment sequences) {
    this.samples = samples;
    this.firstContigs = firstContigs;
    this.digests = digests;
    this.sequences = sequences;
  }

  /** The table in {@code bytes}: three columns, one after the other. */
  static CollectionTable of(MemorySegment bytes, long samples, long contigs) {
    long firstBytes = (samples + 1) * Long.BYTES;
    long digestBytes = samples * SAMPLE_BYTES;
    return new CollectionTable(
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
    void addSample(SequenceCollection collection) {
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

  /** The numbers of a collection's contigs in the order of their refget names. */
  public Integer[] bySequence(long sample) {
    Integer[] order = new Integer[Math.toIntExact(contigs(sample))];
    Arrays.setAll(order, i -> i);
    long first = firstContig(sample);
    Arrays.sort(order, (one, other) -> compareTexts(first + one, first + other));
    return order;
  }

  /** Compares by the letters of base64url, of which ASCII has another order than their numbers. */
  private int compareTexts(long contig, long other) {
    for (int letter = 0; letter < DIGEST_BYTES / 3 * 4; letter++) {
      int order = letter(contig, letter) - letter(other, letter);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int letter(long contig, int letter) {
    long at = contig * DIGEST_BYTES + letter / 4 * 3;
    int three =
        (sequences.get(ValueLayout.JAVA_BYTE, at) & 0xff) << 16
            | (sequences.get(ValueLayout.JAVA_BYTE, at + 1) & 0xff) << 8
            | sequences.get(ValueLayout.JAVA_BYTE, at + 2) & 0xff;
    return BASE64.charAt(three >> (3 - letter % 4) * 6 & 63);
  }

  private static String text(MemorySegment source, long at) {
    byte[] digest = source.asSlice(at, DIGEST_BYTES).toArray(ValueLayout.JAVA_BYTE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** The first eight bytes of a collection's digest, or of an attribute's if that is not null. */
  public long prefix(long sample, Attribute attribute) {
    return digests.get(LONG, attribute == null ? sample * SAMPLE_BYTES : place(sample, attribute));
  }

  /**
   * The first sample from {@code from} on whose digest, or that of {@code attribute} if that is not
   * null, is {@code digest}; −1 if there is none.
   */
  public long find(long from, Attribute attribute, String digest) {
    byte[] wanted = decoded(digest);
    if (wanted == null) {
      return -1;
    }
    long prefix = MemorySegment.ofArray(wanted).get(LONG, 0);
    for (long sample = from; sample < samples; sample++) {
      if (prefix(sample, attribute) == prefix
          && isCollection(sample)
          && digest.equals(attribute == null ? digest(sample) : digest(sample, attribute))) {
        return sample;
      }
    }
    return -1;
  }

  private static byte[] decoded(String digest) {
    return digest.matches("[A-Za-z0-9_-]{32}") ? Base64.getUrlDecoder().decode(digest) : null;
  }
}
