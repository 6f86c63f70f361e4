package io.github.agc4j.engine.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What was found in one sample. Filled by one thread, then told by another. */
final class SampleFindings {
  private final String sample;
  private final List<String[]> damaged = new ArrayList<>();
  private String lost;
  private long decoded;
  private boolean isUndigested;

  SampleFindings(String sample) {
    this.sample = sample;
  }

  void lose(String reason) {
    lost = reason;
  }

  void damage(String contig, String reason) {
    damaged.add(new String[] {contig, reason});
  }

  void countDecoded(boolean hasDigest) {
    decoded++;
    isUndigested |= !hasDigest;
  }

  long decoded() {
    return decoded;
  }

  long damagedContigs() {
    return damaged.size();
  }

  boolean isUndigested() {
    return isUndigested;
  }

  boolean isWhole() {
    return lost == null && damaged.isEmpty();
  }

  void tell(VerifyListener listener) throws IOException {
    for (String[] contig : damaged) {
      listener.damagedContig(sample, contig[0], contig[1]);
    }
    if (lost != null) {
      listener.lostSample(sample, lost);
    } else if (damaged.isEmpty()) {
      listener.wholeSample(sample);
    }
  }
}
