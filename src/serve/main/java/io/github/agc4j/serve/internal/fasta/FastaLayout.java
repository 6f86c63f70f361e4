package io.github.agc4j.serve.internal.fasta;

import io.github.agc4j.AgcReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where each contig of a sample is in the sample's FASTA file with lines of one width. Its memory
 * is given back when nobody refers to it any more. Safe for use by several threads.
 */
final class FastaLayout {
  /** Symbols in a line. */
  static final int WIDTH = 60;

  private static final int COLUMNS = 4;
  private static final int START = 0;
  private static final int LETTERS = 1;
  private static final int LENGTH = 2;
  private static final int NAME = 3;

  private final MemorySegment table;

  /** The names of all contigs, one after the other. */
  private final MemorySegment names;

  private final long contigs;
  private final long bytes;

  /** Asks for the names and lengths of all contigs of {@code sample}. */
  FastaLayout(AgcReader reader, long sample) throws IOException {
    contigs = reader.contigs(sample);
    table = Arena.ofAuto().allocate(Math.max(1, contigs * COLUMNS) * Long.BYTES, Long.BYTES);
    long[] at = {0, 0};
    reader.forEachContigBytes(
        sample,
        (name, length) -> {
          long contig = at[0]++;
          set(contig, START, at[1]);
          set(contig, LETTERS, at[1] + 2 + name.length);
          set(contig, LENGTH, length.get());
          at[1] += 2 + name.length + textBytes(length.get());
        });
    bytes = at[1];
    names = names(reader, sample);
  }

  private MemorySegment names(AgcReader reader, long sample) throws IOException {
    long end = 0;
    for (long contig = 0; contig < contigs; contig++) {
      set(contig, NAME, end);
      end += nameBytes(contig);
    }
    MemorySegment all = Arena.ofAuto().allocate(Math.max(1, end));
    long[] at = {0};
    reader.forEachContigBytes(
        sample,
        (name, length) ->
            MemorySegment.copy(
                name, 0, all, ValueLayout.JAVA_BYTE, get(at[0]++, NAME), name.length));
    return all;
  }

  /** Bytes of the contig's name. */
  long nameBytes(long contig) {
    return letters(contig) - start(contig) - 2;
  }

  /** Byte {@code index} of the contig's name. */
  byte nameByte(long contig, long index) {
    return names.get(ValueLayout.JAVA_BYTE, get(contig, NAME) + index);
  }

  /** Bytes that {@code symbols} take with the ends of their lines. */
  static long textBytes(long symbols) {
    return symbols + (symbols + WIDTH - 1) / WIDTH;
  }

  private void set(long contig, int column, long value) {
    table.setAtIndex(ValueLayout.JAVA_LONG, contig * COLUMNS + column, value);
  }

  private long get(long contig, int column) {
    return table.getAtIndex(ValueLayout.JAVA_LONG, contig * COLUMNS + column);
  }

  /** Number of contigs. */
  long contigs() {
    return contigs;
  }

  /** Bytes of the file. */
  long bytes() {
    return bytes;
  }

  /** Bytes that the layout itself takes. */
  long ownBytes() {
    return table.byteSize() + names.byteSize();
  }

  /** Offset of the contig's header; of one after the last the end of the file. */
  long start(long contig) {
    return contig == contigs ? bytes : get(contig, START);
  }

  /** Offset of the contig's first letter. */
  long letters(long contig) {
    return get(contig, LETTERS);
  }

  /** Symbols of the contig. */
  long length(long contig) {
    return get(contig, LENGTH);
  }

  /** The contig that the byte at {@code offset} belongs to. */
  long contigAt(long offset) {
    long low = 0;
    long high = contigs;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (start(middle) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
