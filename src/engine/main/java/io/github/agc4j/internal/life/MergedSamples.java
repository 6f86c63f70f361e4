package io.github.agc4j.internal.life;

import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.text.SampleLayout;
import io.github.agc4j.internal.text.line.LineForm;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The samples that are taken of archives, decoded, with their lines and the digests of files. */
final class MergedSamples implements SampleSource, AutoCloseable {
  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
  private final Iterator<MergePlan.Taken> left;
  private final SampleLayout layout;
  private final GrowableBytes lines;
  private MergePlan.Taken taken;
  private ArchiveReader reader;
  private PrimitiveIterator.OfLong samplesLeft;
  private long sample;
  private List<byte[]> names = List.of();
  private int contig;
  private long position;
  private boolean hasLayout;

  /** Of samples that have annotations, by their names. */
  private final Map<String, Map<String, String>> annotated = new ConcurrentHashMap<>();

  /** Those of {@code archives}, each of which is opened when it is its turn. */
  MergedSamples(List<MergePlan.Taken> archives) {
    this.left = archives.iterator();
    this.layout = new SampleLayout(budget);
    this.lines = new GrowableBytes(budget);
  }

  /**
   * What is told of these samples, and {@code others} of others; to be asked for each when it was
   * read.
   */
  Annotations annotations(Annotations others) {
    return new Annotations(
        others.archive(),
        name -> {
          Map<String, String> told = new TreeMap<>(others.samples().apply(name));
          told.putAll(annotated.getOrDefault(name, Map.of()));
          return told;
        });
  }

  @Override
  public boolean nextSample() throws IOException {
    while (reader == null || !samplesLeft.hasNext()) {
      if (!left.hasNext()) {
        return false;
      }
      open(left.next());
    }
    sample = samplesLeft.nextLong();
    Map<String, String> told = reader.annotations().ofSample(sample);
    if (!told.isEmpty()) {
      annotated.put(sampleName(), told);
    }
    names = reader.contigNameBytes(sample);
    contig = -1;
    hasLayout = reader.texts().layouts().load(sample, layout);
    return true;
  }

  private void open(MergePlan.Taken next) throws IOException {
    closeReader();
    taken = next;
    reader = ArchiveReader.open(next.path(), ReadOptions.DEFAULTS, budget);
    samplesLeft = next.samples().iterator();
  }

  @Override
  public String sampleName() {
    return ArchiveReader.text(sampleNameBytes());
  }

  @Override
  public byte[] sampleNameBytes() {
    String name = taken.renamed().get(sample);
    return name == null ? reader.sampleNameBytes(sample) : name.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean nextContig() throws IOException {
    position = 0;
    contig++;
    if (contig == names.size()) {
      return false;
    }
    if (hasLayout) {
      loadLines();
    }
    return true;
  }

  private void loadLines() throws IOException {
    lines.clear();
    try {
      layout.nextContig();
      LineForm form = layout.form();
      if (form == null) {
        lines.put(layout.toldLines(), 0, layout.toldLines().byteSize());
      } else {
        form.append(lines, reader.contigLength(sample, contig));
      }
    } catch (MalformedBytesException e) {
      throw reader.texts().layouts().corrupt(sample, e);
    }
  }

  @Override
  public String contigName() {
    return ArchiveReader.text(contigNameBytes());
  }

  @Override
  public byte[] contigNameBytes() {
    return names.get(contig);
  }

  @Override
  public MemorySegment linesBefore() {
    return hasLayout ? layout.linesBefore() : null;
  }

  @Override
  public MemorySegment lines() {
    return lines.written();
  }

  @Override
  public boolean hasFileDigest() {
    return hasLayout && layout.hasDigest() && layout.covered() == 1;
  }

  @Override
  public long fileDigest() {
    return layout.digest();
  }

  @Override
  public int read(byte[] letters) throws IOException {
    int count =
        reader.fetchLetters(sample, contig, position, position + letters.length, letters, 0);
    position += count;
    return count == 0 ? -1 : count;
  }

  private void closeReader() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeReader();
    layout.close();
    lines.close();
  }
}
