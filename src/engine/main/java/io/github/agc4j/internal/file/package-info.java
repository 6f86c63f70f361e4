/**
 * Files that are read by ranges: those of this machine mapped, in windows; others fetched, in
 * blocks. Both are a {@link io.github.agc4j.internal.file.ReadableFile}, which is all that the
 * container knows of.
 */
package io.github.agc4j.internal.file;
