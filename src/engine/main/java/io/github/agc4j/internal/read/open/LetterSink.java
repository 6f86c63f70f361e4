package io.github.agc4j.internal.read.open;

import io.github.agc4j.internal.dna.CodeLetters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** Takes the codes of a contig and passes them on as letters, which it counts. */
public abstract class LetterSink implements ContigDecoder.SymbolSink {
  private static final int LETTERS_AT_ONCE = 1 << 14;

  private final Original original;
  private long count;

  private LetterSink(Original original) {
    this.original = original;
  }

  /** Knows what letters were. */
  public interface Original {
    /**
     * Marks codes where their letters are in lower case, if that is wanted.
     *
     * @param before how many came before the first of them
     * @param codes {@code length} codes from {@code offset} on, as the references mark them
     */
    void restoreCase(long before, long length, MemorySegment codes, long offset) throws IOException;

    /**
     * Puts symbols that no code stands for in their places among letters.
     *
     * @param before how many came before the first of them
     * @param letters {@code length} letters from {@code offset} on
     */
    void restoreSymbols(long before, int length, byte[] letters, int offset) throws IOException;
  }

  /** Into {@code target} from {@code offset} on. */
  public static LetterSink to(byte[] target, int offset, Original original) {
    return new LetterSink(original) {
      @Override
      void put(MemorySegment codes, long from, long length, long before) throws IOException {
        int at = Math.toIntExact(offset + before);
        Objects.checkFromIndexSize(at, (int) length, target.length);
        copyLetters(codes, from, target, at, (int) length, before);
      }
    };
  }

  /** To {@code out}, piece by piece. */
  public static LetterSink to(WritableByteChannel out, Original original) {
    byte[] letters = new byte[LETTERS_AT_ONCE];
    return new LetterSink(original) {
      @Override
      void put(MemorySegment codes, long from, long length, long before) throws IOException {
        for (long done = 0; done < length; done += letters.length) {
          int size = (int) Math.min(letters.length, length - done);
          copyLetters(codes, from + done, letters, 0, size, before + done);
          for (ByteBuffer rest = ByteBuffer.wrap(letters, 0, size); rest.hasRemaining(); ) {
            out.write(rest);
          }
        }
      }
    };
  }

  final void copyLetters(
      MemorySegment codes, long from, byte[] target, int at, int length, long before)
      throws IOException {
    if (original != null) {
      original.restoreCase(before, length, codes, from);
    }
    MemorySegment.copy(codes, ValueLayout.JAVA_BYTE, from, target, at, length);
    CodeLetters.write(target, at, at + length);
    if (original != null) {
      original.restoreSymbols(before, length, target, at);
    }
  }

  /** Passes on a piece of the contig after the {@code before} symbols that came already. */
  abstract void put(MemorySegment codes, long from, long length, long before) throws IOException;

  @Override
  public final void accept(MemorySegment codes, long from, long length) throws IOException {
    put(codes, from, length, count);
    count += length;
  }

  /** Letters passed on so far. */
  public long count() {
    return count;
  }
}
