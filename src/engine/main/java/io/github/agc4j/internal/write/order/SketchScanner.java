package io.github.agc4j.internal.write.order;

import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.KeptTexts;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.fasta.ReusedSpace;
import io.github.agc4j.internal.kmer.KmerScanner;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.KeptText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads genomes and keeps the smallest hashes of their canonical k-mers. For one thread. */
final class SketchScanner extends KmerScanner implements AutoCloseable {
  private static final int K = 21;

  /** So many times the wanted hashes should pass the filter, in case that k-mers repeat. */
  private static final int SURPLUS = 16;

  private static final int FILTER_BITS_MAX = 12;

  /** Symbols that are no letters have their places, and nothing else of the text is looked at. */
  private static final KeptText CODES_ONLY = new KeptText(true, false, false);

  private final MemoryBudget budget;
  private final LetterPacker packer;
  private final ReusedSpace space;
  private final LongArray hashes;

  SketchScanner(MemoryBudget budget) {
    super(K);
    this.budget = budget;
    this.packer = new LetterPacker(null, CODES_ONLY, budget);
    this.space = new ReusedSpace(budget);
    this.hashes = new LongArray(budget);
  }

  /**
   * Reads the genome in {@code file}.
   *
   * @param kept has it if it can be read only once; or null
   * @return hashes, ascending and distinct, among them the {@link Sketches#SIZE} smallest if there
   *     are so many; borrowed until the next call
   * @throws io.github.agc4j.error.FastaFormatException when it is not FASTA
   */
  LongArray read(Path file, KeptTexts kept) throws IOException {
    boolean isKept = kept != null && kept.has(file);
    int bits = filterBits(isKept ? kept.bytes(file) : Files.size(file));
    readPassing(file, isKept ? kept : null, bits);
    if (hashes.count() < Sketches.SIZE && bits > 0) {
      readPassing(file, isKept ? kept : null, 0);
    }
    return hashes;
  }

  private void readPassing(Path file, KeptTexts kept, int filterBits) throws IOException {
    try (FastaTexts texts = kept == null ? null : new FastaTexts(file, kept, budget, bytes -> {});
        FastaReader reader = texts == null ? new FastaReader(file, false, packer) : open(texts)) {
      readPassing(reader, filterBits);
    }
  }

  private void readPassing(FastaReader reader, int filterBits) throws IOException {
    long[] filter = filter(filterBits);
    hashes.clear();
    while (reader.nextContig()) {
      scan(reader.readSequence(space), filter);
    }
    hashes.sortDistinct();
  }

  /** The same of the next contig of {@code reader}, a small genome; null if there is none. */
  LongArray readNext(FastaReader reader) throws IOException {
    if (!reader.nextContig()) {
      return null;
    }
    hashes.clear();
    scan(reader.readSequence(space), filter(0));
    hashes.sortDistinct();
    return hashes;
  }

  /** The same of the next one of {@code texts}, a small genome; null if there is none. */
  LongArray readNext(FastaTexts texts) throws IOException {
    try (FastaReader reader = texts.next(false, packer)) {
      if (reader == null) {
        return null;
      }
      readPassing(reader, 0);
      return hashes;
    }
  }

  /** Of how many bits the smallest hashes have none, as far as a file of such a size tells. */
  private static int filterBits(long fileBytes) {
    long factor = fileBytes / ((long) SURPLUS * Sketches.SIZE);
    return Math.clamp(Long.SIZE - 1 - Long.numberOfLeadingZeros(factor | 1), 0, FILTER_BITS_MAX);
  }

  /** Opens the first text of {@code texts}. */
  FastaReader open(FastaTexts texts) throws IOException {
    return texts.next(false, packer);
  }

  /** Lets the hashes pass whose highest {@code bits} bits are 0. */
  private static long[] filter(int bits) {
    int wordBits = Math.min(bits, 6);
    long[] filter = new long[1 << bits - wordBits];
    filter[0] = -1L >>> Long.SIZE - (Long.SIZE >>> wordBits);
    return filter;
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    hashes.add(hash);
  }

  @Override
  public void close() {
    packer.close();
    space.close();
    hashes.close();
  }
}
