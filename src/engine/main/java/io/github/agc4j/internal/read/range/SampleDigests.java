package io.github.agc4j.internal.read.range;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.digest.CollectionHasher;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.DigestCompletion;
import io.github.agc4j.internal.digest.DigestReader;
import io.github.agc4j.internal.digest.StoredDigests;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.query.Md5Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The digests of a sample: as they are stored, or computed from letters that what is stored proves.
 * Any thread may ask.
 */
public final class SampleDigests {
  private final OpenArchive archive;
  private final long sample;
  private final MemoryBudget budget;

  /** Those of sample {@code sample} of {@code archive}, which stays the caller's. */
  public SampleDigests(OpenArchive archive, long sample, MemoryBudget budget) {
    this.archive = archive;
    this.sample = sample;
    this.budget = budget;
  }

  /** Shows them as they are stored; false if the archive has none. */
  public boolean showStored(StoredDigests.Visitor visitor) throws IOException {
    try (SampleQuery query = archive.query(sample)) {
      return query.withDigests(visitor);
    }
  }

  /**
   * Shows all; false if the archive has none.
   *
   * @param known whole ones that were computed before, of any contigs
   * @throws CorruptArchiveException when letters are not what they were
   */
  public boolean show(ContigDigests known, StoredDigests.Visitor visitor) throws IOException {
    return showStored(
        stored -> {
          if (stored.isWhole()) {
            visitor.visit(stored);
          } else {
            complete(stored, known, visitor);
          }
        });
  }

  private void complete(DigestReader stored, ContigDigests known, StoredDigests.Visitor visitor)
      throws IOException {
    try (DigestCompletion whole = new DigestCompletion(stored, budget);
        SampleQuery query = archive.query(sample)) {
      SymbolHasher hasher = new SymbolHasher(archive.texts(), true);
      ContigNames names = query.names();
      for (long contig = 0; contig < stored.contigs(); contig++) {
        ContigDigest digest = stored.contig(contig);
        byte[] name = names.next();
        whole.add(
            Arrays.copyOf(name, CollectionHasher.nameLength(name)),
            digest.isWhole() ? digest : computed(query, contig, digest, known, hasher));
      }
      DigestReader digests = whole.digests();
      if (digests == null) {
        throw corrupt("its contigs, their names or order are not what they were");
      }
      visitor.visit(digests);
    }
  }

  /** Takes MD5s. */
  public interface Md5Receiver {
    /** Called once, if there are any; {@code md5s} are borrowed meanwhile. */
    void take(Md5Visitor.Md5s md5s) throws IOException;
  }

  /**
   * Shows the MD5s; false if the archive has no digests.
   *
   * @param known those that were computed before, of any contigs
   */
  public boolean showMd5s(ContigDigests known, Md5Receiver receiver) throws IOException {
    return showStored(
        stored -> {
          SymbolHasher hasher = new SymbolHasher(archive.texts(), false);
          try (SampleQuery query = archive.query(sample)) {
            receiver.take(
                contig -> {
                  ContigDigest digest = stored.contig(contig);
                  ContigDigest whole =
                      digest.hasMd5() ? digest : computed(query, contig, digest, known, hasher);
                  return whole.md5();
                });
          }
        });
  }

  /** The MD5s of all contigs; empty if the archive has no digests. */
  public List<String> md5s() throws IOException {
    List<String> sums = new ArrayList<>();
    showMd5s(
        ContigDigests.NONE,
        md5s -> {
          try (SampleQuery query = archive.query(sample)) {
            for (long contig = 0; contig < query.contigs(); contig++) {
              sums.add(md5s.of(contig));
            }
          }
        });
    return sums;
  }

  private ContigDigest computed(
      SampleQuery query, long contig, ContigDigest check, ContigDigests known, SymbolHasher hasher)
      throws IOException {
    ContigDigest found = known.get(sample, contig);
    if (found == null) {
      hasher.start(sample, contig);
      query.decode(contig, 0, Long.MAX_VALUE, hasher::add);
      found = hasher.finish();
    }
    if (!check.matches(found)) {
      throw corrupt("contig " + contig + " decodes to other letters");
    }
    return found;
  }

  private CorruptArchiveException corrupt(String reason) {
    String name = new String(archive.catalog().sampleName(sample), StandardCharsets.UTF_8);
    return new CorruptArchiveException(archive.archive().name(), "sample " + name + ": " + reason);
  }
}
