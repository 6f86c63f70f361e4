package io.github.agc4j.internal.group.read;

import io.github.agc4j.internal.dna.MarkCursor;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import java.lang.foreign.MemorySegment;

/** A reference of which some is in lower case, with these marks or without. */
record MaskedReference(ReferenceSymbols symbols, MarkCursor marks, boolean isMarked)
    implements ReferenceSymbols {
  @Override
  public long length() {
    return symbols.length();
  }

  @Override
  public void copy(long from, long count, MemorySegment target, long at) {
    symbols.copy(from, count, target, at);
  }

  @Override
  public void mark(long from, long count, MemorySegment target, long at) {
    marks.mark(from, count, target, at);
  }

  @Override
  public ReferenceSymbols marked() {
    return new MaskedReference(symbols, marks, true);
  }
}
