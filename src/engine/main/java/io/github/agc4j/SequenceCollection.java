package io.github.agc4j;

import io.github.agc4j.info.SampleDigest;
import io.github.agc4j.info.SequenceDigest;
import io.github.agc4j.internal.digest.AttributeHasher;
import io.github.agc4j.internal.digest.CollectionHasher;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A sample as a GA4GH sequence collection (version 1.0) at level 1: the digests of its attributes.
 * Names are those of contigs up to the first blank.
 */
public final class SequenceCollection {
  private final List<String> digests;

  private SequenceCollection(String[] digests) {
    this.digests = List.of(digests);
  }

  /** What a collection has. */
  public enum Attribute {
    /** Names of contigs. */
    NAMES,
    /** Their lengths in symbols. */
    LENGTHS,
    /** Their refget names, {@code SQ.…}. */
    SEQUENCES,
    /** The same, sorted: transient, since nothing but its digest is told. */
    SORTED_SEQUENCES,
    /** Names with lengths. */
    NAME_LENGTH_PAIRS,
    /** Digests of names with lengths, sorted: transient, too. */
    SORTED_NAME_LENGTH_PAIRS;

    /** What it is called in JSON. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The attribute called {@code text}; null if there is none. */
    public static Attribute of(String text) {
      return Arrays.stream(values())
          .filter(each -> each.text().equals(text))
          .findAny()
          .orElse(null);
    }

    /** Whether only its digest is told. */
    public boolean isTransient() {
      return this == SORTED_SEQUENCES || this == SORTED_NAME_LENGTH_PAIRS;
    }
  }

  /**
   * The collection that a sample is.
   *
   * @param digests whole ones of the sample
   * @return null if not all symbols of its contigs are letters, for which there are no digests
   */
  public static SequenceCollection of(AgcReader reader, long sample, SampleDigest digests)
      throws IOException {
    try (Builder collection = new Builder()) {
      long[] contig = {0};
      reader.forEachContigBytes(
          sample,
          (name, length) -> {
            boolean areLetters = reader.isAllLetters(sample, contig[0]);
            SequenceDigest digest = digests.contig(contig[0]++);
            collection.add(name, length.get(), areLetters ? digest.refgetName() : null);
          });
      return collection.finish();
    }
  }

  /**
   * What collections call a contig: its name up to the first blank, empty if it begins with one.
   */
  public static String name(byte[] fullName) {
    return new String(fullName, 0, CollectionHasher.nameLength(fullName), StandardCharsets.UTF_8);
  }

  /** Computes collections contig by contig, one after the other. For one thread. */
  public static final class Builder implements AutoCloseable {
    private final AttributeHasher hasher =
        new AttributeHasher(MemoryBudget.root(MemoryBudget.UNLIMITED));

    private boolean isComplete = true;

    /** No contigs yet. */
    public Builder() {}

    /**
     * Adds the next contig.
     *
     * @param name its full name
     * @param length its symbols
     * @param refgetName {@code SQ.…}; null if it has none, and then there is no collection
     */
    public void add(byte[] name, long length, String refgetName) {
      isComplete = isComplete && refgetName != null;
      if (isComplete) {
        hasher.add(Arrays.copyOf(name, CollectionHasher.nameLength(name)), length, refgetName);
      }
    }

    /** The collection of the contigs that were added since the last call; null if there is none. */
    public SequenceCollection finish() {
      String[] digests = hasher.finish();
      boolean isCollection = isComplete;
      isComplete = true;
      return isCollection ? new SequenceCollection(digests) : null;
    }

    @Override
    public void close() {
      hasher.close();
    }
  }

  /** The digest of the collection itself: level 0. */
  public String digest() {
    return CollectionHasher.text(of(Attribute.NAMES), of(Attribute.SEQUENCES));
  }

  /** The digest of an attribute. */
  public String of(Attribute attribute) {
    return digests.get(attribute.ordinal());
  }
}
