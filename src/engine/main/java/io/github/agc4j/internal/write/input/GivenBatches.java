package io.github.agc4j.internal.write.input;

import io.github.agc4j.input.SampleSource;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.file.Path;

/** One batch for each sample that the caller hands in; one is filled at a time. */
final class GivenBatches implements BatchSource {
  private static final int LETTERS_AT_ONCE = 1 << 16;

  /** What messages call the place that samples come from. */
  private static final Path PLACE = Path.of("given samples");

  private final SampleSource source;
  private final boolean unknownToN;
  private final Progress progress;
  private final SampleNameSet names;
  private final LetterPacker packer;
  private final byte[] letters = new byte[LETTERS_AT_ONCE];
  private boolean ended;
  private boolean isFirst = true;

  GivenBatches(
      SampleSource source,
      boolean isEmpty,
      CreateOptions options,
      Progress progress,
      SampleNameSet names,
      MemoryBudget budget) {
    this.source = source;
    this.ended = isEmpty;
    this.unknownToN = options.unknownToN();
    this.progress = progress;
    this.names = names;
    this.packer = FileInputs.newPacker(options, budget);
  }

  @Override
  public Filling next() {
    if (ended) {
      return null;
    }
    SampleBatch batch = progress.newBatch(isFirst);
    return new Filling() {
      @Override
      public SampleBatch batch() {
        return batch;
      }

      @Override
      public void fill() throws IOException, InterruptedException {
        fillSample(batch);
      }
    };
  }

  private void fillSample(SampleBatch batch) throws IOException, InterruptedException {
    try {
      byte[] name = source.sampleNameBytes();
      check(SampleSource.isName(name), "a sample's name is empty or has a zero byte or a line end");
      check(names.add(name), "sample " + source.sampleName() + " is there already");
      batch.startSample(name, PLACE);
      while (source.nextContig()) {
        progress.awaitRoom(batch);
        addContig(batch);
      }
      if (isFirst) {
        progress.firstFileRead();
      }
      isFirst = false;
      ended = !source.nextSample();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      ended = true;
      throw e;
    }
  }

  private void addContig(SampleBatch batch) throws IOException {
    byte[] name = source.contigNameBytes();
    check(SampleSource.isName(name), "a contig's name is empty or has a zero byte or a line end");
    packer.start(batch.space());
    long position = 0;
    for (int count = source.read(letters); count >= 0; count = source.read(letters)) {
      check(count > 0 && count <= letters.length, "read " + count + " letters");
      addLetters(count, position);
      position += count;
    }
    batch.add(name, packer.finish(), packer.digest());
  }

  private void addLetters(int count, long position) throws IOException {
    for (int at = packer.addRun(letters, 0, count);
        at < count;
        at = packer.addRun(letters, at, count)) {
      int code = Nucleotides.codeOf(letters[at] & 0xff);
      check(
          code >= 0 || unknownToN,
          "symbol 0x"
              + Integer.toHexString(letters[at] & 0xff)
              + " at "
              + (position + at)
              + " is outside the alphabet");
      packer.add(code >= 0 ? code : Nucleotides.N);
      at++;
    }
  }

  private void check(boolean condition, String reason) throws IOException {
    if (!condition) {
      throw new IOException(PLACE + ": " + source.sampleName() + ": " + reason);
    }
  }

  @Override
  public void close() {
    packer.close();
  }
}
