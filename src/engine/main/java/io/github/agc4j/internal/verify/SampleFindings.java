package io.github.agc4j.internal.verify;

import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What was found in one sample, off-heap, since all of its contigs may be damaged. Filled by one
 * thread, then told by another.
 */
public final class SampleFindings implements AutoCloseable {
  private final String sample;

  /** Name and reason of each damaged contig, each with a zero byte after it. */
  private final GrowableBytes damaged;

  private long damagedContigs;
  private String lost;
  private String damagedText;
  private long decoded;
  private boolean isUndigested;

  SampleFindings(String sample, MemoryBudget budget) {
    this.sample = sample;
    this.damaged = new GrowableBytes(budget);
  }

  void lose(String reason) {
    lost = reason;
  }

  void damage(byte[] contig, String reason) {
    damaged.put(contig);
    damaged.putByte(0);
    damaged.put(reason.getBytes(StandardCharsets.UTF_8));
    damaged.putByte(0);
    damagedContigs++;
  }

  void damageText(String reason) {
    damagedText = reason;
  }

  void countDecoded(boolean hasDigest) {
    decoded++;
    isUndigested |= !hasDigest;
  }

  public long decoded() {
    return decoded;
  }

  public long damagedContigs() {
    return damagedContigs;
  }

  public boolean isUndigested() {
    return isUndigested;
  }

  public boolean isWhole() {
    return lost == null && damagedContigs == 0 && damagedText == null;
  }

  public void tell(VerifyListener listener) throws IOException {
    ByteReader in = new ByteReader(damaged.written());
    while (in.remaining() > 0) {
      String contig = text(in);
      listener.damagedContig(sample, contig, text(in));
    }
    if (lost != null) {
      listener.lostSample(sample, lost);
    } else if (damagedText != null) {
      listener.damagedText(sample, damagedText);
    } else if (damagedContigs == 0) {
      listener.wholeSample(sample);
    }
  }

  private static String text(ByteReader in) {
    return new String(in.zeroTerminated(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    damaged.close();
  }
}
