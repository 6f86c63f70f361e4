package io.github.agc4j.internal.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.digest.CollectionHasher;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.DigestReader;
import io.github.agc4j.internal.digest.SampleSeal;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.option.VerifyPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks at samples, contig by contig. Safe for use by several threads. */
public final class SampleCheck {
  private static final byte[] NO_NAME = {};

  private final CatalogReader catalog;
  private final SequenceCheck sequences;
  private final VerifyPlan plan;

  /** Null if contigs are not to be decoded. */
  private final ArchiveReader reader;

  private final MemoryBudget budget;

  public SampleCheck(
      CatalogReader catalog,
      SequenceCheck sequences,
      VerifyPlan plan,
      ArchiveReader reader,
      MemoryBudget budget) {
    this.budget = budget;
    this.catalog = catalog;
    this.sequences = sequences;
    this.plan = plan;
    this.reader = reader;
  }

  /**
   * What is found in sample {@code sample}; the caller closes it.
   *
   * @param known digests of what contigs decode to that were computed before
   * @param damagedText what is wrong with its text; null if nothing is
   */
  public SampleFindings check(long sample, ContigDigests known, String damagedText)
      throws IOException {
    String name = new String(catalog.sampleName(sample), StandardCharsets.UTF_8);
    SampleFindings findings = new SampleFindings(name, budget);
    try (CatalogBatch batch = catalog.batch(sample)) {
      sequences.lookAtDigests(batch);
      checkDigested(sample, batch, known, findings);
      if (findings.isWhole() && damagedText != null) {
        findings.damageText(damagedText);
      }
    } catch (CorruptArchiveException e) {
      findings.lose(e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      findings.close();
      throw e;
    }
    return findings;
  }

  private void checkDigested(
      long sample, CatalogBatch batch, ContigDigests known, SampleFindings findings)
      throws IOException {
    boolean isChecked = false;
    try {
      isChecked =
          reader != null
              && reader.withStoredDigests(
                  sample, digests -> checkContigs(sample, batch, digests, known, findings));
    } catch (CorruptArchiveException e) {
      // A damaged part of digests is reported as such, and the contigs are decoded all the same.
      if (sequences.hasWholeDigests(batch)) {
        findings.lose(e.getMessage());
        return;
      }
    }
    if (!isChecked) {
      checkContigs(sample, batch, null, known, findings);
    }
  }

  /**
   * Looks at all contigs of a sample.
   *
   * @param digests null if there are none
   */
  private void checkContigs(
      long sample,
      CatalogBatch batch,
      DigestReader digests,
      ContigDigests known,
      SampleFindings findings)
      throws IOException {
    int place = catalog.placeInBatch(sample);
    boolean isSealed = digests != null && digests.hasSeal();
    boolean isCollected = digests != null && (digests.hasCollection() || isSealed);
    ContentCheck content = reader == null ? null : new ContentCheck(reader, !isSealed, known);
    CollectionHasher collection = new CollectionHasher();
    SampleSeal seal = new SampleSeal();
    ContigNames names = batch.names(place);
    for (long contig = 0; contig < batch.contigs(place); contig++) {
      byte[] name = names.next();
      ContigDigest digest = digests == null ? null : digests.contig(contig);
      boolean isEnough = digest != null && (isSealed ? digest.hasMd5() : digest.isWhole());
      ContigDigest whole = isEnough ? digest : null;
      String damage = sequences.damage(batch, place, contig);
      if (damage == null && content != null && plan.draws(sample, contig)) {
        ContentCheck.Content found = content.check(sample, contig, digest);
        damage = found.damage();
        whole = whole == null && damage == null ? found.digest() : whole;
        findings.countDecoded(digest != null);
      }
      if (damage != null) {
        findings.damage(name, damage);
      }
      isCollected &= whole != null;
      if (isCollected) {
        byte[] shortName = Arrays.copyOf(name, CollectionHasher.nameLength(name));
        if (isSealed) {
          seal.add(shortName, whole);
        } else {
          collection.add(shortName, whole);
        }
      }
    }
    if (isCollected
        && !(isSealed
            ? Arrays.equals(digests.seal(), seal.finish())
            : Arrays.equals(digests.collection(NO_NAME), collection.finish()))) {
      findings.lose("its contigs' names or order are not what they were");
    }
  }
}
