package io.github.agc4j.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.engine.option.CreateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whenever the power fails, the archive is the one before or the new one, and the new one once the
 * call has returned. More states of the disk at each step with {@code -Dagc4j.power.runs=100}.
 */
@Timeout(3000)
class PowerFailureTest {
  private static final int BASES = 2000;
  private static final int RUNS = Integer.getInteger("agc4j.power.runs", 3);

  /** After so many states one is used to go on with. */
  private static final int CONTINUED = 16;

  @TempDir private Path root;

  @ParameterizedTest
  @EnumSource
  void theArchiveIsTheOneBeforeOrTheNewOne(Action action) throws IOException {
    check(action, CreateOptions.DEFAULTS);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_REPLACING", "APPEND_IN_PLACE"})
  void alsoWithSeveralThreads(Action action) throws IOException {
    check(action, CreateOptions.DEFAULTS.withThreads(3));
  }

  private void check(Action action, CreateOptions options) throws IOException {
    Scenario scenario = new Scenario(root, action, options, BASES);
    scenario.reset();
    Map<String, String> before = action.changesArchive() ? scenario.samplesBefore() : null;
    Map<String, String> after = scenario.samplesAfter();
    AtomicLong seed = new AtomicLong();
    ForgetfulDisk[] disk = {null};
    disk[0] =
        new ForgetfulDisk(
            scenario.folder(),
            () -> {
              for (int i = 0; i < RUNS; i++) {
                long at = seed.getAndIncrement();
                String context = action + ", step " + disk[0].steps() + ", seed " + at;
                Map<String, String> found = found(scenario, disk[0], at, context);
                boolean isWhole =
                    found == null ? before == null : found.equals(before) || found.equals(after);
                assertTrue(isWhole, context + ": " + (found == null ? null : found.keySet()));
                if (at % CONTINUED == 0) {
                  goOn(scenario, found, context);
                }
              }
            });
    assertNull(scenario.run(disk[0]));
    for (int i = 0; i < 10 * RUNS; i++) {
      long at = seed.getAndIncrement();
      String context = action + ", returned, seed " + at;
      assertEquals(after, found(scenario, disk[0], at, context), context);
    }
    System.err.println(action + " " + disk[0].steps() + " " + seed);
  }

  /** What the target holds after a power failure; null if there is none. */
  private Map<String, String> found(
      Scenario scenario, ForgetfulDisk disk, long seed, String context) {
    try {
      Path target = emptied(root.resolve("found")).resolve(scenario.target().getFileName());
      disk.afterPowerFailure(new Random(seed), target.getParent());
      return Files.exists(target) ? Scenario.samples(target) : null;
    } catch (IOException e) {
      throw new AssertionError(context + ": " + e, e);
    }
  }

  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  /** What a power failure left hinders nobody who does the same again. */
  private void goOn(Scenario scenario, Map<String, String> found, String context) {
    try {
      Path folder = root.resolve("found");
      if (!scenario.samplesAfter().equals(found)) {
        assertNull(scenario.runIn(folder, FileWatch.NONE), context);
      }
      Path target = folder.resolve(scenario.target().getFileName());
      assertEquals(scenario.samplesAfter(), Scenario.samples(target), context);
    } catch (IOException e) {
      throw new UncheckedIOException(context, e);
    }
  }
}
