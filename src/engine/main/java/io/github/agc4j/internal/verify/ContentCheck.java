package io.github.agc4j.internal.verify;

import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.HashingChannel;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.text.Restored;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;

/** Decodes contigs and computes their digests. For one thread; the reader may serve others, too. */
public final class ContentCheck {
  private final ArchiveReader reader;
  private final HashingChannel hashing;
  private final ContigDigests known;

  /** A check that computes MD5s and, if {@code isWhole}, GA4GH digests. */
  public ContentCheck(ArchiveReader reader, boolean isWhole) {
    this(reader, isWhole, ContigDigests.NONE);
  }

  /** The same where some digests were computed before. */
  public ContentCheck(ArchiveReader reader, boolean isWhole, ContigDigests known) {
    this.reader = reader;
    this.known = known;
    this.hashing = new HashingChannel(isWhole);
  }

  /** The digest of what a contig decodes to. */
  public ContigDigest digest(long sample, long contig) throws IOException {
    return digest(sample, contig, Restored.SYMBOLS);
  }

  private ContigDigest digest(long sample, long contig, Restored restored) throws IOException {
    ContigDigest computed = known.get(sample, contig);
    if (computed != null) {
      return computed;
    }
    hashing.reset();
    reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, restored, hashing);
    return hashing.finish();
  }

  /**
   * What a contig decodes to.
   *
   * @param damage why it is not what it was; null if it is
   * @param digest null if it cannot be decoded
   */
  record Content(String damage, ContigDigest digest) {}

  /**
   * Looks at the content of a contig.
   *
   * @param expected its digest; null if there is none, and any content that can be decoded will do
   */
  Content check(long sample, long contig, ContigDigest expected) throws IOException {
    return check(sample, contig, expected, Restored.SYMBOLS);
  }

  /** The same of letters that are {@code restored}. */
  Content check(long sample, long contig, ContigDigest expected, Restored restored)
      throws IOException {
    ContigDigest found;
    try {
      found = digest(sample, contig, restored);
    } catch (ClosedChannelException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // Damage, or a disk that cannot be read there.
      return new Content(e.getMessage(), null);
    }
    String damage =
        expected == null || expected.matches(found)
            ? null
            : "decodes to other letters: MD5 " + found.md5() + " instead of " + expected.md5();
    return new Content(damage, found);
  }
}
