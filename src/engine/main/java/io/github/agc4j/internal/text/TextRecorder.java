package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.line.LineRecorder;
import io.github.agc4j.internal.text.line.LineUnit;
import java.lang.foreign.MemorySegment;

/**
 * What of the text of one contig neither its name nor its codes tell, recorded while it is read.
 * For one thread.
 */
public final class TextRecorder implements AutoCloseable {
  private final RunRecorder lower;
  private final RunRecorder symbols;
  private final LineRecorder lines;
  private long linedSymbols;

  /** A recorder of no contig yet. */
  public TextRecorder(MemoryBudget budget) {
    this.lower = new RunRecorder(false, budget);
    this.symbols = new RunRecorder(true, budget);
    this.lines = new LineRecorder(budget);
  }

  /** Starts a contig. */
  public void start() {
    lower.start();
    symbols.start();
    lines.start();
    linedSymbols = 0;
  }

  /** Letters are in the other case from {@code position} on; the first ones are in upper case. */
  public void changeCase(long position) {
    lower.toggle(position);
  }

  /** At {@code position} there is {@code unsignedByte}, which no code stands for. */
  public void addSymbol(long position, int unsignedByte) {
    symbols.add(position, unsignedByte);
  }

  /** After {@code position} symbols there is {@code unsignedByte}, which takes no position. */
  public void addBetween(long position, int unsignedByte) {
    lines.add(position - linedSymbols, unsignedByte);
    linedSymbols = position;
  }

  /** How many bytes that take no position came since the last symbol. */
  public long blanks() {
    return lines.blanks();
  }

  /** Ends a contig of {@code length} symbols. */
  public void finish(long length) {
    lower.finish(length);
    symbols.finish(length);
    if (linedSymbols < length) {
      lines.add(length - linedSymbols, LineUnit.NONE);
    }
    lines.finish();
  }

  /**
   * Appends the contig that was finished last to {@code target}, as {@link SampleText} has it.
   *
   * @param length its symbols
   * @param otherLines its lines, if others are known than those recorded; otherwise null
   */
  public void appendTo(GrowableBytes target, long length, MemorySegment otherLines) {
    target.putVarint(length);
    append(lower.recorded(), target);
    append(symbols.recorded(), target);
    append(otherLines == null ? lines.recorded() : otherLines, target);
  }

  private static void append(MemorySegment section, GrowableBytes target) {
    target.putVarint(section.byteSize());
    target.put(section, 0, section.byteSize());
  }

  @Override
  public void close() {
    lower.close();
    symbols.close();
    lines.close();
  }
}
