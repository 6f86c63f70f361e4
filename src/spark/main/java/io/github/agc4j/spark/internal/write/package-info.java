/**
 * Archives made by tasks side by side: of files ({@link
 * io.github.agc4j.spark.internal.write.FilesBuild}), or of the rows of a table ({@link
 * io.github.agc4j.spark.internal.write.AgcWrite}). Each task makes an archive of its own, a shard;
 * shards lie in a folder beside the target until they are merged.
 */
package io.github.agc4j.spark.internal.write;
