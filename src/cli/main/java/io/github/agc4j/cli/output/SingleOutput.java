package io.github.agc4j.cli.output;

import io.github.agc4j.FastaExtractor;
import io.github.agc4j.query.FastaOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * All samples one after the other.
 *
 * @param compressed whether the text comes as BGZF
 */
public record SingleOutput(TextOutput out, boolean compressed) implements FastaOutput {
  @Override
  public void startSample(String name) {
    // One text for all.
  }

  @Override
  public boolean isOneText() {
    return true;
  }

  @Override
  public void write(ByteBuffer text) throws IOException {
    out.write(text);
  }

  @Override
  public void endSample() {
    // One text for all.
  }

  /** Everything was written: ends the text and gives the file its name. */
  public void commit() throws IOException {
    if (compressed) {
      out.write(FastaExtractor.endOfGzip());
    }
    out.commit();
  }
}
