package io.github.agc4j.cli.verify;

import io.github.agc4j.AgcReader;
import io.github.agc4j.ArchiveDiff;
import io.github.agc4j.cli.option.FetchedFolder;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.info.DiffFinding;
import io.github.agc4j.info.DiffListener;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agc4j diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Tells which samples of two archives, and which of their contigs, differ, or are in one of them only: what, the sample and the contig, with tabs between. Letters are compared in upper case. Status 0 if there is no difference, otherwise 1.")
public final class DiffCommand implements Callable<Integer>, Verbosity.Holder {
  private static final int STATUS_DIFFERENT = 1;

  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private Threads threads;
  @Mixin private FetchedFolder fetched;

  @Option(names = "--all", description = "tell also which samples and contigs are the same")
  private boolean tellsAll;

  @Parameters(index = "0", paramLabel = "FIRST", description = "an archive: a file or an address")
  private ArchiveLocation first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "another archive")
  private ArchiveLocation second;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    ReadOptions options = ReadOptions.DEFAULTS.withFetched(fetched.path());
    try (AgcReader one = AgcReader.open(first, options);
        AgcReader other = AgcReader.open(second, options);
        TextOutput out = TextOutput.open(null)) {
      Lines lines = new Lines(out);
      boolean areSame = new ArchiveDiff(one, other, threads.count()).run(lines);
      out.commit();
      if (!areSame && !verbosity.isQuiet()) {
        spec.commandLine().getErr().println("agc4j: " + lines.summary());
      }
      return areSame ? 0 : STATUS_DIFFERENT;
    }
  }

  /** Prints what is found. */
  private final class Lines implements DiffListener {
    private final TextOutput out;
    private final Map<DiffFinding, Long> samples = new EnumMap<>(DiffFinding.class);

    private Lines(TextOutput out) {
      this.out = out;
    }

    @Override
    public void sample(String sample, DiffFinding finding) throws IOException {
      samples.merge(finding, 1L, Long::sum);
      print(finding, out.shown(sample));
    }

    @Override
    public void contig(String sample, String contig, DiffFinding finding) throws IOException {
      print(finding, out.shown(sample) + "\t" + out.shown(contig));
    }

    private void print(DiffFinding finding, String what) throws IOException {
      if (tellsAll || finding != DiffFinding.SAME) {
        out.println(word(finding) + "\t" + what);
      }
    }

    private String summary() {
      StringBuilder text = new StringBuilder(first + " and " + second + " differ:");
      String comma = " ";
      for (Map.Entry<DiffFinding, Long> entry : samples.entrySet()) {
        text.append(comma).append(entry.getValue()).append(' ').append(word(entry.getKey()));
        comma = ", ";
      }
      return text.toString();
    }
  }

  private static String word(DiffFinding finding) {
    return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
