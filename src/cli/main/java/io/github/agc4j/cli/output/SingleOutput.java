package io.github.agc4j.cli.output;

import io.github.agc4j.engine.FastaOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** All samples one behind the other. */
public record SingleOutput(TextOutput out) implements FastaOutput {
  @Override
  public void startSample(String name) {
    // One text for all.
  }

  @Override
  public void write(ByteBuffer text) throws IOException {
    out.write(text);
  }

  @Override
  public void endSample() {
    // One text for all.
  }
}
