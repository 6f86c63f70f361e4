package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.NameCoder;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.fasta.ContigBlocks;
import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.SequenceSpace;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.BatchTexts;
import io.github.agc4j.internal.text.CaseChanges;
import io.github.agc4j.internal.text.CaseIndex;
import io.github.agc4j.internal.text.SampleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The contigs that are classified together, from reading until they are stored: those of one
 * sample, or of several whose contigs lie one after the other. Owns the memory of contigs and
 * names, none of which is on the heap. The reading thread adds contigs while workers take them;
 * afterwards any thread reads.
 */
public final class SampleBatch {
  /** Columns of the contigs: where each is, its symbols and runs, and where its name is. */
  private static final int PLACE = 0;

  private static final int SYMBOLS = 1;
  private static final int RUNS = 2;
  private static final int NAME_PLACE = 3;
  private static final int NAME_LENGTH = 4;

  private static final int CONTIG_COLUMNS = 5;

  /**
   * Columns of the samples: the first contig, where the name is, the file's index; lines in front
   * of the first contig, the file's digest, and of how many samples.
   */
  private static final int FIRST_CONTIG = 0;

  private static final int SAMPLE_NAME_PLACE = 1;
  private static final int SAMPLE_NAME_LENGTH = 2;
  private static final int FILE = 3;
  private static final int BEFORE = 4;
  private static final int BEFORE_BYTES = 5;
  private static final int FILE_DIGEST = 6;
  private static final int COVERED = 7;
  private static final int HAS_LAYOUT = 8;
  private static final int SAMPLE_COLUMNS = 9;

  /** A batch that had more contigs gives back the memory of what is told about them. */
  private static final int CONTIGS_KEPT = 1 << 10;

  private final ContigBlocks blocks;

  /** The digests of the contigs, if they have any. */
  private final GrowableBytes digests;

  private final BatchTexts texts;

  /** Bytes of each digest, which are the same for all. */
  private int digestBytes;

  private final LongTable entries;
  private final LongTable samples;

  private final List<Path> files = new ArrayList<>();
  private final NameCoder names = new NameCoder();

  /** Symbols of the batch that were read as N since they are outside the alphabet. */
  private long unknowns;

  private int taken;
  private boolean complete;
  private boolean stopped;
  private Throwable failure;

  /** An empty batch in {@code blocks}, which it frees. */
  public SampleBatch(ContigBlocks blocks, MemoryBudget budget) {
    this.blocks = blocks;
    this.digests = new GrowableBytes(budget);
    this.texts = new BatchTexts(budget);
    this.entries = new LongTable(CONTIG_COLUMNS, budget);
    this.samples = new LongTable(SAMPLE_COLUMNS, budget);
  }

  /** Where the next contig is to be packed before it is added. */
  public SequenceSpace space() {
    return blocks;
  }

  /**
   * Adds the contig whose header {@code reader} has read.
   *
   * @throws IOException also when the format cannot hold its name
   */
  void add(FastaReader reader) throws IOException {
    checkName(reader);
    PackedSequence contig = reader.readSequence(blocks);
    add(reader.name(), contig, reader.digest(), reader::appendText);
    addUnknowns(reader.takeUnknowns());
  }

  /** Adds all contigs of a text, which is that of the sample that was started last. */
  void readText(FastaReader reader, BatchSource.Progress progress)
      throws IOException, InterruptedException {
    for (boolean isFirst = true; reader.nextContig(); isFirst = false) {
      if (isFirst) {
        startText(reader.linesBefore());
      }
      progress.awaitRoom(this);
      add(reader);
    }
    endText(reader, 1);
  }

  /**
   * The lines of the sample that was started last are known.
   *
   * @param lines those in front of its first record
   */
  synchronized void startText(MemorySegment lines) {
    samples.set(lastSample(), HAS_LAYOUT, 1);
    samples.set(lastSample(), BEFORE, texts.addBefore(lines));
    samples.set(lastSample(), BEFORE_BYTES, lines.byteSize());
  }

  private long lastSample() {
    return samples.rows() - 1;
  }

  /**
   * The text that {@code reader} has read to its end is that of the last {@code covered} samples.
   */
  void endText(FastaReader reader, long covered) {
    if (reader.hasFileDigest()) {
      endText(reader.fileDigest(), covered);
    }
  }

  /** The same of a text with digest {@code digest}. */
  synchronized void endText(long digest, long covered) {
    samples.set(lastSample(), FILE_DIGEST, digest);
    samples.set(lastSample(), COVERED, covered);
  }

  /** Adds where letters of the contigs are in lower case to {@code index}, which has no contigs. */
  public synchronized void indexCase(CaseIndex index) {
    texts.index(index);
  }

  /** Has from now on, instead of what is in lower case, what is in another case than expected. */
  public synchronized void replaceCase(CaseChanges changes) {
    texts.replaceCase(changes);
  }

  /** What neither names nor codes tell of a sample's text, borrowed until it is freed. */
  public synchronized SampleText text(int sample) {
    return new SampleText(
        samples.get(sample, HAS_LAYOUT) != 0,
        samples.get(sample, FILE_DIGEST),
        samples.get(sample, COVERED),
        texts.before(samples.get(sample, BEFORE), samples.get(sample, BEFORE_BYTES)),
        texts.contigs(firstContig(sample), firstContig(sample + 1)));
  }

  /** The format holds any name of bytes below 0x80; only what has others may be too much for it. */
  private void checkName(FastaReader reader) throws IOException {
    byte[] name = reader.name();
    boolean isAscii = true;
    for (byte b : name) {
      isAscii &= b >= 0;
    }
    if (isAscii) {
      names.startBehind(name);
    } else if (!names.holds(name)) {
      throw reader.refusedHeader(
          "the format cannot hold this header after the one before: it has letters that are not ASCII, and as many words");
    }
  }

  /** Starts the next sample, whose contigs are those that are added from now on. */
  synchronized void startSample(byte[] name, Path file) throws IOException {
    if (files.isEmpty() || !files.getLast().equals(file)) {
      files.add(file);
    }
    names.start();
    long namePlace = blocks.store(name);
    long sample = samples.add();
    samples.set(sample, FIRST_CONTIG, contigCount());
    samples.set(sample, SAMPLE_NAME_PLACE, namePlace);
    samples.set(sample, SAMPLE_NAME_LENGTH, name.length);
    samples.set(sample, FILE, files.size() - 1);
  }

  /**
   * Adds the contig that was read last into {@link #blocks}.
   *
   * @param digest its digest; null if there is none, as for all others of the batch
   * @param text appends what its codes do not tell
   */
  public synchronized void add(
      byte[] contigName, PackedSequence contig, ContigDigest digest, Consumer<GrowableBytes> text)
      throws IOException {
    texts.add(text);
    if (digest != null) {
      digestBytes = digest.size();
      digest.write(digests.reserve(digestBytes), digests.size());
      digests.advance(digestBytes);
    }
    long place = blocks.keep(contig.byteSize());
    long namePlace = blocks.store(contigName);
    long entry = entries.add();
    entries.set(entry, PLACE, place);
    entries.set(entry, SYMBOLS, contig.symbols());
    entries.set(entry, RUNS, contig.runs());
    entries.set(entry, NAME_PLACE, namePlace);
    entries.set(entry, NAME_LENGTH, contigName.length);
    notifyAll();
  }

  /** So many symbols of the contig that was added last were read as N. */
  synchronized void addUnknowns(long count) {
    unknowns += count;
  }

  /** Symbols of all contigs that were read as N. */
  synchronized long unknowns() {
    return unknowns;
  }

  /** Number of samples. */
  public synchronized int sampleCount() {
    return (int) samples.rows();
  }

  /** The name of sample {@code sample} of the batch. */
  public synchronized byte[] sampleName(int sample) {
    return blocks
        .slice(samples.get(sample, SAMPLE_NAME_PLACE), samples.get(sample, SAMPLE_NAME_LENGTH))
        .toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * The first contig of sample {@code sample}; the number of contigs for the sample after the last.
   */
  public synchronized int firstContig(int sample) {
    return sample == sampleCount() ? contigCount() : (int) samples.get(sample, FIRST_CONTIG);
  }

  private int sampleOf(int contig) {
    int low = 0;
    int high = sampleCount() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (firstContig(middle) <= contig) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** A contig for messages: its file and its name. */
  public synchronized String describe(int contig) {
    int file = (int) samples.get(sampleOf(contig), FILE);
    return files.get(file) + ": contig " + contigText(contig);
  }

  /** From now on nobody gets a contig any more, nor waits for one. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Tells that no more contigs come: all were read, or reading ended with {@code cause}. */
  public synchronized void end(Throwable cause) {
    complete = true;
    failure = cause;
    notifyAll();
  }

  /** The index of the next contig that nobody has taken, or −1 at the end; waits for the reader. */
  public synchronized int take() throws IOException, InterruptedException {
    while (taken == contigCount() && !complete && !stopped) {
      wait();
    }
    checkRead();
    if (stopped) {
      return -1;
    }
    return taken < contigCount() ? taken++ : -1;
  }

  /** Whether reading ended with a failure. */
  synchronized boolean hasFailed() {
    return failure != null;
  }

  synchronized void checkRead() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof UncheckedIOException e) {
      throw new IOException(e.getMessage(), e.getCause());
    }
    if (failure != null) {
      throw new IOException(files + ": " + failure, failure);
    }
  }

  public synchronized int contigCount() {
    return (int) entries.rows();
  }

  /** Symbols of all contigs. */
  synchronized long symbols() {
    long symbols = 0;
    for (int contig = 0; contig < contigCount(); contig++) {
      symbols += entry(contig, SYMBOLS);
    }
    return symbols;
  }

  private long entry(int contig, int field) {
    return entries.get(contig, field);
  }

  /** A view of contig {@code contig}, borrowed until the sample is freed. */
  public synchronized PackedSequence contig(int contig) {
    long symbols = entry(contig, SYMBOLS);
    long runs = entry(contig, RUNS);
    long runsOffset = PackedSequence.symbolBytes(symbols);
    MemorySegment bytes =
        blocks.slice(entry(contig, PLACE), runsOffset + runs * PackedSequence.RUN_BYTES);
    long place = entry(contig, PLACE);
    return blocks.isSpilled(place)
        ? new PackedSequence(
            bytes, symbols, runsOffset, (int) runs, size -> blocks.touched(place, size))
        : new PackedSequence(bytes, symbols, runsOffset, (int) runs);
  }

  /** The digest of contig {@code contig}. */
  public synchronized ContigDigest digest(int contig) {
    return ContigDigest.read(digests.written(), (long) contig * digestBytes, digestBytes);
  }

  private synchronized MemorySegment nameBytes(int contig) {
    return blocks.slice(entry(contig, NAME_PLACE), entry(contig, NAME_LENGTH));
  }

  public byte[] contigName(int contig) {
    return nameBytes(contig).toArray(ValueLayout.JAVA_BYTE);
  }

  private String contigText(int contig) {
    return new String(contigName(contig), StandardCharsets.UTF_8);
  }

  /** Compares the names of two contigs bytewise, unsigned. */
  public int compareNames(int a, int b) {
    MemorySegment first = nameBytes(a);
    MemorySegment second = nameBytes(b);
    long at = first.mismatch(second);
    if (at < 0) {
      return 0;
    }
    if (at == first.byteSize() || at == second.byteSize()) {
      return Long.compare(first.byteSize(), second.byteSize());
    }
    return Byte.compareUnsigned(
        first.get(ValueLayout.JAVA_BYTE, at), second.get(ValueLayout.JAVA_BYTE, at));
  }

  /** Views of the contigs that there are now, made when they are asked for. */
  public List<PackedSequence> contigs() {
    return new ReferenceContigs(List.of(this), contigCount());
  }

  /** Frees the contigs, and becomes an empty batch again, which nobody else must look at. */
  synchronized void reuse() {
    if (contigCount() > CONTIGS_KEPT) {
      free();
    } else {
      blocks.free();
    }
    digests.clear();
    texts.clear();
    entries.clear();
    samples.clear();
    files.clear();
    unknowns = 0;
    taken = 0;
    complete = false;
    stopped = false;
    failure = null;
  }

  /** Frees the contigs. */
  public synchronized void free() {
    blocks.free();
    digests.close();
    texts.close();
    entries.close();
    samples.close();
  }
}
