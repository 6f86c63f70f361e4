package io.github.agc4j.cli.report;

import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.info.MemoryUse;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Where the memory of the process went: the peak of each component of the budget, and what the
 * resident set consisted of when it was largest. Watches from its creation until it is closed.
 */
public final class MemoryReport implements AutoCloseable {
  /** Forms of the report. */
  public enum Form {
    /** For people. */
    TABLE,
    /** One JSON object. */
    JSON
  }

  private static final String ROW = "%-30s %14s %14s%n";

  private static final String UNKNOWN = "not available";

  private final MemoryUse budget;
  private final SystemMemory system;
  private final PeakWatch watch;

  /** Null if nothing is read. */
  private final Supplier<DecodedWork> work;

  /** Starts watching a process whose off-heap memory is counted by {@code budget}. */
  public MemoryReport(MemoryUse budget) {
    this(budget, null);
  }

  /** The same for one that reads an archive; {@code work} tells what that took. */
  public MemoryReport(MemoryUse budget, Supplier<DecodedWork> work) {
    this(budget, work, SystemMemory.here());
  }

  /** The same on a system of which {@code system} tells. */
  MemoryReport(MemoryUse budget, Supplier<DecodedWork> work, SystemMemory system) {
    this.budget = budget;
    this.work = work;
    this.system = system;
    this.watch = new PeakWatch(budget, system);
  }

  /** The most bytes that objects on the Java heap ever took. */
  public static long heapPeakBytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    return bytes;
  }

  /** The peak of the resident set; 0 where the system does not tell. */
  public static long residentPeakBytes() {
    return SystemMemory.here().peakBytes();
  }

  /** Ends the watch. */
  @Override
  public void close() {
    watch.close();
  }

  /** Ends the watch and writes the report. */
  public void print(Form form, PrintWriter out) {
    watch.close();
    Map<String, Long> peaks = new TreeMap<>();
    for (MemoryUse child : budget.children()) {
      peaks.put(child.name(), child.peakBytes());
    }
    peaks.put(PeakWatch.HEAP, heapPeakBytes());
    if (form == Form.TABLE) {
      printTable(peaks, out);
    } else {
      printJson(peaks, out);
    }
    out.flush();
  }

  private long explainedBytes() {
    return watch.parts().values().stream().mapToLong(Long::longValue).sum();
  }

  private void printTable(Map<String, Long> peaks, PrintWriter out) {
    out.printf(ROW, "memory, bytes", "own peak", "at peak RSS");
    watch
        .parts()
        .forEach(
            (name, bytes) ->
                out.printf(
                    ROW,
                    "  " + name,
                    peaks.getOrDefault(name, bytes),
                    system.isKnown() ? bytes : UNKNOWN));
    out.printf(ROW, "off-heap budget", budget.peakBytes(), "");
    if (system.isKnown()) {
      out.printf(ROW, "explained", "", explainedBytes());
      out.printf(ROW, "resident set", system.peakBytes(), watch.residentBytes());
      String part = 100 * explainedBytes() / Math.max(1, watch.residentBytes()) + " %";
      out.printf(ROW, "explained part", "", part);
    } else {
      out.printf(ROW, "resident set", UNKNOWN, UNKNOWN);
    }
    if (work != null) {
      printWork(work.get(), out);
    }
  }

  private static void printWork(DecodedWork done, PrintWriter out) {
    out.printf(ROW, "decompressed: parts, bytes", done.parts(), done.bytes());
    out.printf(ROW, "bases given", "", done.symbols());
    if (done.symbols() > 0) {
      String share = String.format(Locale.ROOT, "%.3f", (double) done.bytes() / done.symbols());
      out.printf(ROW, "bytes decompressed per base", "", share);
    }
    out.printf(ROW, "metadata batches decoded", "", done.batches());
  }

  private void printJson(Map<String, Long> peaks, PrintWriter out) {
    StringBuilder text = new StringBuilder("{\"components\":{");
    String separator = "";
    for (Map.Entry<String, Long> part : watch.parts().entrySet()) {
      text.append(separator).append('"').append(part.getKey()).append("\":{\"peak\":");
      text.append(peaks.getOrDefault(part.getKey(), part.getValue()));
      text.append(",\"atPeakRss\":");
      text.append(system.isKnown() ? part.getValue() : null).append('}');
      separator = ",";
    }
    text.append("},\"budget\":").append(budget.peakBytes());
    text.append(",\"explained\":").append(system.isKnown() ? explainedBytes() : null);
    text.append(",\"resident\":").append(system.isKnown() ? system.peakBytes() : null);
    if (work != null) {
      DecodedWork done = work.get();
      text.append(",\"decoded\":{\"parts\":").append(done.parts());
      text.append(",\"bytes\":").append(done.bytes());
      text.append(",\"bases\":").append(done.symbols());
      text.append(",\"batches\":").append(done.batches()).append('}');
    }
    text.append('}');
    out.println(text);
  }
}
