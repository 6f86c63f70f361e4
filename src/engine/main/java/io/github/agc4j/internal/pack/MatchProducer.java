package io.github.agc4j.internal.pack;

import com.github.luben.zstd.SequenceProducer;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Gives zstd the matches that a {@link MatchFinder} finds: the function that zstd calls for each
 * block (zstd.h, "block-level sequence producer"). Matches may reach back before the block's
 * beginning, since the whole text is one buffer.
 */
@SuppressWarnings("restricted") // zstd calls us and says where its room is
final class MatchProducer implements SequenceProducer, AutoCloseable {
  /** What the function returns for an error: −1 as a size. */
  private static final long FAILED = -1;

  private static final FunctionDescriptor FUNCTION =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment function;
  private final MatchFinder finder;
  private long textAddress;
  private Throwable failure;

  /** A producer for texts that {@code form} describes; its tables count in {@code budget}. */
  MatchProducer(PackText form, MemoryBudget budget) {
    this.finder = new MatchFinder(form, budget);
    this.function = Linker.nativeLinker().upcallStub(handle(), FUNCTION, arena);
  }

  private MethodHandle handle() {
    MethodType type = FUNCTION.toMethodType();
    try {
      return MethodHandles.lookup().bind(this, "sequences", type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("sequences" + type, e);
    }
  }

  /** Begins with {@code text}, borrowed until the next call, of matches up to an offset. */
  void start(MemorySegment text, int offsetMax) {
    textAddress = text.address();
    failure = null;
    finder.start(text, offsetMax);
  }

  /** Throws what finding matches failed of, if it did. */
  void throwFailure() {
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  /** Called by zstd; nothing may be thrown into it. */
  @SuppressWarnings("unused") // by its name
  private long sequences(
      long state,
      MemorySegment out,
      long capacity,
      long block,
      long size,
      long dictionary,
      long dictionarySize,
      int level,
      long window) {
    try {
      int from = Math.toIntExact(block - textAddress);
      return finder.block(
          from,
          from + Math.toIntExact(size),
          out.reinterpret(capacity * MatchFinder.SEQUENCE_BYTES));
    } catch (RuntimeException | Error e) {
      failure = e;
      return FAILED;
    }
  }

  @Override
  public long getFunctionPointer() {
    return function.address();
  }

  @Override
  public long createState() {
    return 0;
  }

  @Override
  public void freeState(long state) {
    // The state is this object.
  }

  @Override
  public void close() {
    finder.close();
    arena.close();
  }
}
