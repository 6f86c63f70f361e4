package io.github.agc4j.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the process holds of the machine.
 *
 * @param residentKib resident memory in KiB
 * @param files open files
 * @param threads threads
 */
record ProcessState(long residentKib, long files, long threads) {
  private static final double GROWTH_MAX = 1.25;
  private static final int SPARE = 8;

  static ProcessState take() throws IOException {
    long files;
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      files = open.count();
    }
    return new ProcessState(status("VmRSS:"), files, status("Threads:"));
  }

  private static long status(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status has no " + key);
  }

  /** Whether this is not much more than {@code before}. */
  boolean isLike(ProcessState before) {
    return residentKib < before.residentKib * GROWTH_MAX
        && files <= before.files + SPARE
        && threads <= before.threads + SPARE;
  }

  @Override
  public String toString() {
    return (residentKib >> 10) + " MiB resident, " + files + " files, " + threads + " threads";
  }
}
