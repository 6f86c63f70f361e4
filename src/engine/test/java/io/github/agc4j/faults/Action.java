package io.github.agc4j.faults;

import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a writer is asked to do. There is an archive already, of the first inputs. */
enum Action {
  CREATE_NEW(false),
  CREATE_REPLACING(true),
  APPEND_TO_NEW(false),
  APPEND_REPLACING(true),
  APPEND_IN_PLACE(true),
  /** The archive ends with the guard of an append that was killed. */
  APPEND_IN_PLACE_AGAIN(true),
  EXTRACT_NEW(false);

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
    return this == APPEND_IN_PLACE || this == APPEND_IN_PLACE_AGAIN;
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
    }
  }

  /** The inputs whose samples are in the target afterwards. */
  List<Path> samples(List<Path> known, List<Path> added) {
    return switch (this) {
      case CREATE_NEW, CREATE_REPLACING -> added;
      case EXTRACT_NEW -> known.subList(1, 2);
      default -> java.util.stream.Stream.concat(known.stream(), added.stream()).toList();
    };
  }
}
