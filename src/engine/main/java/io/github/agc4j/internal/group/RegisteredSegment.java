package io.github.agc4j.internal.group;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.lzdiff.DeltaText;
import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;

/**
 * A cursor over the segments of a batch that have their groups: what is stored of each. For one
 * thread.
 */
public final class RegisteredSegment {
  private final IntFunction<PackedSequence> contigs;
  private final IntFunction<String> described;
  private SegmentLog log;
  private long entry;
  private long start;
  private int shared;

  /**
   * A cursor that is at no segment.
   *
   * @param contigs the batch's contigs by their index, borrowed as long as the cursor is used
   * @param described what messages call them
   */
  public RegisteredSegment(IntFunction<PackedSequence> contigs, IntFunction<String> described) {
    this.contigs = contigs;
    this.described = described;
  }

  /**
   * Goes to an entry of a log.
   *
   * @param newStart the segment's first symbol in its contig
   * @param newShared how many symbols the segment in front of it in the contig has, too
   */
  public void goTo(SegmentLog newLog, long newEntry, long newStart, int newShared) {
    log = newLog;
    entry = newEntry;
    start = newStart;
    shared = newShared;
  }

  /** How many of its first symbols the segment in front of it in the contig has, too. */
  public int shared() {
    return shared;
  }

  /** The index of its contig in the batch. */
  public int contig() {
    return log.contig(entry);
  }

  /** Its first symbol in the contig, 0-based. */
  public long start() {
    return start;
  }

  /** Whether it is stored as its reverse complement. */
  public boolean isReversed() {
    return log.reversed(entry);
  }

  /** Number of symbols. */
  public int length() {
    return log.length(entry);
  }

  /** Whether its group was found by its key alone, so that there is no delta yet. */
  public boolean isNew() {
    return log.isText(entry);
  }

  /** Its delta against its group's reference, borrowed until the log is cleared. */
  public MemorySegment delta() {
    return log.delta(entry);
  }

  /** Its text as it is stored, unpacked into {@code texts} and borrowed like that. */
  public DeltaText text(SegmentTexts texts) {
    int length = length();
    long from = log.from(entry);
    texts.load(contigs.apply(log.contig(entry)), from, from + length);
    return texts.part(0, length, log.reversed(entry));
  }

  /** What messages call its contig. */
  public String describe() {
    return described.apply(log.contig(entry));
  }
}
