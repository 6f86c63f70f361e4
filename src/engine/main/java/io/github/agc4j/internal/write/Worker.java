package io.github.agc4j.internal.write;

import io.github.agc4j.internal.group.GroupFinder;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.group.SegmentLog;
import io.github.agc4j.internal.group.SegmentTexts;
import io.github.agc4j.internal.group.write.SealedPacks;
import io.github.agc4j.internal.kmer.FallbackMinimizers;
import io.github.agc4j.internal.lzdiff.DeltaEncoder;
import io.github.agc4j.internal.lzdiff.DiagonalEncoder;
import io.github.agc4j.internal.lzdiff.LzDiffEncoder;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** What a worker owns: its buffers, codecs and logs. Used by one thread at a time. */
final class Worker implements AutoCloseable {
  private final SegmentTexts texts;
  private final References references;
  private final DeltaEncoder encoder;
  private final GroupFinder finder;
  private final SegmentLog log;
  private final SealedPacks sealed;
  private final ZstdContexts contexts;
  private final PackWriter packWriter;
  private final Scratch content;

  Worker(
      CreateOptions options,
      FallbackMinimizers minimizers,
      GroupTable groups,
      References references,
      Components components) {
    this.texts = new SegmentTexts(components.scratch());
    this.references = references;
    this.encoder =
        options.modes().anchors() == null
            ? new LzDiffEncoder(options.matchMin(), components.scratch())
            : new DiagonalEncoder(
                options.matchMin(), options.modes().anchors().alignsDense(), components.scratch());
    this.finder =
        new GroupFinder(
            new GroupFinder.Plan(
                options.kmerLength(),
                options.matchMin(),
                options.segmentSize(),
                options.modes().adaptive(),
                !options.modes().concatenated(),
                minimizers),
            groups,
            references,
            texts,
            components.scratch());
    this.log = new SegmentLog(components.segments());
    this.contexts = new ZstdContexts(components.zstd());
    this.sealed = new SealedPacks(contexts, components.openPacks());
    this.packWriter = new PackWriter(contexts, effort(options.modes()));
    this.content = new Scratch(components.scratch());
  }

  private static PackWriter.Effort effort(Modes modes) {
    if (!modes.baseMatches()) {
      return PackWriter.Effort.AGC;
    }
    return modes.anchors() != null && modes.anchors().alignsDense()
        ? PackWriter.Effort.THOROUGH
        : PackWriter.Effort.QUICK;
  }

  SegmentTexts texts() {
    return texts;
  }

  DeltaEncoder encoder() {
    return encoder;
  }

  GroupFinder finder() {
    return finder;
  }

  SegmentLog log() {
    return log;
  }

  /**
   * Logs the part {@code [from, to)} of the loaded text as a delta against the reference of {@code
   * group}.
   */
  void logDelta(int contig, long order, int from, int to, boolean reversed, int group)
      throws IOException {
    try (ActiveReference reference = references.acquire(group)) {
      MemorySegment delta = encoder.encode(texts.part(from, to, reversed), reference);
      log.addDelta(contig, order, to - from, reversed, group, delta);
    }
  }

  SealedPacks sealed() {
    return sealed;
  }

  PackWriter packWriter() {
    return packWriter;
  }

  /** Room for the content of a pack. */
  Scratch content() {
    return content;
  }

  @Override
  public void close() {
    texts.close();
    encoder.close();
    finder.close();
    log.close();
    sealed.close();
    contexts.close();
    content.close();
  }
}
