package io.github.agc4j.internal.group.write;

import java.lang.foreign.MemorySegment;

/** The items of open packs, in the form that suits their kind. Of different packs at once safe. */
interface PackItems {
  /** Adds an item, codes or a delta, after the others of the pack. */
  void add(PackHead pack, MemorySegment item, SealedPacks room);

  /**
   * Which item of the pack is the first that equals {@code item}; negative if none does, or if
   * nobody looks for equal ones in packs of this kind.
   */
  long find(PackHead pack, MemorySegment item, SealedPacks room);

  /**
   * Writes the content of the pack to {@code target}, and frees what its items took.
   *
   * @param target room for the content and {@link OpenPacks#BYTES_BEHIND} bytes
   */
  void take(PackHead pack, MemorySegment target, SealedPacks room);
}
