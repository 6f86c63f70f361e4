package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code agc4j mask}. */
@Command(
    name = "mask",
    mixinStandardHelpOptions = true,
    description =
        "Prints as BED where letters are in lower case: contig, start and end, 0-based and half-open, with tabs between them; contigs of several samples are called contig@sample.")
public final class MaskCommand extends SampleListCommand {
  @Mixin private HeaderOption header;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    SampleIndexes samples = samples(reader);
    noteLostText(reader, samples);
    HeaderStyle style =
        samples.size() > 1 && header.style() == HeaderStyle.PLAIN ? HeaderStyle.AT : header.style();
    LineBuffer lines = new LineBuffer(out);
    for (long sample : samples) {
      String sampleName = reader.sampleName(sample);
      long[] contig = {0};
      reader.forEachContigBytes(
          sample,
          (name, length) -> {
            String shown = shown(style.header(name, shortEnd(name), sampleName, ""), out);
            reader.mask(
                sample,
                contig[0]++,
                0,
                Long.MAX_VALUE,
                (from, to) -> lines.println(shown + "\t" + from + "\t" + to));
          });
    }
    lines.flush();
  }

  private static int shortEnd(byte[] name) {
    return FullName.wordEnd(name, FullName.wordStart(name));
  }

  private static String shown(byte[] header, TextOutput out) {
    return out.shownField(new String(FullName.firstWord(header), StandardCharsets.UTF_8));
  }
}
