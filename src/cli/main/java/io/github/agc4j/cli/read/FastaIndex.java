package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Where contigs lie in the text that is extracted of some samples, as {@code samtools faidx} tells
 * it: name, symbols, offset of the first, symbols and bytes in a line. Nothing is decoded.
 */
final class FastaIndex {
  private final AgcReader reader;
  private final SampleIndexes samples;
  private final HeaderStyle style;
  private final long lineLength;

  /** Bytes of the text so far. */
  private long offset;

  FastaIndex(AgcReader reader, SampleIndexes samples, HeaderStyle style, long lineLength) {
    this.reader = reader;
    this.samples = samples;
    this.style = style;
    this.lineLength = lineLength;
  }

  /** Prints the index; {@code lines} go to {@code out}. */
  void print(TextOutput out, LineBuffer lines) throws IOException {
    for (long sample : samples) {
      String sampleName = reader.sampleName(sample);
      reader.forEachContigBytes(
          sample, (name, length) -> lines.println(line(out, name, sampleName, length.get())));
    }
  }

  private String line(TextOutput out, byte[] name, String sample, long length) {
    int shortEnd = FullName.wordEnd(name, FullName.wordStart(name));
    byte[] header = style.header(name, shortEnd, sample, "");
    offset += 1 + header.length + 1;
    long start = offset;
    long lines = (length + lineLength - 1) / lineLength;
    offset += length + lines;
    // samtools tells the first line, which may be the only and a shorter one.
    long inLine = Math.min(length, lineLength);
    return String.join(
        "\t",
        out.shownField(new String(FullName.firstWord(header), StandardCharsets.UTF_8)),
        String.valueOf(length),
        String.valueOf(start),
        String.valueOf(inLine),
        String.valueOf(length == 0 ? 0 : inLine + 1));
  }
}
