package io.github.agc4j.faults;

import io.github.agc4j.internal.life.ChangedMetadata;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.life.Merge;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a writer is asked to do. There is an archive already, of the first inputs. */
enum Action {
  CREATE_NEW(false),
  CREATE_REPLACING(true),
  APPEND_TO_NEW(false),
  APPEND_REPLACING(true),
  APPEND_IN_PLACE(true),
  /** The archive ends with the guard of an append that was killed. */
  APPEND_IN_PLACE_AGAIN(true),
  EXTRACT_NEW(false),
  /** The first sample, the reference. */
  DROP_IN_PLACE(true),
  RENAME_IN_PLACE(true),
  ANNOTATE_IN_PLACE(true),
  COMPACT(true),
  /** The archive with itself: each sample is taken once. */
  MERGE_NEW(false);

  private static final String RENAMED = "new-";

  private final boolean changesArchive;

  Action(boolean changesArchive) {
    this.changesArchive = changesArchive;
  }

  /** Whether what is written takes the place of the archive. */
  boolean changesArchive() {
    return changesArchive;
  }

  /** Whether the archive's file itself is written to. */
  boolean isInPlace() {
    return switch (this) {
      case APPEND_IN_PLACE,
          APPEND_IN_PLACE_AGAIN,
          DROP_IN_PLACE,
          RENAME_IN_PLACE,
          ANNOTATE_IN_PLACE ->
          true;
      default -> false;
    };
  }

  /**
   * Does it.
   *
   * @param archive of {@code known}
   * @param target the same file if the archive is to be changed
   */
  void run(ArchiveWriter writer, Path archive, Path target, List<Path> known, List<Path> added)
      throws IOException {
    switch (this) {
      case CREATE_NEW, CREATE_REPLACING -> writer.create(target, writer.files(added), done -> {});
      case APPEND_TO_NEW, APPEND_REPLACING ->
          writer.append(archive, target, writer.files(added), done -> {});
      case APPEND_IN_PLACE, APPEND_IN_PLACE_AGAIN ->
          writer.appendInPlace(archive, writer.files(added), done -> {});
      case EXTRACT_NEW ->
          writer.rewrite(archive, target, CopiedSamples.of(SampleIndexes.of(1)), done -> {});
      case DROP_IN_PLACE ->
          writer.rewriteInPlace(
              archive,
              new ChangedMetadata(ArchiveChanges.NONE.drop(SampleIndexes.of(0))),
              done -> {});
      case RENAME_IN_PLACE ->
          writer.rewriteInPlace(
              archive, new ChangedMetadata(ArchiveChanges.NONE.rename(this::name)), done -> {});
      case ANNOTATE_IN_PLACE ->
          writer.rewriteInPlace(
              archive,
              new ChangedMetadata(
                  ArchiveChanges.NONE.annotate(
                      new Annotations(Map.of("title", "x"), name -> Map.of("of", name)))),
              done -> {});
      case COMPACT -> writer.replace(archive, CopiedSamples.of(ArchiveChanges.NONE), done -> {});
      case MERGE_NEW ->
          new Merge(List.of(archive, archive), false, note -> {})
              .run(writer, target, CreateOptions.DEFAULTS, done -> {});
    }
  }

  /** What a sample is called afterwards. */
  String name(String before) {
    return this == RENAME_IN_PLACE ? RENAMED + before : before;
  }

  /** The inputs whose samples are in the target afterwards. */
  List<Path> samples(List<Path> known, List<Path> added) {
    return switch (this) {
      case CREATE_NEW, CREATE_REPLACING -> added;
      case EXTRACT_NEW, DROP_IN_PLACE -> known.subList(1, 2);
      case RENAME_IN_PLACE, ANNOTATE_IN_PLACE, COMPACT, MERGE_NEW -> known;
      default -> java.util.stream.Stream.concat(known.stream(), added.stream()).toList();
    };
  }
}
