package io.github.agc4j.cli.report;

import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the memory of the process went: peaks by component, the heap, and the rest of the resident
 * set.
 */
public final class MemoryReport {
  /** Forms of the report. */
  public enum Form {
    /** For people. */
    TABLE,
    /** One JSON object. */
    JSON
  }

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK_FIELD = "VmHWM:";

  private final Map<String, Long> components = new LinkedHashMap<>();
  private final long knownBytes;
  private final long heapBytes;
  private final long residentBytes;

  private MemoryReport(MemoryBudget budget) {
    for (MemoryBudget child : budget.children()) {
      components.put(child.name(), child.peakBytes());
    }
    knownBytes = budget.peakBytes();
    heapBytes = heapPeak();
    residentBytes = residentPeak();
  }

  /** The state of the process now. */
  public static MemoryReport of(MemoryBudget budget) {
    return new MemoryReport(budget);
  }

  private static long heapPeak() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    return bytes;
  }

  /** The peak of the resident set; 0 where the system does not tell. */
  private static long residentPeak() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK_FIELD)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException e) {
      // Not Linux: the report says 0.
    }
    return 0;
  }

  public long knownBytes() {
    return knownBytes;
  }

  public long heapBytes() {
    return heapBytes;
  }

  public long residentBytes() {
    return residentBytes;
  }

  private long unaccountedBytes() {
    return residentBytes == 0 ? 0 : residentBytes - knownBytes - heapBytes;
  }

  /** Writes the report. */
  public void print(Form form, PrintWriter out) {
    if (form == Form.TABLE) {
      printTable(out);
    } else {
      printJson(out);
    }
    out.flush();
  }

  private void printTable(PrintWriter out) {
    out.printf("%-34s %12s%n", "memory", "peak bytes");
    components.forEach((name, bytes) -> out.printf("  %-32s %12d%n", name, bytes));
    out.printf("%-34s %12d%n", "known (peak of the sum)", knownBytes);
    out.printf("%-34s %12d%n", "JVM heap", heapBytes);
    out.printf("%-34s %12d%n", "resident set", residentBytes);
    out.printf("%-34s %12d%n", "unaccounted (JVM, code, libraries)", unaccountedBytes());
  }

  private void printJson(PrintWriter out) {
    StringBuilder text = new StringBuilder("{\"components\":{");
    components.forEach(
        (name, bytes) ->
            text.append(text.charAt(text.length() - 1) == '{' ? "\"" : ",\"")
                .append(name)
                .append("\":")
                .append(bytes));
    text.append("},\"known\":").append(knownBytes);
    text.append(",\"heap\":").append(heapBytes);
    text.append(",\"resident\":").append(residentBytes);
    text.append(",\"unaccounted\":").append(unaccountedBytes()).append('}');
    out.println(text);
  }
}
