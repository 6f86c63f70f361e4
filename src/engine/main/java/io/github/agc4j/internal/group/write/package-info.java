/**
 * Sequences on their way into the packs of their groups: {@link
 * io.github.agc4j.internal.group.write.OpenPacks} takes them and numbers them, {@link
 * io.github.agc4j.internal.group.write.SealedPacks} are those of a worker that are full, and {@link
 * io.github.agc4j.internal.group.write.PendingParts} puts them in the order of the file.
 */
package io.github.agc4j.internal.group.write;
