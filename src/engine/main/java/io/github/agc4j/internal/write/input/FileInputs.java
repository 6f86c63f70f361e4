package io.github.agc4j.internal.write.input;

import io.github.agc4j.input.InputWarning;
import io.github.agc4j.input.SampleNamer;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.fasta.source.FileNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** FASTA files; each is a sample, or each of their contigs. */
public final class FileInputs extends Inputs {
  private final List<Path> files;

  /** The indexes of the files in the order in which they are read; null if it is their own. */
  private final int[] order;

  private final CreateOptions options;
  private InputWarning warning = text -> {};
  private SampleNamer naming = file -> null;
  private LongConsumer bytesRead = bytes -> {};
  private ReadOnce readOnce = ReadOnce.NONE;

  /** The inputs {@code files}; {@link FileNames#STANDARD_INPUT} is the process's standard input. */
  public FileInputs(List<Path> files, CreateOptions options) {
    this(files, null, options);
  }

  /**
   * The same, read in another order than the samples are listed in.
   *
   * @param order the index of each file once, in the order of reading; null for the files' own
   */
  public FileInputs(List<Path> files, int[] order, CreateOptions options) {
    if (order != null) {
      checkOrder(order, files.size());
    }
    if (order != null && options.modes().concatenated()) {
      throw new IllegalArgumentException("concatenated=true: in the order of the files only");
    }
    this.files = List.copyOf(files);
    this.order = order == null ? null : order.clone();
    this.options = options;
  }

  private static void checkOrder(int[] order, int files) {
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, files).toArray())) {
      throw new IllegalArgumentException("order: not each of " + files + " files once");
    }
  }

  /** Tells {@code newWarning} from now on what is dubious. */
  public void warnWith(InputWarning newWarning) {
    warning = newWarning;
  }

  /** Asks {@code newNaming} from now on what samples are called. */
  public void nameWith(SampleNamer newNaming) {
    naming = newNaming;
  }

  /** Tells {@code consumer} from now on, by any thread, how many bytes are read. */
  public void countWith(LongConsumer consumer) {
    bytesRead = consumer;
  }

  /** Uses from now on what was read before of files that can be read only once. */
  public void beginWith(ReadOnce newReadOnce) {
    readOnce = newReadOnce;
  }

  /** Whether {@code file} is one genome that is there whenever it is to be read. */
  public boolean isThere(Path file) {
    return readOnce.keeps(file) || isRegularGenome(file);
  }

  /** Opens the file that is read as number {@code read}, from 0 on. */
  FastaTexts open(int read, MemoryBudget budget) throws IOException {
    return readOnce.open(fileRead(read), budget, this::countRead, this::doubt);
  }

  /** Opens a file that is one genome and {@link #isThere}. */
  FastaReader openGenome(Path file, LetterPacker packer, MemoryBudget budget) throws IOException {
    if (!readOnce.keeps(file)) {
      return new FastaReader(file, unknownToN(), packer, this::countRead);
    }
    try (FastaTexts texts = readOnce.open(file, budget, this::countRead, this::doubt)) {
      return texts.next(unknownToN(), packer);
    }
  }

  /** Tells what was dubious about those that are kept. */
  public void doubtKept() throws IOException {
    if (readOnce.kept() != null) {
      for (String text : readOnce.kept().doubts()) {
        doubt(text);
      }
    }
  }

  /** So many more bytes of the files are read. */
  void countRead(long bytes) {
    bytesRead.accept(bytes);
  }

  /** Tells what is dubious about a tar archive. */
  void doubt(String text) throws IOException {
    warning.warn(text);
  }

  /** Tells what is dubious about a file that {@code reader} has come to the end of. */
  void checkEnd(Path file, FastaReader reader) throws IOException {
    if (reader.lacksEnd()) {
      warning.warn(FastaReader.lackingEnd(file));
    }
    String leftOut = reader.leftOut();
    if (leftOut != null) {
      warning.warn(file + ": " + leftOut);
    }
  }

  /** The files in the order in which their samples are listed. */
  public List<Path> files() {
    return files;
  }

  /** The file that is read as number {@code read}, from 0 on. */
  Path fileRead(int read) {
    return files.get(order == null ? read : order[read]);
  }

  @Override
  public boolean isEmpty() {
    return files.isEmpty();
  }

  @Override
  long place(long read) {
    return order == null ? read : order[(int) read];
  }

  /** Whether each contig is a sample of its own, named by its short name, instead of each file. */
  public boolean concatenated() {
    return options.modes().concatenated();
  }

  /**
   * The name of the sample that {@code file} is.
   *
   * @throws IOException when it has none
   */
  public String sampleName(Path file) throws IOException {
    String given = naming.nameFor(file);
    if (given != null) {
      return given;
    }
    if (file.equals(FileNames.STANDARD_INPUT)) {
      return options.standardInputName();
    }
    if (SampleNames.isDescriptor(file)) {
      throw new IOException(file + ": a pipe has no name that a sample could have: NAME=<(…)");
    }
    return options.modes().isAgcs() ? SampleNames.asAgc(file) : SampleNames.of(file);
  }

  /**
   * Whether {@code file} is one genome that can be read as often as one likes. Other files may be
   * tar archives, of which nobody knows the samples before they are read.
   */
  public static boolean isRegularGenome(Path file) {
    return !FileNames.isTar(file) && !SampleNames.isDescriptor(file) && Files.isRegularFile(file);
  }

  /**
   * Whether the files are read one after the other: tar archives, what can be read only once and
   * may be one, and what takes memory of the heap.
   */
  private boolean isSerial() {
    return !files.stream()
        .allMatch(
            file -> readOnce.keeps(file) || isRegularGenome(file) && !FileNames.isOnHeap(file));
  }

  byte[] sampleNameBytes(Path file) throws IOException {
    return sampleName(file).getBytes(StandardCharsets.UTF_8);
  }

  boolean unknownToN() {
    return options.unknownToN();
  }

  /** A packer of what is read. */
  LetterPacker newPacker(MemoryBudget budget) {
    return newPacker(options, budget);
  }

  /** A packer of what is read with {@code options}, which computes what is kept of digests. */
  static LetterPacker newPacker(CreateOptions options, MemoryBudget budget) {
    return switch (options.digests()) {
      case NONE -> new LetterPacker(null, options.keptText(), budget);
      case CHECKS -> new LetterPacker(new ContigHasher(false), options.keptText(), budget);
      case FULL -> new LetterPacker(new ContigHasher(true), options.keptText(), budget);
    };
  }

  @Override
  BatchSource open(
      BatchSource.Progress progress,
      SampleNameSet names,
      InputReader.Plan plan,
      MemoryBudget budget) {
    if (concatenated()) {
      return new ConcatenatedBatches(
          this, progress, names, plan.firstSamples(), plan.samples(), budget);
    }
    return isSerial()
        ? new SerialBatches(this, progress, names, budget)
        : new FileBatches(this, progress, budget);
  }

  @Override
  int threads(int available) {
    return concatenated() || isSerial() ? Math.min(1, available) : available;
  }
}
