package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.group.RegisteredSegment;
import io.github.agc4j.internal.group.SegmentTexts;
import io.github.agc4j.internal.lzdiff.DeltaEncoder;
import io.github.agc4j.internal.lzdiff.DeltaText;
import io.github.agc4j.internal.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Puts registered segments into their groups: as the reference, as a delta from it, or in a raw
 * group as they are. A delta is copied once, from where it was encoded into its group's memory; the
 * packs that get full wait in {@link SealedPacks} for the {@link PartPipeline}. One for each
 * worker; a group is filled by one at a time.
 */
public final class GroupWriter {
  private final OpenPacks packs;
  private final References references;
  private final SegmentTexts texts;
  private final DeltaEncoder encoder;
  private final Scratch scratch;
  private final SealedPacks sealed;

  /** Null if nobody wants to know the case of letters. */
  private final CasePredictor predictor;

  /**
   * A writer into {@code packs} and {@code references}; all are borrowed.
   *
   * @param predictor what learns which segments have which deltas; null if nobody wants to know the
   *     case of letters
   */
  public GroupWriter(
      OpenPacks packs,
      References references,
      SegmentTexts texts,
      DeltaEncoder encoder,
      Scratch scratch,
      SealedPacks sealed,
      CasePredictor predictor) {
    this.packs = packs;
    this.references = references;
    this.texts = texts;
    this.encoder = encoder;
    this.scratch = scratch;
    this.sealed = sealed;
    this.predictor = predictor;
  }

  /**
   * Adds {@code segment} to {@code group}.
   *
   * @return its in-group id
   * @throws IOException when the format has no room for it
   */
  public long add(int group, RegisteredSegment segment) throws IOException {
    if (group < StreamNames.RAW_GROUPS) {
      int length = segment.length();
      checkRoom(group, length, segment);
      predict(group, segment, MemorySegment.NULL);
      return packs.addRaw(group, segment.text(texts).codes(), length, sealed);
    }
    if (segment.isNew()) {
      checkRoom(group, 2L * segment.length(), segment);
      return addByText(group, segment);
    }
    checkRoom(group, segment.delta().byteSize(), segment);
    predict(group, segment, segment.delta());
    return packs.addDelta(group, segment.delta(), sealed);
  }

  private void predict(int group, RegisteredSegment segment, MemorySegment delta)
      throws IOException {
    if (predictor != null) {
      predictor.delta(group, segment, delta);
    }
  }

  /** The first of a group is its reference. */
  private long addByText(int group, RegisteredSegment segment) throws IOException {
    DeltaText text = segment.text(texts);
    if (packs.nextId(group) == 0) {
      if (predictor != null) {
        predictor.reference(group, segment);
      }
      references.add(group, text.codes(), text.length());
      packs.countReference(group);
      return 0;
    }
    try (ActiveReference reference = references.acquire(group)) {
      MemorySegment delta = encoder.encode(text, reference, scratch::atLeast);
      predict(group, segment, delta);
      return packs.addDelta(group, delta, sealed);
    }
  }

  private void checkRoom(int group, long bytes, RegisteredSegment segment) throws IOException {
    if (!packs.hasRoom(group, bytes)) {
      throw new IOException(
          segment.describe()
              + ": a pack would exceed 2 GB, or a group 2^31 sequences; use a smaller pack cardinality (-b)");
    }
  }
}
