package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.query.RangeReceiver;
import java.io.IOException;

/** Takes ranges without having their symbols copied. */
public interface SymbolsReceiver {
  /**
   * Takes a range.
   *
   * @param index the range's number in the order in which they were given, from 0 on
   * @param symbols its symbols as far as the contig reaches, until {@link #endTogether} returns
   * @param room the calling thread's, for what it likes
   */
  void accept(long index, RangeSymbols symbols, Scratch room) throws IOException;

  /** Called when all ranges that were read together were passed on: they go on return. */
  default void endTogether() throws IOException {}

  /** A receiver that gives {@code receiver} the symbols one per byte. */
  static SymbolsReceiver copying(RangeReceiver receiver) {
    return (index, symbols, room) -> receiver.accept(index, symbols.in(room));
  }
}
