package io.github.agc4j.info;

import java.io.IOException;

/**
 * Is told what verification finds, by one thread at a time, though not always the same one: parts
 * first, then samples in order; of chosen samples parts are told when they are needed. It may throw
 * an exception, which ends the verification. What is not implemented is not told.
 */
public interface VerifyListener {
  /** A part is damaged, or lies where it should not. */
  default void damagedPart(String stream, long part, String reason) throws IOException {}

  /** The archive cannot be read at all. */
  default void unreadable(String reason) throws IOException {}

  /**
   * What a stream holds is used, although nothing proves that it is what it was: names may be
   * wrong, and letters that have no digests. Told by a salvage.
   */
  default void unproven(String stream, String reason) throws IOException {}

  /** A sample's metadata are damaged: none of its contigs can be read. */
  default void lostSample(String sample, String reason) throws IOException {}

  /** A contig cannot be read, or is not what it was. */
  default void damagedContig(String sample, String contig, String reason) throws IOException {}

  /**
   * The text of a sample cannot be given as it was read: its lines, what letters are in lower case,
   * or symbols that no code stands for; its contigs may be whole all the same.
   */
  default void damagedText(String sample, String reason) throws IOException {}

  /** All contigs of a sample that were looked at are whole. */
  default void wholeSample(String sample) throws IOException {}

  /** One archive of a set is through: what was told since the one before is about it. */
  default void archive(String name, VerifySummary summary) throws IOException {}
}
