package io.github.agc4j.engine;

import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.group.GroupFinder;
import io.github.agc4j.group.GroupTable;
import io.github.agc4j.group.References;
import io.github.agc4j.group.SealedPacks;
import io.github.agc4j.group.SegmentLog;
import io.github.agc4j.group.SegmentTexts;
import io.github.agc4j.kmer.FallbackMinimizers;
import io.github.agc4j.lzdiff.LzDiffEncoder;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.PackWriter;
import io.github.agc4j.pack.ZstdContexts;

/** What a worker owns: its buffers, codecs and logs. Used by one thread at a time. */
final class Worker implements AutoCloseable {
  private final SegmentTexts texts;
  private final LzDiffEncoder encoder;
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
    this.encoder = new LzDiffEncoder(options.matchMin(), components.scratch());
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
    this.sealed = new SealedPacks(components.openPacks());
    this.contexts = new ZstdContexts(components.zstd());
    this.packWriter = new PackWriter(contexts);
    this.content = new Scratch(components.scratch());
  }

  SegmentTexts texts() {
    return texts;
  }

  LzDiffEncoder encoder() {
    return encoder;
  }

  GroupFinder finder() {
    return finder;
  }

  SegmentLog log() {
    return log;
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
