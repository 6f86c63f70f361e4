package io.github.agc4j.input;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A contig that a program hands in.
 *
 * @param name its full name, as in a FASTA header without {@code >}; unlike all of its sample
 * @param letters asked once, by another thread, for the contig's letters
 */
public record Contig(String name, Supplier<Letters> letters) {
  /** A contig of {@code letters}. */
  public static Contig of(String name, byte[] letters) {
    return of(name, MemorySegment.ofArray(letters));
  }

  /** A contig of {@code letters}, of which others than ASCII are refused when it is added. */
  public static Contig of(String name, String letters) {
    return of(name, letters.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A contig of {@code letters}.
   *
   * @param letters one byte each, without line ends; accessible by any thread, and so not of a
   *     confined arena; stay the caller's, who keeps them as they are until the sample is added
   */
  public static Contig of(String name, MemorySegment letters) {
    return new Contig(name, () -> new LettersInMemory(letters));
  }

  /** Letters that are at hand. */
  private static final class LettersInMemory implements Letters {
    private final MemorySegment all;
    private long position;

    LettersInMemory(MemorySegment all) {
      this.all = all;
    }

    @Override
    public int read(byte[] letters) {
      int size = (int) Math.min(letters.length, all.byteSize() - position);
      MemorySegment.copy(all, ValueLayout.JAVA_BYTE, position, letters, 0, size);
      position += size;
      return size == 0 ? -1 : size;
    }
  }
}
