package io.github.agc4j.spark.internal.write;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.Copies;
import java.io.IOException;

/**
 * What rows become.
 *
 * @param archive where it will be
 * @param state what was there when the write began; empty for nothing
 * @param base the archive that shards extend; null for none
 * @param isAdded whether rows are added to the base
 * @param shards how many tasks make shards
 * @param options of the driver
 */
record WriteTarget(
    Copies copies,
    String archive,
    String state,
    String base,
    boolean isAdded,
    int shards,
    CreateOptions options) {
  /** Refuses to replace what others have written meanwhile. */
  void checkUnchanged() throws IOException {
    String now = copies.exists(archive) ? copies.places().state(archive) : "";
    if (!now.equals(state)) {
      throw new IOException(
          ArchivePlaces.shown(archive) + ": was changed by others meanwhile: write again");
    }
  }

  /** The options of tasks. */
  CreateOptions ofTasks() {
    return options.toBuilder().threads(1).build();
  }
}
