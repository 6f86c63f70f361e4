package io.github.agc4j.internal.verify;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.SegmentPlacement;
import java.io.IOException;

/** Whether the sequences of a contig have whole parts to lie in (AGC format, section 5.2). */
public final class SequenceCheck {
  private final StreamDirectory directory;
  private final long cardinality;
  private final PartCheck parts;

  /** Whether parts that nobody has looked at are looked at. */
  private final boolean looks;

  public SequenceCheck(ArchiveFile archive, long cardinality, PartCheck parts, boolean looks) {
    this.directory = archive.directory();
    this.cardinality = cardinality;
    this.parts = parts;
    this.looks = looks;
  }

  /**
   * Why contig {@code contig} of the batch's sample {@code place} cannot be read; null if it can.
   */
  String damage(CatalogBatch batch, int place, long contig) throws IOException {
    for (long i = 0; i < batch.segments(place, contig); i++) {
      String damage = damage(batch.placement(place, contig, i));
      if (damage != null) {
        return damage;
      }
    }
    return null;
  }

  /** Looks at the part with the digests of a batch, if parts are looked at when they are needed. */
  void lookAtDigests(CatalogBatch batch) throws IOException {
    if (looks) {
      hasWholeDigests(batch);
    }
  }

  /** Whether the part with the digests of a batch is whole. */
  boolean hasWholeDigests(CatalogBatch batch) throws IOException {
    return parts.isWhole(directory.stream(StreamNames.DIGESTS), batch.index());
  }

  private String damage(SegmentPlacement segment) throws IOException {
    int group = segment.group();
    long id = Integer.toUnsignedLong(segment.id());
    boolean isRaw = group < StreamNames.RAW_GROUPS;
    if (!isRaw && isBad(directory.referenceStream(group), 0)) {
      return "reference of group " + group;
    }
    if (!isRaw && id == 0) {
      return null;
    }
    long pack = (isRaw ? id : id - 1) / cardinality;
    return isBad(directory.deltaStream(group), pack) ? "pack " + pack + " of group " + group : null;
  }

  private boolean isBad(int stream, long part) throws IOException {
    return looks ? !parts.isWhole(stream, part) : parts.isKnownBad(stream, part);
  }
}
