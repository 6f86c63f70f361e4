package io.github.agc4j;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;

/**
 * A sample as a FASTA file that is nowhere: with lines of one width, and letters in the case they
 * were read in, so that tools which index a file and read ranges of it need none. Any part of its
 * bytes can be computed. Knows where each contig is, and holds no letters; its memory is off the
 * heap and given back when nobody refers to it any more. Borrows the reader. Safe for use by
 * several threads.
 */
public final class VirtualFasta {
  /** Symbols in a line. */
  public static final int WIDTH = 60;

  /** So many bytes are computed at once at most; a window of 4096 bytes takes one piece. */
  public static final int PIECE_BYTES = 68 * (WIDTH + 1);

  private static final Cleaner CLEANER = Cleaner.create();
  private static final int COLUMNS = 4;
  private static final int START = 0;
  private static final int LETTERS = 1;
  private static final int LENGTH = 2;
  private static final int NAME = 3;

  private final MemorySegment table;

  /** The names of all contigs, one after the other. */
  private final MemorySegment names;

  private final AgcReader reader;
  private final long sample;
  private final long contigs;
  private final long bytes;

  /**
   * The file of sample {@code sample} of {@code reader}.
   *
   * @throws IOException when the names and lengths of its contigs cannot be read
   */
  public VirtualFasta(AgcReader reader, long sample) throws IOException {
    this.reader = reader;
    this.sample = sample;
    contigs = reader.contigs(sample);
    table = allocate(Math.max(1, contigs * COLUMNS) * Long.BYTES);
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
    names = names();
  }

  /** The JDK counts memory that it frees by itself with the heap, of which there is little. */
  private MemorySegment allocate(long size) {
    Arena arena = Arena.ofShared();
    CLEANER.register(this, arena::close);
    return arena.allocate(size, Long.BYTES);
  }

  private MemorySegment names() throws IOException {
    long end = 0;
    for (long contig = 0; contig < contigs; contig++) {
      set(contig, NAME, end);
      end += nameBytes(contig);
    }
    MemorySegment all = allocate(Math.max(1, end));
    long[] at = {0};
    reader.forEachContigBytes(
        sample,
        (name, length) ->
            MemorySegment.copy(
                name, 0, all, ValueLayout.JAVA_BYTE, get(at[0]++, NAME), name.length));
    return all;
  }

  private long nameBytes(long contig) {
    return letters(contig) - start(contig) - 2;
  }

  private byte nameByte(long contig, long index) {
    return names.get(ValueLayout.JAVA_BYTE, get(contig, NAME) + index);
  }

  /** Bytes that {@code symbols} take with the ends of their lines. */
  private static long textBytes(long symbols) {
    return symbols + (symbols + WIDTH - 1) / WIDTH;
  }

  private void set(long contig, int column, long value) {
    table.setAtIndex(ValueLayout.JAVA_LONG, contig * COLUMNS + column, value);
  }

  private long get(long contig, int column) {
    return table.getAtIndex(ValueLayout.JAVA_LONG, contig * COLUMNS + column);
  }

  /** The file's size in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Bytes that knowing where the contigs are takes. */
  public long ownBytes() {
    return table.byteSize() + names.byteSize();
  }

  /** Offset of the contig's header; of one after the last the end of the file. */
  private long start(long contig) {
    return contig == contigs ? bytes : get(contig, START);
  }

  /** Offset of the contig's first letter. */
  private long letters(long contig) {
    return get(contig, LETTERS);
  }

  /** Symbols of the contig. */
  private long length(long contig) {
    return get(contig, LENGTH);
  }

  /** The contig that the byte at {@code offset} belongs to. */
  private long contigAt(long offset) {
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

  /** Takes a line of an index. */
  public interface LineReceiver {
    /** Takes {@code line}, which ends with a line feed. */
    void accept(String line) throws IOException;
  }

  /**
   * Shows the lines of the file's index to {@code receiver}, as {@code samtools faidx} writes it.
   */
  public void index(LineReceiver receiver) throws IOException {
    long[] contig = {0};
    reader.forEachContig(
        sample,
        (name, length) -> receiver.accept(indexLine(contig[0]++, AgcReader.shortName(name))));
  }

  private String indexLine(long contig, String name) {
    return name
        + '\t'
        + length(contig)
        + '\t'
        + letters(contig)
        + '\t'
        + WIDTH
        + '\t'
        + (WIDTH + 1)
        + '\n';
  }

  /** Reads letters of a contig of the sample. */
  public interface LetterSource {
    /** As {@link AgcReader#fetchLetters}. */
    int fetch(long contig, long from, long to, byte[] target, int offset) throws IOException;
  }

  /** Computes bytes of the file. For one thread. */
  public Bytes read() {
    return read(
        (contig, from, to, target, offset) ->
            reader.fetchLetters(sample, contig, from, to, target, offset));
  }

  /** The same with letters that {@code letters} reads, such as by another thread. */
  public Bytes read(LetterSource letters) {
    return new Bytes(letters);
  }

  /** The bytes of the file, computed where they are asked for. For one thread. */
  public final class Bytes {
    private final LetterSource source;

    private Bytes(LetterSource source) {
      this.source = source;
    }

    /**
     * Computes bytes from {@code offset} on.
     *
     * @param target takes them from {@code at} on
     * @param length how many are wanted at most; fewer are given, but at least one in front of the
     *     end, since they come by headers and lines
     * @return how many were given; 0 at the end of the file
     */
    public int get(long offset, byte[] target, int at, int length) throws IOException {
      int wanted = (int) Math.min(length, bytes - offset);
      if (wanted <= 0) {
        return 0;
      }
      long contig = contigAt(offset);
      long start = letters(contig);
      return offset < start
          ? header(contig, offset, target, at, (int) Math.min(wanted, start - offset))
          : lines(contig, offset - start, target, at, wanted);
    }

    private int header(long contig, long offset, byte[] target, int at, int length) {
      for (int i = 0; i < length; i++) {
        target[at + i] = headerByte(contig, offset - start(contig) + i);
      }
      return length;
    }

    private byte headerByte(long contig, long index) {
      if (index == 0) {
        return '>';
      }
      return index > nameBytes(contig) ? (byte) '\n' : nameByte(contig, index - 1);
    }

    /** Lines of the contig, from the byte at {@code offset} after its header on. */
    private int lines(long contig, long offset, byte[] target, int at, int length)
        throws IOException {
      long left = start(contig + 1) - letters(contig) - offset;
      int given = (int) Math.min(Math.min(length, PIECE_BYTES), left);
      long from = lettersBefore(contig, offset);
      int count = (int) (lettersBefore(contig, offset + given) - from);
      // The letters go to the end first, so that those that lines begin with may move forward.
      int taken = at + given - count;
      source.fetch(contig, from, from + count, target, taken);
      int column = (int) (offset % (WIDTH + 1));
      for (int i = at; i < at + given; i++) {
        boolean isEnd = column == WIDTH || taken == at + given;
        target[i] = isEnd ? (byte) '\n' : target[taken++];
        column = isEnd ? 0 : column + 1;
      }
      return given;
    }

    /** Letters in front of the byte at {@code offset} after the contig's header. */
    private long lettersBefore(long contig, long offset) {
      long whole = offset / (WIDTH + 1) * WIDTH + Math.min(offset % (WIDTH + 1), WIDTH);
      return Math.min(whole, length(contig));
    }
  }
}
