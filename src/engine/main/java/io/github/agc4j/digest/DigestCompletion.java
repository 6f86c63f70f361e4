package io.github.agc4j.digest;

import io.github.agc4j.memory.GrowableBytes;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.ValueLayout;

/**
 * All digests of a sample of which the archive has only what some contigs can be checked by.
 * Whoever has them adds them one by one. Owns them until it is closed.
 */
public final class DigestCompletion implements AutoCloseable {
  private final GrowableBytes record;

  /** Without digests yet, and with the collection that {@code stored} has, if it has one. */
  public DigestCompletion(DigestReader stored, MemoryBudget budget) {
    record = new GrowableBytes(budget);
    if (stored.hasCollection()) {
      record.put(stored.record(), 0, DigestReader.BEHIND_COLLECTION);
      record.written().set(ValueLayout.JAVA_BYTE, 0, DigestReader.ALL_WHOLE);
    } else {
      record.putByte(DigestReader.SINGLE);
    }
  }

  /** Adds the digest of the next contig, which is whole. */
  public void add(ContigDigest digest) {
    digest.write(record, true);
  }

  /** The digests of all contigs, which must have been added; borrowed until this is closed. */
  public DigestReader digests() {
    return DigestReader.ofRecord(record.written());
  }

  @Override
  public void close() {
    record.close();
  }
}
