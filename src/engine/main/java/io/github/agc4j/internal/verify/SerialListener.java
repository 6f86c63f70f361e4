package io.github.agc4j.internal.verify;

import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.info.VerifySummary;
import java.io.IOException;

/** Passes on what several threads tell, one after the other. */
public final class SerialListener implements VerifyListener {
  private final VerifyListener listener;

  public SerialListener(VerifyListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void damagedPart(String stream, long part, String reason) throws IOException {
    listener.damagedPart(stream, part, reason);
  }

  @Override
  public synchronized void unreadable(String reason) throws IOException {
    listener.unreadable(reason);
  }

  @Override
  public synchronized void unproven(String stream, String reason) throws IOException {
    listener.unproven(stream, reason);
  }

  @Override
  public synchronized void lostSample(String sample, String reason) throws IOException {
    listener.lostSample(sample, reason);
  }

  @Override
  public synchronized void damagedContig(String sample, String contig, String reason)
      throws IOException {
    listener.damagedContig(sample, contig, reason);
  }

  @Override
  public synchronized void damagedText(String sample, String reason) throws IOException {
    listener.damagedText(sample, reason);
  }

  @Override
  public synchronized void wholeSample(String sample) throws IOException {
    listener.wholeSample(sample);
  }

  @Override
  public synchronized void archive(String name, VerifySummary summary) throws IOException {
    listener.archive(name, summary);
  }
}
