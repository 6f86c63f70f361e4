package io.github.agc4j.internal.archive;

import io.github.agc4j.internal.memory.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to change an archive's file: one writer in one process has it at a time. The lock
 * between processes is the system's, which a process also gives up when it closes any other channel
 * of the file; so whoever holds it takes it anew, and looks whether the file is what he left,
 * before he changes its end.
 */
final class ArchiveLock implements AutoCloseable {
  /** The files that writers of this process have locked. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final Object fileKey;
  private FileLock held;

  private ArchiveLock(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    lock();
    this.fileKey = fileKey(path);
  }

  /**
   * Opens {@code path} for reading and writing, and locks it.
   *
   * @throws IOException also when somebody else has the lock
   */
  static ArchiveLock of(Path path) throws IOException {
    // Asked first: opening and closing a channel would give up the lock that this process has.
    if (!HELD.add(path)) {
      throw isLocked(path);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new ArchiveLock(path, channel);
    } catch (IOException e) {
      HELD.remove(path);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static IOException isLocked(Path path) {
    return new IOException(path + ": is being extended by another process");
  }

  /**
   * The lock of a file that is about to be replaced; null if there is none, or none that could be
   * extended by us.
   */
  static ArchiveLock ofReplaced(Path path) throws IOException {
    if (!Files.exists(path)) {
      return null;
    }
    try {
      return of(path.toRealPath());
    } catch (AccessDeniedException e) {
      return null;
    }
  }

  private void lock() throws IOException {
    held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this process itself: refused like another's.
    } catch (IOException e) {
      throw FileFailure.of(path, "cannot be locked", e);
    }
    if (held == null) {
      throw isLocked(path);
    }
  }

  /**
   * Takes the system's lock anew, which is gone if this process has closed another channel of the
   * file since: after reading it, for instance.
   *
   * @throws IOException also when somebody else has it by now
   */
  void renew() throws IOException {
    if (held != null) {
      held.release();
    }
    lock();
  }

  private static Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** The locked file, closed with this. */
  FileChannel channel() {
    return channel;
  }

  /** Checks that the file still has its name. */
  void checkName() throws IOException {
    if (!Files.exists(path) || !Objects.equals(fileKey, fileKey(path))) {
      throw new IOException(path + ": was replaced meanwhile");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(path);
    }
  }
}
