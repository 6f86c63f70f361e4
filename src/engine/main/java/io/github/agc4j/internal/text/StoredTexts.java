package io.github.agc4j.internal.text;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.dna.CaseMarks;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.KeptText;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** What an archive has of texts beside names and codes. For any thread. */
public final class StoredTexts implements AutoCloseable {
  private static final int LOWER_CASE = 0x20;

  private final StoredRuns lower;
  private final StoredRuns symbols;
  private final StoredRuns masks;
  private final StoredLayouts layouts;

  /**
   * Those of {@code archive}, which is borrowed.
   *
   * @param bytesMax how much of each kind of runs is kept when it was read
   */
  public StoredTexts(ArchiveFile archive, long bytesMax, MemoryBudget budget) {
    this.lower = new StoredRuns(archive, StreamNames.LOWER_CASE, false, bytesMax, budget);
    this.symbols = new StoredRuns(archive, StreamNames.SYMBOLS, true, bytesMax, budget);
    this.masks = new StoredRuns(archive, StreamNames.MASKS, false, bytesMax, budget);
    this.layouts = new StoredLayouts(archive, StreamNames.LAYOUTS, budget);
  }

  /** Where letters are in the other case than the references of their groups tell. */
  public StoredRuns lower() {
    return lower;
  }

  /** Where the references of groups, which stand for samples, are in lower case. */
  public StoredRuns masks() {
    return masks;
  }

  /** Where symbols are that no code stands for. */
  public StoredRuns symbols() {
    return symbols;
  }

  /** How texts are cut in lines. */
  public StoredLayouts layouts() {
    return layouts;
  }

  /** Whether codes tell all of letters, their case, too. */
  public boolean isEmpty() {
    return hasNoRuns() && masks.isEmpty();
  }

  /** Whether letters are all that codes and their marks tell of them. */
  public boolean hasNoRuns() {
    return lower.isEmpty() && symbols.isEmpty();
  }

  /**
   * Makes letters of codes, marked if their case is wanted, what they were.
   *
   * @param restored what is wanted
   * @param letters those of symbols {@code [from, to)} of a contig, from {@code offset} on
   */
  public void restore(
      long sample,
      long contig,
      long from,
      long to,
      Restored restored,
      MemorySegment letters,
      long offset)
      throws IOException {
    if (restored.hasCase()) {
      changeCase(sample, contig, from, to, letters, offset);
    }
    if (restored.hasSymbols()) {
      restoreSymbols(sample, contig, from, to, restored, letters, offset);
    }
  }

  /** Puts the symbols that no code stands for in their places among letters. */
  public void restoreSymbols(
      long sample,
      long contig,
      long from,
      long to,
      Restored restored,
      MemorySegment letters,
      long offset)
      throws IOException {
    boolean isUpper = !restored.hasCase();
    fillSymbols(sample, contig, from, to, letters, offset, value -> isUpper ? upper(value) : value);
  }

  /** Marks, among codes as the references mark them, the letters that are in lower case. */
  public void markCase(
      long sample, long contig, long from, long to, MemorySegment codes, long offset)
      throws IOException {
    changeCase(sample, contig, from, to, codes, offset);
    fillSymbols(
        sample,
        contig,
        from,
        to,
        codes,
        offset,
        value -> upper(value) == value ? 0 : Nucleotides.LOWER);
  }

  /** Puts {@code of} each symbol that no code stands for in its place. */
  private void fillSymbols(
      long sample,
      long contig,
      long from,
      long to,
      MemorySegment target,
      long offset,
      IntUnaryOperator of)
      throws IOException {
    if (!symbols.isEmpty()) {
      symbols.forEach(
          sample,
          contig,
          from,
          to,
          (start, end, value) -> {
            long first = Math.max(start, from);
            target
                .asSlice(offset + first - from, Math.min(end, to) - first)
                .fill((byte) of.applyAsInt(value));
          });
    }
  }

  /** Changes the case of letters where it is not what the references tell. */
  public void changeCase(
      long sample, long contig, long from, long to, MemorySegment letters, long offset)
      throws IOException {
    if (!lower.isEmpty()) {
      lower.forEach(
          sample,
          contig,
          from,
          to,
          (start, end, value) ->
              CaseMarks.flip(
                  letters,
                  offset + Math.max(start, from) - from,
                  offset + Math.min(end, to) - from));
    }
  }

  /** What an archive keeps of texts, and whether another program has dropped some of it. */
  public static KeptText kept(Map<String, String> typeInfo, StreamDirectory directory) {
    KeptText kept = KeptText.of(typeInfo);
    boolean isThere = directory.stream(StreamNames.LAYOUTS) != StreamDirectory.NONE;
    return isThere ? kept : kept.withLosses();
  }

  private static int upper(int symbol) {
    return symbol >= 'a' && symbol <= 'z' ? symbol - LOWER_CASE : symbol;
  }

  @Override
  public void close() {
    lower.close();
    symbols.close();
    masks.close();
    layouts.close();
  }
}
