package io.github.agc4j.cli.report;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/** What the C library's {@code malloc} holds, by {@code mallinfo2} (glibc 2.33 or later). */
final class NativeHeap {
  private static final int FIELDS = 10;
  private static final int MAPPED_BYTES = 4;
  private static final int USED_BYTES = 7;
  private static final int FREE_BYTES = 8;

  private final Optional<MethodHandle> mallinfo;

  /** Looks the function up. */
  @SuppressWarnings("restricted") // A function of the C library, with its documented signature.
  NativeHeap() {
    MemoryLayout result = MemoryLayout.structLayout(fields());
    mallinfo =
        Linker.nativeLinker()
            .defaultLookup()
            .find("mallinfo2")
            .map(
                function ->
                    Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(result)));
  }

  private static MemoryLayout[] fields() {
    MemoryLayout[] fields = new MemoryLayout[FIELDS];
    Arrays.fill(fields, ValueLayout.JAVA_LONG);
    return fields;
  }

  /**
   * Bytes in use and bytes that were freed but kept.
   *
   * @param usedBytes in use
   * @param freeBytes freed and kept, of which some pages may have been given back
   */
  record Bytes(long usedBytes, long freeBytes) {}

  /** The state now; zeroes where the C library does not tell. */
  Bytes now() {
    if (mallinfo.isEmpty()) {
      return new Bytes(0, 0);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) mallinfo.get().invokeExact((SegmentAllocator) arena);
      return new Bytes(
          field(info, USED_BYTES) + field(info, MAPPED_BYTES), field(info, FREE_BYTES));
    } catch (Throwable e) {
      throw new IllegalStateException("mallinfo2", e);
    }
  }

  private static long field(MemorySegment info, int index) {
    return info.getAtIndex(ValueLayout.JAVA_LONG, index);
  }
}
