package io.github.agc4j.internal.archive;

import io.github.agc4j.info.UnfinishedFiles;
import io.github.agc4j.internal.memory.MappedOutput;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file beside the target, which takes the target's name when it is complete and on the
 * disk.
 */
final class NewFileTarget implements ArchiveTarget {
  private final Path target;
  private final boolean replace;
  private final Path temporary;
  private final MappedOutput output;

  /** The archive that is replaced, which must be what it was; null if any may be. */
  private final ArchiveFile replaced;

  private boolean committed;

  /**
   * Starts the temporary file.
   *
   * @throws FileAlreadyExistsException when {@code path} exists and may not be replaced
   */
  NewFileTarget(Path path, boolean replace, MemoryBudget mapped) throws IOException {
    this(path, replace, null, mapped);
  }

  /** Starts one that will replace {@code source}. */
  NewFileTarget(ArchiveFile source, MemoryBudget mapped) throws IOException {
    this(source.path(), true, source, mapped);
  }

  private NewFileTarget(Path path, boolean replace, ArchiveFile replaced, MemoryBudget mapped)
      throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + ": is a directory");
    }
    checkFree(path, replace);
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + ": is not a regular file");
    }
    this.target = Files.exists(path) ? path.toRealPath() : path;
    this.replace = replace;
    this.replaced = replaced;
    this.temporary = temporaryBeside(target);
    this.output = MappedOutput.create(temporary, mapped);
    UnfinishedFiles.add(temporary);
    try {
      UnfinishedFiles.copyPermissions(target, temporary);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static void checkFree(Path target, boolean replace) throws IOException {
    // What cannot be looked at may well exist.
    if (!replace && !Files.notExists(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "exists already");
    }
  }

  private static Path temporaryBeside(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(target + ": the folder does not exist");
    }
    String name = target.getFileName() + ".tmp" + ProcessHandle.current().pid();
    Path candidate = folder.resolve(name);
    for (int i = 1; Files.exists(candidate); i++) {
      candidate = folder.resolve(name + "-" + i);
    }
    return candidate;
  }

  @Override
  public MappedOutput output() {
    return output;
  }

  @Override
  public Path file() {
    return temporary;
  }

  @Override
  public boolean holdsSource() {
    return false;
  }

  @Override
  public void commit() throws IOException {
    output.cut();
    // Otherwise a power failure could leave the new name with a file that is not whole.
    output.force();
    output.close();
    checkFree(target, replace);
    boolean isFolderForced = canForceFolder();
    // An archive that is being extended in place must not be replaced meanwhile.
    ArchiveLock lock = ArchiveLock.ofReplaced(target);
    try {
      checkReplaced();
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
    committed = true;
    UnfinishedFiles.remove(temporary);
    if (isFolderForced) {
      LastForce.of(folder(), StandardOpenOption.READ, target);
    }
  }

  /** Nobody can extend it any more; but somebody may have done so before. */
  private void checkReplaced() throws IOException {
    if (replaced != null && !replaced.isUntouched()) {
      throw new IOException(target + ": was changed meanwhile");
    }
  }

  /** Whether the folder can be opened and forced at all, which not every system permits. */
  private boolean canForceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
      folder.force(true);
      return true;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }

  private Path folder() {
    return target.toAbsolutePath().getParent();
  }

  @Override
  public String toString() {
    return target.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      output.close();
    } finally {
      if (!committed) {
        Files.deleteIfExists(temporary);
        UnfinishedFiles.remove(temporary);
      }
    }
  }
}
