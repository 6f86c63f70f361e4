package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.KeptTexts;
import io.github.agc4j.internal.fasta.source.ReadAhead;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * What was read before of inputs that can be read only once.
 *
 * @param starts gives what was read ahead of a file, once, or null; that is closed when the file is
 * @param kept has whole texts, or is null
 */
public record ReadOnce(Function<Path, ReadAhead> starts, KeptTexts kept) {
  /** Nothing. */
  public static final ReadOnce NONE = new ReadOnce(file -> null, null);

  /** Whether all of {@code file} is kept. */
  boolean keeps(Path file) {
    return kept != null && kept.has(file);
  }

  /** Opens a file of which all or something may be there already. */
  FastaTexts open(Path file, MemoryBudget budget, LongConsumer bytesRead, FastaTexts.Doubt doubt)
      throws IOException {
    if (keeps(file)) {
      return new FastaTexts(file, kept, budget, bytesRead);
    }
    ReadAhead start = FileInputs.isRegularGenome(file) ? null : starts.apply(file);
    return start == null
        ? new FastaTexts(file, budget, bytesRead, doubt)
        : new FastaTexts(start, budget, bytesRead, doubt);
  }
}
