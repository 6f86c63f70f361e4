package io.github.agc4j.cli.verify;

import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.option.VerifyPlan;
import java.io.IOException;

/** Prints what verification finds: a line each, with tabs between what it is, where, and why. */
final class DamageTable implements VerifyListener {
  private final TextOutput out;
  private final VerifyPlan plan;
  private final boolean showsWhole;

  /** Prints to {@code out} what is found by {@code plan}. */
  DamageTable(TextOutput out, VerifyPlan plan, boolean showsWhole) {
    this.out = out;
    this.plan = plan;
    this.showsWhole = showsWhole;
  }

  @Override
  public void damagedPart(String stream, long part, String reason) throws IOException {
    print("part", stream, String.valueOf(part), reason);
  }

  @Override
  public void unreadable(String reason) throws IOException {
    print("archive", "", "", reason);
  }

  @Override
  public void unproven(String stream, String reason) throws IOException {
    print("unproven", stream, "", reason);
  }

  @Override
  public void lostSample(String sample, String reason) throws IOException {
    print("sample", sample, "", reason);
  }

  @Override
  public void damagedContig(String sample, String contig, String reason) throws IOException {
    print("contig", sample, contig, reason);
  }

  @Override
  public void damagedText(String sample, String reason) throws IOException {
    print("text", sample, "", reason);
  }

  @Override
  public void wholeSample(String sample) throws IOException {
    if (showsWhole) {
      print("whole", sample, "", "");
    }
  }

  @Override
  public void archive(String name, VerifySummary summary) throws IOException {
    out.println(SummaryLine.of(name, plan, summary));
  }

  private void print(String what, String first, String second, String reason) throws IOException {
    out.println(
        String.join(
            "\t",
            what,
            Terminal.escaped(first),
            Terminal.escaped(second),
            Terminal.escaped(reason)));
  }
}
