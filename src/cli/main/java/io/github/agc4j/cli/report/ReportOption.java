package io.github.agc4j.cli.report;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.AttachedValue;
import io.github.agc4j.info.MemoryUse;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option {@code --memory-report}. */
public final class ReportOption {
  @Option(
      names = "--memory-report",
      paramLabel = "FORM",
      arity = "0..1",
      fallbackValue = "table",
      preprocessor = AttachedValue.class,
      description = "print where the memory went, as table or json, to standard error")
  private MemoryReport.Form form;

  /** Starts watching if a report is wanted; null otherwise. */
  public MemoryReport watch(MemoryUse budget) {
    return form == null ? null : new MemoryReport(budget);
  }

  /** The same for a command that reads an archive. */
  public MemoryReport watch(AgcReader reader) {
    return form == null ? null : new MemoryReport(reader.memory(), reader::decoded);
  }

  /** Prints the report of a watch, if there is one. */
  public void print(MemoryReport report, PrintWriter out) {
    if (report != null) {
      report.print(form, out);
    }
  }
}
