package io.github.agc4j.cli.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The resident set of this process by kind of mapping, as Linux tells it. */
record ResidentSet(Map<Kind, Long> bytes) {
  /** What a page belongs to. */
  enum Kind {
    /** The JVM's and other shared libraries. */
    LIBRARIES,
    /** The JVM's archives of loaded classes. */
    CLASS_ARCHIVES,
    /** Other mapped files: inputs and output. */
    FILES,
    /** The Java heap, which lies below 4 GiB when it is small. */
    HEAP,
    /** Everything else: the C heap, compiled code, class metadata, stacks. */
    ANONYMOUS
  }

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final long HEAP_END = 1L << 32;

  /** Current bytes of the resident set; 0 where the system does not tell. */
  static long current() {
    return statusField("VmRSS:");
  }

  /** The most bytes it ever had; 0 where the system does not tell. */
  static long peak() {
    return statusField("VmHWM:");
  }

  private static long statusField(String field) {
    try (BufferedReader lines = Files.newBufferedReader(STATUS, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(field)) {
          return kilobytes(line);
        }
      }
    } catch (IOException e) {
      // Not Linux: nothing is told.
    }
    return 0;
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
  }

  /** The resident set now; without any entry where the system does not tell. */
  static ResidentSet now() {
    Map<Kind, Long> bytes = new EnumMap<>(Kind.class);
    try (BufferedReader lines = Files.newBufferedReader(MAPPINGS, StandardCharsets.ISO_8859_1)) {
      Kind kind = Kind.ANONYMOUS;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("Rss:")) {
          bytes.merge(kind, kilobytes(line), Long::sum);
        } else if (Character.digit(line.charAt(0), 16) >= 0 && line.indexOf('-') > 0) {
          kind = kind(line);
        }
      }
    } catch (IOException e) {
      // Not Linux: nothing is told.
    }
    return new ResidentSet(bytes);
  }

  private static Kind kind(String mapping) {
    int path = mapping.indexOf('/');
    if (path < 0) {
      long start = Long.parseUnsignedLong(mapping.substring(0, mapping.indexOf('-')), 16);
      return Long.compareUnsigned(start, HEAP_END) < 0 ? Kind.HEAP : Kind.ANONYMOUS;
    }
    String name = mapping.substring(mapping.lastIndexOf('/') + 1);
    if (name.contains(".so") || name.equals("java")) {
      return Kind.LIBRARIES;
    }
    return name.endsWith(".jsa") || name.endsWith(".aot") ? Kind.CLASS_ARCHIVES : Kind.FILES;
  }

  long of(Kind kind) {
    return bytes.getOrDefault(kind, 0L);
  }
}
