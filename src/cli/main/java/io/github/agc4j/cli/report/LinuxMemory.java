package io.github.agc4j.cli.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Linux, by the files of {@code /proc}, and glibc. */
final class LinuxMemory implements SystemMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");

  /** The Java heap lies below it when it is small. */
  private static final long HEAP_END = 1L << 32;

  private final NativeHeap nativeHeap = new NativeHeap();

  /** Whether this is Linux. */
  static boolean isThere() {
    return Files.isReadable(STATUS);
  }

  @Override
  public boolean isKnown() {
    return true;
  }

  @Override
  public long currentBytes() {
    return statusField("VmRSS:");
  }

  @Override
  public long peakBytes() {
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
      // What cannot be read now is not told.
    }
    return 0;
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
  }

  @Override
  public ResidentSet residentSet() {
    Map<ResidentSet.Kind, Long> bytes = new EnumMap<>(ResidentSet.Kind.class);
    try (BufferedReader lines = Files.newBufferedReader(MAPPINGS, StandardCharsets.ISO_8859_1)) {
      ResidentSet.Kind kind = ResidentSet.Kind.ANONYMOUS;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("Rss:")) {
          bytes.merge(kind, kilobytes(line), Long::sum);
        } else if (Character.digit(line.charAt(0), 16) >= 0 && line.indexOf('-') > 0) {
          kind = kind(line);
        }
      }
    } catch (IOException e) {
      // What cannot be read now is not told.
    }
    return new ResidentSet(bytes);
  }

  private static ResidentSet.Kind kind(String mapping) {
    int path = mapping.indexOf('/');
    if (path < 0) {
      long start = Long.parseUnsignedLong(mapping.substring(0, mapping.indexOf('-')), 16);
      return Long.compareUnsigned(start, HEAP_END) < 0
          ? ResidentSet.Kind.HEAP
          : ResidentSet.Kind.ANONYMOUS;
    }
    String name = mapping.substring(mapping.lastIndexOf('/') + 1);
    if (name.contains(".so") || name.equals("java")) {
      return ResidentSet.Kind.LIBRARIES;
    }
    return name.endsWith(".jsa") || name.endsWith(".aot")
        ? ResidentSet.Kind.CLASS_ARCHIVES
        : ResidentSet.Kind.FILES;
  }

  @Override
  public NativeHeap.Bytes nativeHeap() {
    return nativeHeap.now();
  }
}
