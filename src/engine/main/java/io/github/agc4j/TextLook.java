package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Looks whether texts of samples come back as they were read. For one thread. */
final class TextLook implements AutoCloseable {
  private final AgcReader reader;
  private final TextProof proof;
  private final Map<Long, String> found = new HashMap<>();

  /**
   * A look at texts of {@code reader}, which stays the caller's.
   *
   * @param reader null if nothing is to be decoded
   */
  TextLook(AgcReader reader, VerifyPlan plan) {
    this.reader = reader;
    boolean isWanted = reader != null && plan.fraction() == 1;
    this.proof = isWanted ? new TextProof(reader, plan.threads(), this::tell) : null;
  }

  private void tell(long first, long last, byte[] sha256, boolean isEqual) {
    if (!isEqual) {
      found.put(last, "its text is not what was read: SHA-256 differs");
    }
  }

  /**
   * What is wrong with texts of {@code samples}, ascending, as far as the archive has digests of
   * files.
   *
   * @param digests gets digests of contigs that are computed on the way
   */
  Map<Long, String> look(SampleIndexes samples, ContigDigests digests) throws IOException {
    found.clear();
    if (proof == null || reader.inner().texts().layouts().isEmpty()) {
      return Map.of();
    }
    try {
      proof.add(samples, digests);
    } catch (CorruptArchiveException e) {
      lookAtEach(samples);
    }
    return Map.copyOf(found);
  }

  private void lookAtEach(SampleIndexes samples) throws IOException {
    for (long sample : samples) {
      try {
        proof.add(SampleIndexes.of(sample));
      } catch (CorruptArchiveException e) {
        found.put(sample, e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    if (proof != null) {
      proof.close();
    }
  }
}
