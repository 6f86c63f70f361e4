package io.github.agc4j.input;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A contig that a program hands in.
 *
 * @param name its full name, as in a FASTA header without {@code >}; unlike all of its sample
 * @param letters one byte each, in either case, without line ends; accessible by any thread, and so
 *     not of a confined arena; stay the caller's, who keeps them as they are until the sample is
 *     added
 */
public record Contig(String name, MemorySegment letters) {
  /** A contig of {@code letters}. */
  public static Contig of(String name, byte[] letters) {
    return new Contig(name, MemorySegment.ofArray(letters));
  }

  /** A contig of {@code letters}, of which others than ASCII are refused when it is added. */
  public static Contig of(String name, String letters) {
    return of(name, letters.getBytes(StandardCharsets.UTF_8));
  }
}
