package io.github.agc4j.internal.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;

/**
 * Compresses texts of bases: matches are ours ({@link MatchFinder}), their coding is zstd's. For
 * one thread.
 */
final class BaseCompressor implements AutoCloseable {
  /** The largest that decoders of zstd take without being asked to. */
  private static final int WINDOW_LOG = 27;

  /** The one that weighs costs when it chooses tables and where a block is to be split. */
  private static final int STRATEGY_OPTIMAL = 7;

  private static final int LEVEL = 12;

  /** Of zstd's own tables, which nobody uses. */
  private static final int TABLE_LOG_MIN = 6;

  private static final long CONTEXT_BYTES = 400 << 10;

  private final MemoryBudget budget;
  private final MatchProducer producer;
  private final ZstdCompressCtx context;

  /** A compressor of texts that {@code form} describes. */
  BaseCompressor(PackText form, MemoryBudget budget) {
    this.budget = budget;
    budget.reserve(CONTEXT_BYTES);
    this.producer = new MatchProducer(form, budget);
    this.context =
        new ZstdCompressCtx()
            .setContentSize(true)
            .setChecksum(false)
            .setLevel(LEVEL)
            .setStrategy(STRATEGY_OPTIMAL)
            .setWindowLog(WINDOW_LOG)
            .setHashLog(TABLE_LOG_MIN)
            .setChainLog(TABLE_LOG_MIN)
            .setSearchLog(1);
    context.registerSequenceProducer(producer);
    context.setSearchForExternalRepcodes(Zstd.ParamSwitch.ENABLE);
  }

  /**
   * Compresses {@code text}, which the form describes, as one frame with its size in the header and
   * no checksum.
   *
   * @param target room for {@link ZstdContexts#frameBytesMax} bytes
   * @return bytes written
   */
  long compress(MemorySegment text, MemorySegment target) {
    producer.start(text, 1 << WINDOW_LOG);
    try {
      return context.compressDirectByteBuffer(
          target.asByteBuffer(),
          0,
          Math.toIntExact(target.byteSize()),
          text.asByteBuffer(),
          0,
          Math.toIntExact(text.byteSize()));
    } finally {
      producer.throwFailure();
    }
  }

  @Override
  public void close() {
    context.close();
    producer.close();
    budget.release(CONTEXT_BYTES);
  }
}
