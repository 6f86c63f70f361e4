package io.github.agc4j.internal.read.open;

import io.github.agc4j.info.MaskConsumer;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.text.StoredTexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Finds the stretches in lower case among the marked codes of a contig. For one thread. */
public final class MaskScan implements ContigDecoder.SymbolSink, AutoCloseable {
  private static final long NONE = -1;

  private final StoredTexts texts;
  private final long sample;
  private final long contig;
  private final MaskConsumer consumer;
  private final Scratch marks;
  private long position;
  private long start = NONE;

  /** A scan of codes of a contig from {@code from} on. */
  public MaskScan(
      StoredTexts texts,
      long sample,
      long contig,
      long from,
      MaskConsumer consumer,
      MemoryBudget budget) {
    this.texts = texts;
    this.sample = sample;
    this.contig = contig;
    this.position = from;
    this.consumer = consumer;
    this.marks = new Scratch(budget);
  }

  @Override
  public void accept(MemorySegment codes, long offset, long length) throws IOException {
    MemorySegment copy = marks.atLeast(length);
    MemorySegment.copy(codes, offset, copy, 0, length);
    texts.markCase(sample, contig, position, position + length, copy, 0);
    for (long at = 0; at < length; at++) {
      boolean isLower = (copy.get(ValueLayout.JAVA_BYTE, at) & Nucleotides.LOWER) != 0;
      if (isLower != (start != NONE)) {
        change(position + at);
      }
    }
    position += length;
  }

  private void change(long at) throws IOException {
    if (start == NONE) {
      start = at;
    } else {
      consumer.accept(start, at);
      start = NONE;
    }
  }

  /** Ends the last stretch. */
  public void finish() throws IOException {
    if (start != NONE) {
      change(position);
    }
  }

  @Override
  public void close() {
    marks.close();
  }
}
