package io.github.agc4j.serve.internal.archive;

import io.github.agc4j.AgcReader;
import io.github.agc4j.info.MemoryUse;
import io.github.agc4j.serve.internal.http.Metrics;
import java.io.IOException;

/** What archives take, and what was decompressed of them. */
public final class ArchiveMetrics implements Metrics.Source {
  private final ServedArchives archives;

  /** Tells of {@code archives}. */
  public ArchiveMetrics(ServedArchives archives) {
    this.archives = archives;
  }

  @Override
  public void append(StringBuilder text) throws IOException {
    Metrics.head(text, "agc4j_memory_bytes", "gauge", "Off-heap memory by what it is for.");
    forEach(
        (archive, reader) -> {
          for (MemoryUse use : reader.memory().children()) {
            line(text, "agc4j_memory_bytes", archive, use.name(), use.currentBytes());
          }
        });
    Metrics.head(text, "agc4j_decompressed_bytes_total", "counter", "Of parts of archives.");
    forEach(
        (archive, reader) ->
            line(text, "agc4j_decompressed_bytes_total", archive, null, reader.decoded().bytes()));
  }

  /** Tells of one archive. */
  private interface Teller {
    void tell(String archive, AgcReader reader);
  }

  private void forEach(Teller teller) throws IOException {
    for (ServedArchive served : archives.all()) {
      try (OpenedArchive.Lease lease = served.lease()) {
        teller.tell(served.name(), lease.archive().reader());
      }
    }
  }

  private static void line(
      StringBuilder text, String name, String archive, String component, long value) {
    text.append(name).append("{archive=\"").append(quoted(archive)).append('"');
    if (component != null) {
      text.append(",component=\"").append(quoted(component)).append('"');
    }
    text.append("} ").append(value).append('\n');
  }

  private static String quoted(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
