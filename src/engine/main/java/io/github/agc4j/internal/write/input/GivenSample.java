package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.line.LineUnit;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Reads samples that the caller hands in, one after the other. For one thread at a time. */
final class GivenSample implements AutoCloseable {
  private static final int LETTERS_AT_ONCE = 1 << 16;

  /** What messages call the place that samples come from. */
  private static final Path PLACE = Path.of("given samples");

  private final boolean unknownToN;
  private final BatchSource.Progress progress;
  private final SampleNameSet names;
  private final LetterPacker packer;
  private final byte[] letters = new byte[LETTERS_AT_ONCE];

  /**
   * A reader of samples.
   *
   * @param names the samples that exist already; gets those that are read
   */
  GivenSample(
      CreateOptions options,
      BatchSource.Progress progress,
      SampleNameSet names,
      MemoryBudget budget) {
    this.unknownToN = options.unknownToN();
    this.progress = progress;
    this.names = names;
    this.packer = FileInputs.newPacker(options, budget);
  }

  /** Reads the sample that {@code source} is at into {@code batch}. */
  void read(SampleSource source, SampleBatch batch) throws IOException, InterruptedException {
    byte[] name = source.sampleNameBytes();
    check(
        SampleSource.isName(name),
        source,
        "a sample's name is empty or has a zero byte or a line end");
    check(names.add(name), source, "sample " + source.sampleName() + " is there already");
    batch.startSample(name, PLACE);
    boolean hasLines = source.linesBefore() != null;
    if (hasLines) {
      batch.startText(source.linesBefore());
    }
    while (source.nextContig()) {
      progress.awaitRoom(batch);
      addContig(source, hasLines, batch);
    }
    if (source.hasFileDigest()) {
      batch.endText(source.fileDigest(), 1);
    }
  }

  private void addContig(SampleSource source, boolean hasLines, SampleBatch batch)
      throws IOException {
    byte[] name = source.contigNameBytes();
    check(
        SampleSource.isName(name),
        source,
        "a contig's name is empty or has a zero byte or a line end");
    packer.start(batch.space());
    long position = 0;
    for (int count = source.read(letters); count >= 0; count = source.read(letters)) {
      check(count > 0 && count <= letters.length, source, "read " + count + " letters");
      addLetters(source, count, position);
      position += count;
    }
    MemorySegment lines = hasLines ? source.lines() : null;
    batch.add(name, packer.finish(), packer.digest(), target -> packer.appendText(target, lines));
    batch.addUnknowns(packer.takeUnknowns());
  }

  private void addLetters(SampleSource source, int count, long position) throws IOException {
    for (int at = packer.addRun(letters, 0, count);
        at < count;
        at = packer.addRun(letters, at, count)) {
      addSymbol(source, letters[at] & 0xff, position + at);
      at++;
    }
  }

  private void addSymbol(SampleSource source, int symbol, long place) throws IOException {
    int code = Nucleotides.codeOf(symbol);
    // At the start of a line it would begin another record.
    boolean isSafe = symbol != '>' && !LineUnit.isBetweenSymbols(symbol);
    boolean isKept = packer.kept().symbols() && isSafe;
    if (code >= 0) {
      packer.add(code, symbol);
    } else if (unknownToN) {
      packer.addUnknown();
    } else {
      String shown = Integer.toHexString(symbol);
      check(isKept, source, "symbol 0x" + shown + " at " + place + " is outside the alphabet");
      packer.addSymbol(symbol);
    }
  }

  private static void check(boolean condition, SampleSource source, String reason)
      throws IOException {
    if (!condition) {
      throw new IOException(PLACE + ": " + source.sampleName() + ": " + reason);
    }
  }

  @Override
  public void close() {
    packer.close();
  }
}
