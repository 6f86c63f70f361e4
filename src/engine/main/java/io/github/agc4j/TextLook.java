package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.verify.TextFinding;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Looks whether texts of samples come back as they were read. For one thread. */
final class TextLook implements AutoCloseable {
  private final TextProof proof;
  private final Map<Long, TextFinding> found = new HashMap<>();

  /**
   * A look at texts of {@code reader}, which stays the caller's.
   *
   * @param reader null if nothing is to be decoded
   */
  TextLook(AgcReader reader, VerifyPlan plan) {
    boolean isWanted = reader != null && plan.fraction() == 1;
    this.proof = isWanted ? new TextProof(reader, plan.threads(), this::tell) : null;
  }

  private void tell(long first, long last, byte[] sha256, boolean isEqual) {
    found.put(
        last,
        isEqual
            ? first == last ? TextFinding.PROVEN : TextFinding.NONE
            : new TextFinding(false, "its text is not what was read: SHA-256 differs"));
  }

  /** What is found of {@code samples}, ascending, as far as archives have digests of files. */
  Map<Long, TextFinding> look(SampleIndexes samples) throws IOException {
    found.clear();
    if (proof == null) {
      return Map.of();
    }
    try {
      proof.add(samples);
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
        found.put(sample, new TextFinding(false, e.getMessage()));
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
