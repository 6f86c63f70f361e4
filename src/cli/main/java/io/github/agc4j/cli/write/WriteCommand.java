package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.ProgressLine;
import io.github.agc4j.cli.report.MemoryReport;
import io.github.agc4j.cli.report.ReportOption;
import io.github.agc4j.engine.AgcWriter;
import io.github.agc4j.engine.EngineCounter;
import io.github.agc4j.engine.option.CreateOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands that write archives have in common: progress, statistics and the report. */
abstract class WriteCommand implements Callable<Integer>, Verbosity.Holder {
  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private ReportOption reportOption;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  /** One call of a writer. */
  interface Work {
    void run(AgcWriter writer, LongConsumer progress) throws IOException;
  }

  /**
   * Runs {@code work} with a writer.
   *
   * @param samples how many samples there will be; 0 if nobody knows
   */
  void run(CreateOptions engineOptions, long samples, Work work) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, samples);
    try (AgcWriter writer = new AgcWriter(engineOptions);
        MemoryReport report = reportOption.watch(writer.memory())) {
      try {
        work.run(writer, progress::update);
      } finally {
        progress.end();
      }
      if (verbosity.showsStatistics()) {
        for (EngineCounter counter : EngineCounter.values()) {
          err.printf("%-36s %d%n", counter.label(), writer.counts().get(counter));
        }
      }
      reportOption.print(report, err);
      err.flush();
    }
  }
}
