package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import java.util.Arrays;

/**
 * Codes a contig's name against the one before it in the same sample, component by component
 * between spaces (AGC format, section 4.3.3). Names are any bytes but 0. For one thread.
 */
public final class NameCoder {
  private static final byte SPACE = ' ';
  private static final byte SAME = (byte) 0x81;
  private static final int RUN_MAX = 100;

  private byte[] previous = {};
  private boolean isFirst = true;
  private byte[] out = new byte[256];
  private int size;

  /** Starts a sample: its first name has nothing before it. */
  public void start() {
    isFirst = true;
  }

  /** Goes on after {@code name}. */
  public void startBehind(byte[] name) {
    remember(name);
  }

  /**
   * Whether the format can hold {@code name} after those of the sample that it could hold before.
   */
  public boolean holds(byte[] name) {
    byte[] before = previous;
    boolean wasFirst = isFirst;
    byte[] code = encode(name);
    previous = before;
    isFirst = wasFirst;
    boolean isHeld;
    try {
      isHeld = Arrays.equals(decode(code), name);
    } catch (MalformedBytesException e) {
      isHeld = false;
    }
    if (!isHeld) {
      previous = before;
      isFirst = wasFirst;
    }
    return isHeld;
  }

  /** The code of {@code name}, which becomes the one before the next. */
  byte[] encode(byte[] name) {
    size = 0;
    if (isFirst || count(name) != count(previous)) {
      put(name, 0, name.length);
    } else {
      int before = 0;
      for (int from = 0; from <= name.length; ) {
        int end = endOfComponent(name, from);
        int beforeEnd = endOfComponent(previous, before);
        if (from > 0) {
          put(SPACE);
        }
        encodeComponent(name, from, end, before, beforeEnd);
        from = end + 1;
        before = beforeEnd + 1;
      }
    }
    remember(name);
    return Arrays.copyOf(out, size);
  }

  private void encodeComponent(byte[] name, int from, int end, int before, int beforeEnd) {
    if (Arrays.equals(name, from, end, previous, before, beforeEnd)) {
      put(SAME);
      return;
    }
    if (end - from != beforeEnd - before) {
      put(name, from, end);
      return;
    }
    int run = 0;
    for (int i = 0; from + i < end; i++) {
      if (name[from + i] == previous[before + i]) {
        if (run == RUN_MAX) {
          putRun(run);
          run = 0;
        }
        run++;
      } else {
        putRun(run);
        run = 0;
        put(name[from + i]);
      }
    }
    putRun(run);
  }

  private void putRun(int run) {
    if (run > 0) {
      put((byte) (256 - run));
    }
  }

  /** The name that {@code code} stands for, which becomes the one before the next. */
  byte[] decode(byte[] code) {
    size = 0;
    if (isFirst || count(code) != count(previous)) {
      put(code, 0, code.length);
    } else {
      int before = 0;
      for (int from = 0; from <= code.length; ) {
        int end = endOfComponent(code, from);
        int beforeEnd = endOfComponent(previous, before);
        if (from > 0) {
          put(SPACE);
        }
        decodeComponent(code, from, end, before, beforeEnd);
        from = end + 1;
        before = beforeEnd + 1;
      }
    }
    verify(size <= ByteReader.TEXT_BYTES_MAX, 0, "name of " + size + " bytes");
    byte[] name = Arrays.copyOf(out, size);
    remember(name);
    return name;
  }

  private void decodeComponent(byte[] code, int from, int end, int before, int beforeEnd) {
    if (end - from == 1 && code[from] == SAME) {
      put(previous, before, beforeEnd);
      return;
    }
    int position = before;
    for (int i = from; i < end; i++) {
      if (code[i] >= 0) {
        put(code[i]);
        position++;
      } else {
        verify(-code[i] <= beforeEnd - position, i, "name longer than the one before");
        put(previous, position, position - code[i]);
        position -= code[i];
      }
    }
  }

  private void remember(byte[] name) {
    previous = name;
    isFirst = false;
  }

  private static int endOfComponent(byte[] name, int from) {
    int end = from;
    while (end < name.length && name[end] != SPACE) {
      end++;
    }
    return end;
  }

  private static int count(byte[] name) {
    int components = 1;
    for (byte b : name) {
      components += b == SPACE ? 1 : 0;
    }
    return components;
  }

  private void put(byte b) {
    if (size == out.length) {
      out = Arrays.copyOf(out, size * 2);
    }
    out[size++] = b;
  }

  private void put(byte[] bytes, int from, int end) {
    int length = end - from;
    if (size + length > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, size + length));
    }
    System.arraycopy(bytes, from, out, size, length);
    size += length;
  }

  /** Codes the contig names of a sample, and reads each back. */
  static final class Checked {
    private final NameCoder names = new NameCoder();
    private final NameCoder check = new NameCoder();

    /** Starts the next sample. */
    void start() {
      names.start();
      check.start();
    }

    /**
     * The code of the sample's next contig name.
     *
     * @throws IllegalArgumentException when the format cannot hold it
     */
    byte[] encode(byte[] name) {
      byte[] code = names.encode(name);
      if (!isStorable(name, code)) {
        throw new IllegalArgumentException(
            "the format cannot hold this contig name: bytes above 0x7f");
      }
      return code;
    }

    private boolean isStorable(byte[] name, byte[] code) {
      try {
        return Arrays.equals(check.decode(code), name);
      } catch (MalformedBytesException e) {
        return false;
      }
    }
  }
}
