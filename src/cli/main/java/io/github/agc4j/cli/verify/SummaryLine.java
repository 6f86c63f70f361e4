package io.github.agc4j.cli.verify;

import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.option.VerifyPlan;
import java.util.ArrayList;
import java.util.List;

/** The last line of a report on an archive. */
final class SummaryLine {
  private SummaryLine() {}

  static String of(String archive, VerifyPlan plan, VerifySummary summary) {
    List<String> facts = new ArrayList<>();
    facts.add(summary.parts() + " parts, " + summary.damagedParts() + " damaged");
    String contigs =
        summary.damagedContigs() == 0 ? "" : " (" + summary.damagedContigs() + " contigs)";
    facts.add(summary.samples() + " samples, " + summary.damagedSamples() + " damaged" + contigs);
    if (plan.full()) {
      facts.add(summary.contigs() + " contigs decoded");
    }
    if (plan.fraction() < 1) {
      facts.add("drawn with --seed " + plan.seed());
    }
    if (!summary.checksums() && !summary.unreadable()) {
      facts.add(
          plan.full()
              ? "no checksums"
              : "no checksums: only the structure could be looked at (--full decodes everything)");
    }
    if (summary.undigested() > 0) {
      facts.add(summary.undigested() + " samples without digests to compare with");
    }
    if (summary.lostTexts()) {
      facts.add("case and lines of some samples lost to a program that does not know them");
    }
    return Terminal.escaped(archive)
        + ": "
        + (summary.isWhole() ? "whole" : "damaged")
        + ": "
        + String.join("; ", facts);
  }
}
