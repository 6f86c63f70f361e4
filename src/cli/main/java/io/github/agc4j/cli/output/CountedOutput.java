package io.github.agc4j.cli.output;

import io.github.agc4j.query.FastaOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** An output that tells, after each sample, how many are through. */
public final class CountedOutput implements FastaOutput {
  private final FastaOutput out;
  private final LongConsumer done;
  private long samples;

  /** Tells {@code done} of what goes to {@code out}. */
  public CountedOutput(FastaOutput out, LongConsumer done) {
    this.out = out;
    this.done = done;
  }

  @Override
  public void startSample(String name) throws IOException {
    out.startSample(name);
  }

  @Override
  public boolean isOneText() {
    return out.isOneText();
  }

  @Override
  public void write(ByteBuffer text) throws IOException {
    out.write(text);
  }

  @Override
  public void endSample() throws IOException {
    out.endSample();
    done.accept(++samples);
  }
}
