package io.github.agc4j.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** A disk of which some operation fails, once or from then on. */
final class FailingDisk implements FileWatch {
  private static final String BROKEN = "Input/output error";
  private static final String FULL = "No space left on device";

  /** What is counted. */
  private final Set<FileOperation> counted;

  /** What fails once the count is reached. */
  private final Set<FileOperation> failing;

  private final int first;
  private final boolean isLasting;
  private final String reason;
  private final Random shortness;
  private int count;
  private Path failed;

  private FailingDisk(
      Set<FileOperation> counted,
      Set<FileOperation> failing,
      int first,
      boolean isLasting,
      String reason,
      Random shortness) {
    this.counted = counted;
    this.failing = failing;
    this.first = first;
    this.isLasting = isLasting;
    this.reason = reason;
    this.shortness = shortness;
  }

  /** The {@code n}-th (1-based) {@code operation} fails, and no other. */
  static FailingDisk once(FileOperation operation, int n) {
    return new FailingDisk(EnumSet.of(operation), EnumSet.of(operation), n, false, BROKEN, null);
  }

  /** From the {@code n}-th (1-based) change of any kind on no change is made any more. */
  static FailingDisk brokenFrom(int n) {
    Set<FileOperation> changes = EnumSet.allOf(FileOperation.class);
    changes.removeIf(operation -> !operation.changes());
    return new FailingDisk(changes, changes, n, true, BROKEN, null);
  }

  /** There is no room any more after half of the {@code n}-th (1-based) write. */
  static FailingDisk fullFrom(int n) {
    Set<FileOperation> writes = EnumSet.of(FileOperation.WRITE, FileOperation.CREATE);
    return new FailingDisk(EnumSet.of(FileOperation.WRITE), writes, n + 1, true, FULL, null);
  }

  /** Nothing fails, but reads and writes take only some of the bytes. */
  static FailingDisk shortTransfers(long seed) {
    Set<FileOperation> none = EnumSet.noneOf(FileOperation.class);
    return new FailingDisk(none, none, 1, false, BROKEN, new Random(seed));
  }

  @Override
  public synchronized void before(FileOperation operation, Path file) throws IOException {
    if (counted.contains(operation)) {
      count++;
    }
    boolean isReached = isLasting ? count >= first : count == first;
    if (isReached && failing.contains(operation)) {
      failed = failed == null ? file : failed;
      throw switch (operation) {
        // As the system's own: an operation on a channel does not say of which file.
        case READ, WRITE, MAP, FORCE, TRUNCATE, SIZE, LOCK -> new IOException(reason);
        default -> new FileSystemException(file.toString(), null, reason);
      };
    }
  }

  @Override
  public synchronized int granted(FileOperation operation, int bytes) {
    if (shortness != null) {
      return 1 + shortness.nextInt(bytes);
    }
    boolean isLastOfRoom = reason.equals(FULL) && count == first - 1;
    return isLastOfRoom && operation == FileOperation.WRITE ? (bytes + 1) / 2 : bytes;
  }

  /** Whether anything failed. */
  synchronized boolean hasFailed() {
    return failed != null;
  }

  /** Whether what failed first concerned a folder. */
  synchronized boolean hasFailedForFolder() {
    return Files.isDirectory(failed);
  }

  @Override
  public synchronized String toString() {
    return failing + " " + first + (isLasting ? " and later" : "") + " of " + failed;
  }
}
