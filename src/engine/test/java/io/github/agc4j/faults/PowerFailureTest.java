package io.github.agc4j.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whenever the power fails, the archive is the one before or the new one, and the new one once the
 * call has returned. More states of the disk at each step with {@code -Dagc4j.power.runs=200}.
 */
@Tag("slow")
class PowerFailureTest {
  private static final int BASES = 2000;

  /** One of so many states is used to go on with. */
  private static final int CONTINUED = 16;

  @TempDir private Path root;
  private Path found;

  /** How many of the possible disks are looked at, at each step. */
  private int states = Integer.getInteger("agc4j.power.runs", 3);

  private PowerSubject subject;
  private ForgetfulDisk disk;
  private Object before;
  private Object after;
  private long seed;

  @BeforeEach
  void makeFolder() throws IOException {
    found = Files.createDirectory(root.resolve("found"));
  }

  @ParameterizedTest
  @EnumSource
  void theArchiveIsTheOneBeforeOrTheNewOne(Action action) throws IOException {
    check(new Scenario(root, action, CreateOptions.DEFAULTS, BASES));
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_REPLACING", "APPEND_IN_PLACE"})
  void alsoWithSeveralThreads(Action action) throws IOException {
    check(new Scenario(root, action, CreateOptions.builder().threads(3).build(), BASES));
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_NEW", "APPEND_IN_PLACE"})
  void alsoWithTemporaryData(Action action) throws IOException {
    CreateOptions options = CreateOptions.builder().memoryBytes(CreateOptions.MEMORY_MIN).build();
    check(new Scenario(root, action, options, BASES));
  }

  @Test
  void alsoWhenTheGuardMovesOn() throws IOException {
    // Its steps are few, and not many of the possible disks are those that matter.
    states *= 2;
    check(new LargeAppend(Files.createDirectory(root.resolve("archives"))));
  }

  private void check(PowerSubject checked) throws IOException {
    subject = checked;
    before = subject.before();
    after = subject.after();
    Path folder = subject.target().getParent();
    disk = new ForgetfulDisk(folder, this::checkStep);
    subject.run(folder, disk);
    for (int i = 0; i < 10 * states; i++) {
      Object content = failPower();
      assertEquals(after, content, () -> "it had returned: " + context());
    }
  }

  private String context() {
    return "power failed after step " + disk.steps() + ", seed " + seed;
  }

  private void checkStep() {
    for (int i = 0; i < states; i++) {
      Object content = failPower();
      boolean isWhole =
          content == null ? before == null : content.equals(before) || content.equals(after);
      assertTrue(isWhole, () -> context() + ": " + content);
      if (seed % CONTINUED == 0 && !after.equals(content)) {
        doAgain();
      }
    }
  }

  /** Returns what the target holds after a power failure; null if there is none. */
  private Object failPower() {
    seed++;
    try {
      try (Stream<Path> files = Files.list(found)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      disk.afterPowerFailure(new SplittableRandom(seed), found);
      Path target = found.resolve(subject.target().getFileName());
      return Files.exists(target) ? subject.content(target) : null;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(context() + ": " + e, e);
    }
  }

  /** What a power failure left must not hinder who does the same again. */
  private void doAgain() {
    try {
      subject.run(found, FileWatch.NONE);
      assertEquals(after, subject.content(found.resolve(subject.target().getFileName())));
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("done again, " + context() + ": " + e, e);
    }
  }
}
