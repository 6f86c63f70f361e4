package io.github.agc4j.internal.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.internal.collection.NameCoder;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.internal.text.SampleLayout;
import io.github.agc4j.internal.text.StoredRuns;
import io.github.agc4j.internal.text.StoredTexts;
import io.github.agc4j.internal.text.line.LineForm;
import io.github.agc4j.internal.text.line.LineReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The contigs of an archive that decode to what they were, sample by sample. Each is decoded once
 * to find that out, before the first letter of its sample is handed on, and once more to be read.
 * What has a name that no new archive could have is lost, too, but takes nothing else with it. A
 * sample of which no contig can be read keeps its name, unless all in front of it are such.
 */
public final class ReadableContigs implements SampleSource, AutoCloseable {
  private final ArchiveReader reader;
  private final ContentCheck content;
  private final VerifyListener listener;
  private final BitSet readable = new BitSet();

  /** The contigs of which it cannot be read where letters are in lower case, or symbols are. */
  private final BitSet withoutCase = new BitSet();

  private final BitSet withoutSymbols = new BitSet();
  private final List<ContigDigest> digests = new ArrayList<>();
  private final NameCoder coder = new NameCoder();

  /** The sample's names so far: making memory anew for each sample stops all threads. */
  private final SampleNameSet known;

  private final SampleLayout layout;
  private final GrowableBytes lines;
  private final TextDigest digest = new TextDigest();

  /** Whether the sample has a layout, and the contig that it is at. */
  private boolean hasLayout;

  private long layoutContig;
  private List<byte[]> names = List.of();
  private long sample = -1;
  private int contig;
  private long position;
  private boolean isAnyReadable;

  public ReadableContigs(ArchiveReader reader, VerifyListener listener) {
    this.reader = reader;
    this.content = new ContentCheck(reader, false);
    this.listener = listener;
    this.known = new SampleNameSet(reader.memory().child("names"));
    this.layout = new SampleLayout(reader.memory().child("layout"));
    this.lines = new GrowableBytes(reader.memory().child("lines"));
  }

  @Override
  public boolean nextSample() throws IOException {
    while (++sample < reader.samples()) {
      contig = -1;
      if (!hasName()) {
        continue;
      }
      if (load() && select()) {
        isAnyReadable = true;
        return true;
      }
      if (isAnyReadable) {
        // It keeps its name; as the first one, the reference, it would be of no use.
        names = List.of();
        readable.clear();
        hasLayout = false;
        return true;
      }
    }
    if (!isAnyReadable) {
      throw new CorruptArchiveException(reader.name(), "no contig of it can be read");
    }
    return false;
  }

  private boolean hasName() throws IOException {
    byte[] name = sampleNameBytes();
    if (SampleSource.isName(name)) {
      return true;
    }
    listener.lostSample(sampleName(), "a new archive cannot have its name");
    return false;
  }

  /** Reads the sample's names, lines and digests; false if it is lost. */
  private boolean load() throws IOException {
    digests.clear();
    layoutContig = -1;
    try {
      hasLayout = reader.texts().layouts().load(sample, layout);
    } catch (CorruptArchiveException e) {
      // The contigs are worth more than their lines.
      listener.damagedText(sampleName(), e.getMessage());
      hasLayout = false;
    }
    if (hasLayout) {
      startText();
    }
    try {
      names = reader.contigNameBytes(sample);
    } catch (CorruptArchiveException e) {
      listener.lostSample(sampleName(), e.getMessage());
      return false;
    }
    try {
      reader.withStoredDigests(
          sample,
          known -> {
            for (long i = 0; i < known.contigs(); i++) {
              digests.add(known.contig(i));
            }
          });
    } catch (CorruptArchiveException e) {
      // Without digests, what can be decoded has to be believed.
      digests.clear();
    }
    return true;
  }

  private void startText() throws IOException {
    if (!LineReader.areOf(0, layout.linesBefore())) {
      listener.damagedText(sampleName(), "the lines in front of it cannot be read");
      hasLayout = false;
      return;
    }
    digest.start(layout.linesBefore());
  }

  /** Finds the contigs that can be read; false if there were some and all are lost. */
  private boolean select() throws IOException {
    readable.clear();
    coder.start();
    known.clear();
    withoutCase.clear();
    withoutSymbols.clear();
    for (int i = 0; i < names.size(); i++) {
      lookAtRuns(i);
      String damage =
          content
              .check(
                  sample,
                  i,
                  digests.isEmpty() ? null : digests.get(i),
                  withoutSymbols.get(i) ? Restored.NOTHING : Restored.SYMBOLS)
              .damage();
      if (damage == null && !isStorable(names.get(i))) {
        damage = "a new archive cannot have its name, or has it already";
      }
      if (damage == null) {
        readable.set(i);
      } else {
        listener.damagedContig(sampleName(), text(names.get(i)), damage);
      }
    }
    if (readable.cardinality() == names.size()) {
      listener.wholeSample(sampleName());
    }
    return names.isEmpty() || !readable.isEmpty();
  }

  /** Finds out whether it can be read how the letters of a contig were. */
  private void lookAtRuns(int index) throws IOException {
    StoredTexts texts = reader.texts();
    withoutCase.set(index, !isReadable(texts.lower(), index));
    withoutSymbols.set(index, !isReadable(texts.symbols(), index));
  }

  private boolean isReadable(StoredRuns runs, int index) throws IOException {
    try {
      runs.forEach(sample, index, 0, Long.MAX_VALUE, (from, to, value) -> {});
      return true;
    } catch (CorruptArchiveException e) {
      listener.damagedText(sampleName(), text(names.get(index)) + ": " + e.getMessage());
      return false;
    }
  }

  private Restored restored() {
    if (withoutSymbols.get(contig)) {
      return withoutCase.get(contig) ? Restored.NOTHING : Restored.CASE;
    }
    return withoutCase.get(contig) ? Restored.SYMBOLS : Restored.ALL;
  }

  private boolean isStorable(byte[] name) {
    return SampleSource.isName(name) && known.add(name) && coder.holds(name);
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  @Override
  public String sampleName() {
    return reader.sampleName(sample);
  }

  @Override
  public byte[] sampleNameBytes() {
    return reader.sampleNameBytes(sample);
  }

  @Override
  public boolean nextContig() throws IOException {
    contig = readable.nextSetBit(contig + 1);
    position = 0;
    if (contig >= 0 && hasLayout) {
      findLines();
      digest.addHeader(names.get(contig), lines.written());
    }
    return contig >= 0;
  }

  @Override
  public MemorySegment linesBefore() {
    return hasLayout ? layout.linesBefore() : null;
  }

  @Override
  public MemorySegment lines() {
    return lines.written();
  }

  /** Finds the lines of the contig at hand; usual ones where those that are told cannot be. */
  private void findLines() throws IOException {
    long symbols = reader.contigLength(sample, contig);
    lines.clear();
    LineForm form = null;
    try {
      for (; layoutContig < contig; layoutContig++) {
        layout.nextContig();
      }
      form = layout.form();
      if (form == null && LineReader.areOf(symbols, layout.toldLines())) {
        lines.put(layout.toldLines(), 0, layout.toldLines().byteSize());
        return;
      }
    } catch (MalformedBytesException e) {
      layoutContig = contig;
    }
    if (form == null) {
      listener.damagedText(sampleName(), contigName() + ": its lines cannot be read");
    }
    (form == null ? LineForm.USUAL : form).append(lines, symbols);
  }

  @Override
  public boolean hasFileDigest() {
    return hasLayout
        && layout.hasDigest()
        && layout.covered() == 1
        && readable.cardinality() == names.size()
        && digest.finish() == layout.digest();
  }

  @Override
  public long fileDigest() {
    return layout.digest();
  }

  @Override
  public String contigName() {
    return text(names.get(contig));
  }

  @Override
  public byte[] contigNameBytes() {
    return names.get(contig);
  }

  @Override
  public int read(byte[] letters) throws IOException {
    int count;
    try {
      count = fetch(letters);
    } catch (CorruptArchiveException e) {
      if (!restored().hasCase()) {
        throw e;
      }
      // The references tell the case of letters, too, and the contig could be read without that.
      listener.damagedText(sampleName(), contigName() + ": " + e.getMessage());
      withoutCase.set(contig);
      count = fetch(letters);
    }
    position += count;
    if (hasLayout) {
      digest.add(letters, count);
    }
    return count == 0 ? -1 : count;
  }

  private int fetch(byte[] letters) throws IOException {
    return reader.fetchLetters(
        sample, contig, position, position + letters.length, restored(), letters, 0);
  }

  @Override
  public void close() {
    known.close();
    layout.close();
    lines.close();
  }
}
