package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.verify.ReadableContigs;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.ReadOptions.Recovery;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes what can still be read of a damaged archive into a new one, contig by contig. The damaged
 * file is only read. The new archive has the parameters of the old one and is read back before it
 * takes its name.
 */
public final class Salvage {
  private static final ReadOptions OPTIONS =
      new ReadOptions(32L << 20, ReadOptions.DEFAULTS.mappedBytes());

  private final CreateOptions options;
  private final VerifyListener listener;

  /**
   * A salvage that tells {@code listener} what is lost and which samples are whole.
   *
   * @param options how to write; parameters of the format, and what finds the groups, are those of
   *     the damaged archive
   */
  public Salvage(CreateOptions options, VerifyListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /** Writes what can be read of the file {@code damaged}, as the other method does. */
  public long run(Path damaged, Path target, LongConsumer progress) throws IOException {
    return run(ArchiveLocation.of(damaged), target, progress);
  }

  /**
   * Writes {@code target}.
   *
   * @param progress called after each sample with the number of samples stored
   * @return samples that were stored, whole or in part
   * @throws CorruptArchiveException when nothing can be read
   */
  public long run(ArchiveLocation damaged, Path target, LongConsumer progress) throws IOException {
    try (ArchiveReader reader = open(damaged)) {
      CreateOptions own = options(reader.parameters(), reader.keptText());
      long[] stored = {0};
      try (ReadableContigs contigs = new ReadableContigs(reader, listener);
          ArchiveWriter writer = new ArchiveWriter(own)) {
        writer.inspectWith(Verifier.whole(own.threads()));
        writer.annotateWith(annotations(reader));
        writer.create(
            target,
            writer.samples(contigs),
            samples -> {
              stored[0] = samples;
              progress.accept(samples);
            });
      }
      return stored[0];
    }
  }

  /** What is told of the archive and of its samples, as far as it can be read. */
  private Annotations annotations(ArchiveReader reader) throws IOException {
    Map<String, String> archive = Map.of();
    try {
      archive = reader.annotations().ofArchive();
    } catch (CorruptArchiveException e) {
      listener.unreadable(e.getMessage());
    }
    return new Annotations(
        archive,
        name -> {
          try {
            return annotations(reader, name);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Map<String, String> annotations(ArchiveReader reader, String name) throws IOException {
    long sample = reader.findSample(name);
    try {
      return sample < 0 ? Map.of() : reader.annotations().ofSample(sample);
    } catch (CorruptArchiveException e) {
      // What is told of a sample is worth less than the sample.
      listener.damagedText(name, e.getMessage());
      return Map.of();
    }
  }

  private ArchiveReader open(ArchiveLocation damaged) throws IOException {
    try {
      return ArchiveReader.open(damaged, OPTIONS);
    } catch (CorruptArchiveException e) {
      listener.unreadable(e.getMessage());
    }
    try {
      return proven(recover(damaged));
    } catch (CorruptArchiveException e) {
      ArchiveReader recovered = ArchiveReader.open(damaged, OPTIONS.recovering(Recovery.WAYPOINTS));
      listener.unreadable(
          damaged
              + ": its end is lost: what is in front of it is read by its waypoints, and nothing proves it but digests; lines, case and symbols of the last samples in front of it may be lost, too");
      return recovered;
    }
  }

  /** Tells which streams of an archive, which is closed if that fails, nothing proves. */
  private ArchiveReader proven(ArchiveReader recovered) throws IOException {
    try {
      if (!recovered.hasChecksums()) {
        for (String stream : recovered.unprovenStreams()) {
          listener.unproven(stream, "does not match its checksum, which may be damaged as well");
        }
      }
      return recovered;
    } catch (IOException | RuntimeException e) {
      recovered.close();
      throw e;
    }
  }

  /**
   * The latest state as far as it goes, since it has the most samples, or else the last whole one.
   */
  private static ArchiveReader recover(ArchiveLocation damaged) throws IOException {
    try {
      return ArchiveReader.open(damaged, OPTIONS.recovering(Recovery.LATEST_TABLE));
    } catch (CorruptArchiveException e) {
      return ArchiveReader.open(damaged, OPTIONS.recovering(Recovery.LAST_WHOLE_STATE));
    }
  }

  /** Old archives may have parameters that are not for new ones. */
  private CreateOptions options(ArchiveParameters parameters, KeptText kept) {
    int segmentSize =
        parameters.segmentSize() == 0 ? options.segmentSize() : parameters.segmentSize();
    try {
      return options.toBuilder()
          .modes(options.modes().withPairsOf(parameters.typeInfo()))
          .keptText(kept)
          .parameters(
              parameters.kmerLength(),
              parameters.matchMin(),
              segmentSize,
              parameters.packCardinality())
          .build();
    } catch (IllegalArgumentException e) {
      return options;
    }
  }
}
