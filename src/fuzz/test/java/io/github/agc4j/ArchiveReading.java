package io.github.agc4j;

import io.github.agc4j.fuzz.Bounds;
import io.github.agc4j.fuzz.input.Workplace;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Reads an archive in all ways: it is read, or refused with a message, within bounded memory and
 * time, and all memory is given back.
 */
public final class ArchiveReading {
  private static final ReadOptions OPTIONS = new ReadOptions(1L << 20, 4L << 20);
  private static final int LOOKED_AT = 6;
  private static final long TEXT_BYTES_MAX = 32L << 20;

  private ArchiveReading() {}

  /** Reads an archive of these bytes. */
  public static void check(byte[] archive) throws IOException {
    check(Workplace.file("read.agc", archive));
  }

  /**
   * Reads an archive.
   *
   * @return why it could not be read as a whole, or null
   */
  public static IOException check(Path archive) {
    MemoryBudget total = MemoryBudget.root(MemoryBudget.UNLIMITED);
    IOException failure = Bounds.attempt(() -> read(archive, total));
    if (total.currentBytes() != 0) {
      throw new AssertionError("not given back: " + held(total), failure);
    }
    if (total.peakBytes() > Bounds.memoryBytes(archive)) {
      throw new AssertionError("reserved " + total.peakBytes() + " bytes", failure);
    }
    return failure;
  }

  /** Each sample's name and a checksum of its text; null if not all of them can be read. */
  static List<String> summary(Path archive) {
    List<String> summary = new ArrayList<>();
    IOException failure =
        Bounds.attempt(
            () -> {
              try (AgcReader reader = AgcReader.open(archive, OPTIONS);
                  FastaExtractor extractor = new FastaExtractor(reader, 80, 1)) {
                for (long sample = 0; sample < reader.samples(); sample++) {
                  Discard text = new Discard();
                  extractor.samples(SampleIndexes.of(sample), text);
                  summary.add(reader.sampleName(sample) + " " + text.checksum.getValue());
                }
              }
            });
    return failure == null ? summary : null;
  }

  private static String held(MemoryBudget budget) {
    StringBuilder text = new StringBuilder();
    for (MemoryBudget child : budget.children()) {
      if (child.currentBytes() != 0) {
        text.append(child.name()).append(' ').append(child.currentBytes()).append(' ');
      }
    }
    return text.toString();
  }

  private static void read(Path archive, MemoryBudget total) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, OPTIONS, total)) {
      reader.commands();
      for (long sample = 0; sample < Math.min(LOOKED_AT, reader.samples()); sample++) {
        String name = reader.sampleName(sample);
        reader.hasSample(name);
        try {
          lookAt(reader, sample);
        } catch (IOException e) {
          // One damaged sample does not keep the others from being read.
        }
      }
      extract(reader);
    }
  }

  private static void lookAt(AgcReader reader, long sample) throws IOException {
    List<String> names = reader.contigNames(sample);
    byte[] letters = new byte[64];
    for (int contig = 0; contig < Math.min(LOOKED_AT, names.size()); contig++) {
      long length = reader.contigLength(sample, contig);
      for (long from : new long[] {0, length / 2, Math.max(0, length - letters.length)}) {
        reader.fetchLetters(sample, contig, from, from + letters.length, letters, 0);
      }
    }
    if (!names.isEmpty()) {
      reader.contigIndex(sample, AgcReader.shortName(names.get(names.size() - 1)));
    }
  }

  private static void extract(AgcReader reader) throws IOException {
    // Of some archives several threads extract, compressed: slow, as they wait for each other.
    boolean isShared = reader.fileBytes() % Bounds.SHARED_EACH == 0;
    TextForm form = isShared ? new TextForm(80, 1, HeaderStyle.PLAIN) : TextForm.plain(80);
    try (FastaExtractor extractor = new FastaExtractor(reader, form, isShared ? 2 : 1)) {
      extractor.samples(SampleIndexes.range(0, reader.samples()), new Discard());
      extractor.contigs(List.of(ContigQuery.parse("chr1:10-99")), new Discard());
    }
  }

  /** Takes text and forgets all but its checksum. */
  private static final class Discard implements FastaOutput {
    private final CRC32 checksum = new CRC32();
    private long bytes;

    @Override
    public void startSample(String name) {}

    @Override
    public void write(ByteBuffer text) throws IOException {
      bytes += text.remaining();
      checksum.update(text);
      if (bytes > TEXT_BYTES_MAX) {
        throw new IOException("that is enough text");
      }
    }

    @Override
    public void endSample() {}
  }
}
