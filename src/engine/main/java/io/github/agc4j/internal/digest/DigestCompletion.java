package io.github.agc4j.internal.digest;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * All digests of a sample of which the archive has only what contigs can be checked by. Whoever has
 * them adds them one by one. Owns them until it is closed.
 */
public final class DigestCompletion implements AutoCloseable {
  private final DigestReader stored;
  private final GrowableBytes record;
  private final CollectionHasher collection = new CollectionHasher();
  private final SampleSeal seal = new SampleSeal();

  /** Without digests yet; {@code stored} is borrowed until this is closed. */
  public DigestCompletion(DigestReader stored, MemoryBudget budget) {
    this.stored = stored;
    record = new GrowableBytes(budget);
    if (stored.hasCollection()) {
      record.put(stored.record(), 0, DigestReader.BEHIND_COLLECTION);
    } else if (stored.hasSeal()) {
      record.put(stored.record(), 0, DigestReader.COLLECTION);
      record.put(new byte[CollectionHasher.BYTES]);
    } else {
      record.putByte(DigestReader.SINGLE);
      return;
    }
    record.written().set(ValueLayout.JAVA_BYTE, 0, DigestReader.ALL_WHOLE);
  }

  /**
   * Adds the digest of the next contig, which is whole.
   *
   * @param name its name up to the first blank
   */
  public void add(byte[] name, ContigDigest digest) {
    digest.write(record, ContigDigest.BYTES);
    if (stored.hasSeal()) {
      collection.add(name, digest);
      seal.add(name, digest);
    }
  }

  /**
   * The digests of all contigs, which must have been added; borrowed until this is closed. Null if
   * these are not the contigs that were sealed.
   */
  public DigestReader digests() {
    if (stored.hasSeal()) {
      if (!Arrays.equals(stored.seal(), seal.finish())) {
        return null;
      }
      MemorySegment.copy(
          collection.finish(),
          0,
          record.written(),
          ValueLayout.JAVA_BYTE,
          DigestReader.COLLECTION,
          CollectionHasher.BYTES);
    }
    return DigestReader.ofRecord(record.written());
  }

  @Override
  public void close() {
    record.close();
  }
}
