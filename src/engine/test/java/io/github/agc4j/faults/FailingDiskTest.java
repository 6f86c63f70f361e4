package io.github.agc4j.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever operation fails, it is told, archives are what they were and nothing is left behind. */
@Timeout(300)
@Tag("slow")
class FailingDiskTest {
  private static final int BASES = 3000;

  /** How often so far; a failure that needs so many is none of a file system. */
  private static final int OPERATIONS_MAX = 10_000;

  /** Of the operations of a kind every so many-th one fails. */
  private static final int STRIDE = Integer.getInteger("agc4j.fault.stride", 2);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void anyOperationMayFail(Action action) throws IOException {
    Scenario scenario = new Scenario(folder, action, CreateOptions.DEFAULTS, BASES);
    for (FileOperation operation : FileOperation.values()) {
      failEach(scenario, n -> FailingDisk.once(operation, n), operation);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_REPLACING", "APPEND_IN_PLACE", "EXTRACT_NEW"})
  void anyOperationMayFailInAnyThread(Action action) throws IOException {
    Scenario scenario =
        new Scenario(folder, action, CreateOptions.builder().threads(3).build(), BASES);
    for (FileOperation operation :
        EnumSet.of(FileOperation.READ, FileOperation.MAP, FileOperation.FORCE)) {
      failEach(scenario, n -> FailingDisk.once(operation, n), operation);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_NEW", "APPEND_IN_PLACE"})
  void anyOperationOnTemporaryDataMayFail(Action action) throws IOException {
    Scenario scenario =
        new Scenario(
            folder,
            action,
            CreateOptions.builder().memoryBytes(CreateOptions.MEMORY_MIN).build(),
            BASES / 8);
    for (FileOperation operation :
        EnumSet.of(
            FileOperation.CREATE,
            FileOperation.OPEN,
            FileOperation.WRITE,
            FileOperation.MAP,
            FileOperation.DELETE)) {
      failEach(scenario, n -> FailingDisk.once(operation, n), operation);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDiskMayBeFullAtAnyWrite(Action action) throws IOException {
    Scenario scenario = new Scenario(folder, action, CreateOptions.DEFAULTS, BASES);
    failEach(scenario, FailingDisk::fullFrom, FileOperation.WRITE);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_NEW", "CREATE_REPLACING", "APPEND_TO_NEW", "EXTRACT_NEW"})
  void aNameThatCannotBeForcedIsToldUnlessNoneCan(Action action) throws IOException {
    Scenario scenario = new Scenario(folder, action, CreateOptions.DEFAULTS, BASES);
    // Forced are the file, the folder before the file gets its name, and the folder afterwards.
    assertNull(scenario.tryRun(FailingDisk.once(FileOperation.FORCE, 2)));
    scenario.checkDone("the folder cannot be forced at all");
    scenario.reset();
    IOException failure = scenario.tryRun(FailingDisk.once(FileOperation.FORCE, 3));
    assertTrue(failure != null && failure.getMessage().contains("is complete"), "" + failure);
    scenario.checkDone("told");
  }

  @Test
  void aTargetThatCannotBeLookedAtIsNotReplaced() throws IOException {
    Path input = Files.writeString(folder.resolve("a.fa"), ">a\nACGT\n");
    Path target = Files.writeString(folder.resolve("mine.agc"), "mine");
    FailingDisk disk = null;
    for (int n = 1; disk == null || disk.hasFailed(); n++) {
      disk = FailingDisk.once(FileOperation.ATTRIBUTES, n);
      WatchedFileSystem system = new WatchedFileSystem(disk);
      try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
        assertThrows(
            IOException.class,
            () ->
                writer.create(
                    system.path(target), writer.files(List.of(system.path(input))), done -> {}));
      }
      assertEquals("mine", Files.readString(target), disk.toString());
    }
  }

  @Test
  void aGuardThatIsNotWrittenWholeIsRemovedAtOnce() throws IOException {
    LargeAppend append = new LargeAppend(folder);
    Path archive = new WatchedFileSystem(FailingDisk.fullFrom(1)).path(append.target());
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile source = ArchiveFile.open(archive, budget, budget);
        ArchiveFileWriter writer = ArchiveFileWriter.extend(source, budget, budget)) {
      int stream = writer.addStream("more");
      assertThrows(IOException.class, () -> writer.claim(stream, 1));
      assertEquals(append.before(), append.content(append.target()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDiskMayBreakAtAnyChangeAndNothingCanBeCleanedUp(Action action) throws IOException {
    Scenario scenario = new Scenario(folder, action, CreateOptions.DEFAULTS, BASES);
    for (int n = 1; n < OPERATIONS_MAX; n += STRIDE) {
      scenario.reset();
      FailingDisk disk = FailingDisk.brokenFrom(n);
      IOException failure = scenario.tryRun(disk);
      if (!disk.hasFailed()) {
        assertNull(failure);
        return;
      }
      String context = disk.toString();
      if (failure == null) {
        assertTrue(disk.hasFailedForFolder(), context);
        scenario.checkDone(context);
      } else {
        scenario.checkMessage(failure, context);
        if (!scenario.isDone()) {
          scenario.checkReadable(context);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsAndWritesMayTakeOnlySomeOfTheBytes(Action action) throws IOException {
    Scenario scenario = new Scenario(folder, action, CreateOptions.DEFAULTS, BASES);
    for (int seed = 0; seed < 5; seed++) {
      scenario.reset();
      String context = "seed " + seed;
      IOException failure = scenario.tryRun(FailingDisk.shortTransfers(seed));
      assertNull(failure, context);
      scenario.checkDone(context);
      scenario.checkNothingLeft(context);
    }
  }

  /** Lets the first, second … operation fail until there are no more; returns their number. */
  private static int failEach(
      Scenario scenario, IntFunction<FailingDisk> disks, FileOperation operation)
      throws IOException {
    for (int n = 1; n < OPERATIONS_MAX; n += STRIDE) {
      scenario.reset();
      FailingDisk disk = disks.apply(n);
      IOException failure = scenario.tryRun(disk);
      String context = disk.toString();
      if (!disk.hasFailed()) {
        assertNull(failure, context);
        scenario.checkDone(context);
        scenario.checkNothingLeft(context);
        return n - 1;
      }
      if (failure == null) {
        assertTrue(operation == FileOperation.ATTRIBUTES || disk.hasFailedForFolder(), context);
        scenario.checkDone(context);
      } else {
        checkFailure(scenario, failure, context);
      }
      if (operation != FileOperation.DELETE) {
        scenario.checkNothingLeft(context);
      }
    }
    throw new AssertionError("no end of " + operation);
  }

  private static void checkFailure(Scenario scenario, IOException failure, String context)
      throws IOException {
    scenario.checkMessage(failure, context);
    if (scenario.isDone()) {
      assertTrue(failure.getMessage().contains("is complete"), context + ": " + failure);
    } else {
      scenario.checkUndone(context);
    }
  }
}
