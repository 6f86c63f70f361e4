package io.github.agc4j.internal.digest;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Takes letters in buffers that have an array, and keeps nothing but their digests. */
public final class HashingChannel implements WritableByteChannel {
  private final ContigHasher hasher;

  /** A channel that computes MD5 and, if {@code isWhole}, GA4GH digests. */
  public HashingChannel(boolean isWhole) {
    hasher = new ContigHasher(isWhole);
  }

  @Override
  public int write(ByteBuffer letters) {
    int count = letters.remaining();
    int from = letters.arrayOffset() + letters.position();
    hasher.addSymbols(letters.array(), from, from + count);
    letters.position(letters.limit());
    return count;
  }

  /** Forgets what was written. */
  public void reset() {
    hasher.reset();
  }

  /** The digests of what was written since the last call, or since {@link #reset}. */
  public ContigDigest finish() {
    return hasher.finish();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
