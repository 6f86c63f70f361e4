package io.github.agc4j.cli.verify;

import io.github.agc4j.info.VerifyListener;
import java.io.IOException;

/** Counts what a listener is told. */
final class LossCount implements VerifyListener {
  private final VerifyListener listener;
  private long contigs;
  private long samples;
  private long wholeSamples;

  LossCount(VerifyListener listener) {
    this.listener = listener;
  }

  @Override
  public void damagedPart(String stream, long part, String reason) throws IOException {
    listener.damagedPart(stream, part, reason);
  }

  @Override
  public void unreadable(String reason) throws IOException {
    listener.unreadable(reason);
  }

  @Override
  public void unproven(String stream, String reason) throws IOException {
    listener.unproven(stream, reason);
  }

  @Override
  public void lostSample(String sample, String reason) throws IOException {
    samples++;
    listener.lostSample(sample, reason);
  }

  @Override
  public void damagedContig(String sample, String contig, String reason) throws IOException {
    contigs++;
    listener.damagedContig(sample, contig, reason);
  }

  @Override
  public void damagedText(String sample, String reason) throws IOException {
    listener.damagedText(sample, reason);
  }

  @Override
  public void wholeSample(String sample) throws IOException {
    wholeSamples++;
    listener.wholeSample(sample);
  }

  long contigs() {
    return contigs;
  }

  long samples() {
    return samples;
  }

  long wholeSamples() {
    return wholeSamples;
  }
}
