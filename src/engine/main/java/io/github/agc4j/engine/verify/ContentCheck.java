package io.github.agc4j.engine.verify;

import io.github.agc4j.digest.ContigDigest;
import io.github.agc4j.digest.ContigHasher;
import io.github.agc4j.engine.AgcReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/** Decodes contigs and computes their digests. For one thread; the reader may serve others, too. */
final class ContentCheck {
  private final AgcReader reader;
  private final ContigHasher hasher = new ContigHasher();
  private final WritableByteChannel hashing = new Hashing();

  ContentCheck(AgcReader reader) {
    this.reader = reader;
  }

  /** Takes letters and keeps nothing of them. */
  private final class Hashing implements WritableByteChannel {
    @Override
    public int write(ByteBuffer letters) {
      int count = letters.remaining();
      int from = letters.arrayOffset() + letters.position();
      hasher.add(letters.array(), from, from + count);
      letters.position(letters.limit());
      return count;
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

  /** The digest of what a contig decodes to. */
  ContigDigest digest(long sample, long contig) throws IOException {
    hasher.reset();
    reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, hashing);
    return hasher.finish();
  }

  /**
   * Why a contig is not what it was; null if it is.
   *
   * @param expected its digest; null if there is none, and any content that can be decoded will do
   */
  String damage(long sample, long contig, ContigDigest expected) throws IOException {
    ContigDigest found;
    try {
      found = digest(sample, contig);
    } catch (ClosedChannelException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // Damage, or a disk that cannot be read there.
      return e.getMessage();
    }
    return expected == null || expected.equals(found)
        ? null
        : "decodes to other letters: MD5 " + found.md5() + " instead of " + expected.md5();
  }
}
