package io.github.agc4j.spark.internal.write;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.spark.internal.file.Copies;

/**
 * What rows become.
 *
 * @param archive where it will be
 * @param base the archive that shards extend; null for none
 * @param isAdded whether rows are added to the base
 * @param shards how many tasks make shards
 * @param options of the driver
 */
record WriteTarget(
    Copies copies,
    String archive,
    String base,
    boolean isAdded,
    int shards,
    CreateOptions options) {
  /** The options of tasks. */
  CreateOptions ofTasks() {
    return options.toBuilder().threads(1).build();
  }
}
