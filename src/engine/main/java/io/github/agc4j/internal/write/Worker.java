package io.github.agc4j.internal.write;

import io.github.agc4j.internal.group.GroupFinder;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.group.SegmentLog;
import io.github.agc4j.internal.group.SegmentTexts;
import io.github.agc4j.internal.group.write.CasePredictor;
import io.github.agc4j.internal.group.write.GroupWriter;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.group.write.PartPipeline;
import io.github.agc4j.internal.group.write.SealedPacks;
import io.github.agc4j.internal.kmer.FallbackMinimizers;
import io.github.agc4j.internal.lzdiff.DeltaEncoder;
import io.github.agc4j.internal.lzdiff.DeltaText;
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
  private final GroupWriter groups;

  /** Null if nobody wants to know the case of letters. */
  private final CasePredictor predictor;

  private final PartPipeline.Tools partTools;

  Worker(
      CreateOptions options,
      FallbackMinimizers minimizers,
      GroupTable table,
      OpenPacks packs,
      References references,
      CaseKeeping caseKeeping,
      WriteBudgets budgets) {
    this.texts = new SegmentTexts(budgets.scratch());
    this.references = references;
    this.finder =
        new GroupFinder(
            new GroupFinder.Plan(
                options.kmerLength(),
                options.matchMin(),
                options.segmentSize(),
                options.modes().adaptive(),
                !options.modes().concatenated(),
                minimizers),
            table,
            references,
            texts,
            budgets.scratch());
    this.log = new SegmentLog(budgets.segments());
    this.encoder =
        options.modes().anchors() == null
            ? new LzDiffEncoder(options.matchMin())
            : new DiagonalEncoder(options.matchMin(), options.modes().anchors().alignsDense());
    this.contexts = new ZstdContexts(budgets.zstd());
    this.sealed = new SealedPacks(contexts, budgets.openPacks());
    this.packWriter = new PackWriter(contexts, effort(options.modes()));
    this.content = new Scratch(budgets.scratch());
    this.predictor = caseKeeping == null ? null : caseKeeping.newPredictor(options);
    this.groups = new GroupWriter(packs, references, texts, encoder, content, sealed, predictor);
    this.partTools = new PartPipeline.Tools(sealed, content, packWriter);
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
      MemorySegment delta = encoder.encode(texts.part(from, to, reversed), reference, log::room);
      log.addDelta(contig, order, to - from, reversed, group, delta.byteSize());
    }
  }

  /**
   * {@code text} as a delta against the reference of {@code group}; borrowed until the next one.
   */
  MemorySegment encode(DeltaText text, int group) throws IOException {
    try (ActiveReference reference = references.acquire(group)) {
      return encoder.encode(text, reference, content::atLeast);
    }
  }

  SealedPacks sealed() {
    return sealed;
  }

  PackWriter packWriter() {
    return packWriter;
  }

  /** What puts segments into groups. */
  GroupWriter groups() {
    return groups;
  }

  /** What finds out where the case of letters is another than expected; null if nothing does. */
  CasePredictor predictor() {
    return predictor;
  }

  /** What parts are written with. */
  PartPipeline.Tools partTools() {
    return partTools;
  }

  @Override
  public void close() {
    texts.close();
    finder.close();
    log.close();
    sealed.close();
    contexts.close();
    content.close();
    if (predictor != null) {
      predictor.close();
    }
  }
}
