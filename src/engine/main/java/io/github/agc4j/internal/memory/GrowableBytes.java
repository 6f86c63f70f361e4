package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * Off-heap bytes that grow while they are written, in a lazily committed native store of Chronicle
 * Bytes: memory that was never written costs nothing. Not safe for use by several threads at once.
 */
public final class GrowableBytes implements AutoCloseable {
  private static final long CAPACITY_MIN = 1 << 12;

  private final MemoryBudget budget;
  private BytesStore<?, Void> store;
  private MemorySegment bytes = MemorySegment.NULL;
  private long size;

  /** An empty buffer; memory is taken with the first byte. */
  public GrowableBytes(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Bytes written. */
  public long size() {
    return size;
  }

  /** Forgets what was written and keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** Forgets all bytes from {@code newSize} on, which is not above {@link #size}. */
  public void truncate(long newSize) {
    size = newSize;
  }

  /**
   * Makes room for {@code extra} bytes after the last and returns the whole buffer, borrowed until
   * the next write.
   */
  public MemorySegment reserve(long extra) {
    if (size + extra > bytes.byteSize()) {
      grow(size + extra);
    }
    return bytes;
  }

  /**
   * Counts {@code written} bytes that were put after the last into the buffer returned by {@link
   * #reserve}.
   */
  public void advance(long written) {
    size += written;
  }

  /** Appends the low eight bits of {@code value}. */
  public void putByte(int value) {
    reserve(1).set(ValueLayout.JAVA_BYTE, size++, (byte) value);
  }

  /** Appends {@code length} bytes of {@code source} from {@code offset} on. */
  public void put(MemorySegment source, long offset, long length) {
    MemorySegment.copy(source, offset, reserve(length), size, length);
    size += length;
  }

  /** Appends all of {@code source}. */
  public void put(byte[] source) {
    MemorySegment.copy(
        source, 0, reserve(source.length), ValueLayout.JAVA_BYTE, size, source.length);
    size += source.length;
  }

  /** Appends a 32-bit number, least significant byte first. */
  public void putIntLittleEndian(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += 8) {
      putByte(value >>> shift);
    }
  }

  /** Appends a 64-bit number, least significant byte first. */
  public void putLongLittleEndian(long value) {
    putIntLittleEndian((int) value);
    putIntLittleEndian((int) (value >>> Integer.SIZE));
  }

  /**
   * Appends a number, 0 or more: seven bits a byte, the lowest first, the eighth set but in the
   * last.
   */
  public void putVarint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      putByte((int) (rest | 0x80));
      rest >>>= 7;
    }
    putByte((int) rest);
  }

  /** What was written, borrowed until the next write or close. */
  public MemorySegment written() {
    return bytes.asSlice(0, size);
  }

  @SuppressWarnings("restricted") // A view of Chronicle's store, which this class keeps reserved.
  private void grow(long wanted) {
    long capacity = Math.max(CAPACITY_MIN, Math.max(wanted, bytes.byteSize() * 2));
    ReservationEvent event = Block.isRecorded(capacity) ? ReservationEvent.begun() : null;
    budget.reserve(capacity);
    BytesStore<?, Void> larger = store(capacity);
    if (event != null) {
      event.commit(budget, capacity);
    }
    MemorySegment largerBytes =
        MemorySegment.ofAddress(larger.addressForWrite(0)).reinterpret(capacity);
    MemorySegment.copy(bytes, 0, largerBytes, 0, size);
    release();
    store = larger;
    bytes = largerBytes;
  }

  private BytesStore<?, Void> store(long capacity) {
    try {
      Start.awaitDone();
      return BytesStore.lazyNativeBytesStoreWithFixedCapacity(capacity);
    } catch (OutOfMemoryError e) {
      budget.release(capacity);
      throw e;
    }
  }

  private void release() {
    if (store != null) {
      store.releaseLast();
      budget.release(bytes.byteSize());
      store = null;
      bytes = MemorySegment.NULL;
    }
  }

  @Override
  public void close() {
    release();
    size = 0;
  }

  /**
   * Chronicle's start, without the advice for which it sets up loggers: a program that does not log
   * by SLF4J would be told so, and to set a flag that JDK 17 has dropped.
   */
  private static final class Start {
    private static final String VERBOSITY = "slf4j.internal.verbosity";
    private static final String CLEANER =
        "net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService";

    static {
      boolean isUnset = System.getProperty(VERBOSITY) == null;
      if (isUnset) {
        System.setProperty(VERBOSITY, "ERROR");
      }
      try {
        if (hasCleaner()) {
          startStores();
        } else {
          startStoresWithout(Logger.getLogger(CLEANER));
        }
      } finally {
        if (isUnset) {
          System.clearProperty(VERBOSITY);
        }
      }
    }

    /** Whether flags let Chronicle use the JDK's cleaner, which we do not need. */
    private static boolean hasCleaner() {
      return Object.class.getModule().isExported("jdk.internal.ref", BytesStore.class.getModule());
    }

    private static void startStoresWithout(Logger advice) {
      Level before = advice.getLevel();
      advice.setLevel(Level.OFF);
      try {
        startStores();
      } finally {
        advice.setLevel(before);
      }
    }

    private static void startStores() {
      BytesStore.lazyNativeBytesStoreWithFixedCapacity(1).releaseLast();
    }

    /** Starts Chronicle when it is first called. */
    private static void awaitDone() {
      // All is done by this class's initializer.
    }
  }
}
