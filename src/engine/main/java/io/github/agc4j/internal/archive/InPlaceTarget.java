package io.github.agc4j.internal.archive;

import io.github.agc4j.internal.archive.footer.FooterSeal;
import io.github.agc4j.internal.memory.FileFailure;
import io.github.agc4j.internal.memory.MappedOutput;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.OutputSpace;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An archive that is extended where it is. What is new lies after the old trailer; old parts stay
 * where they are.
 *
 * <p>An archive is found from the end of its file: the last eight bytes are the trailer, the size
 * of the footer in front of it, and bytes between the stream table and the trailer are ignored. So
 * before anything is written the file grows by one write of eight bytes far after its end: a
 * <em>guard</em>, a trailer by which the old footer reaches up to it. Everything new is written
 * between the old trailer and the guard. In the end the new footer and, after it, its trailer are
 * forced to the disk, and cutting the file there, which takes effect whole or not at all, makes
 * them the end. Whatever happens before, the end of the file is a guard and the archive is the old
 * one; whoever extends it next cuts such a file back to the old trailer first.
 */
final class InPlaceTarget implements ArchiveTarget, OutputSpace {
  private static final long RESERVED_BYTES_MIN = 1L << 20;
  private static final long RESERVED_SHARE = 8;

  private final Path path;
  private final ArchiveLock lock;
  private final FileChannel channel;
  private final long footerStart;
  private final long start;
  private final MappedOutput output;

  /** Where the last guard that is on the disk ends, or else the old archive. */
  private long guardEnd;

  /** Where the file may end: after a guard that is not known to be on the disk, if there is one. */
  private long reachedEnd;

  private boolean committed;

  /**
   * Prepares the file of {@code source}, which stays open, for more.
   *
   * @throws IOException also when another process extends it
   */
  InPlaceTarget(ArchiveFile source, MemoryBudget mapped) throws IOException {
    this.path = source.path().toRealPath();
    this.footerStart = source.footerStart();
    this.lock = ArchiveLock.of(path);
    this.channel = lock.channel();
    try {
      long trailer = source.size() - Long.BYTES;
      if (channel.size() != source.size() || trailerAt(channel, trailer) != trailer - footerStart) {
        throw new IOException(path + ": was changed meanwhile");
      }
      this.start = cutBack(source);
    } catch (IOException e) {
      lock.close();
      throw FileFailure.of(path, "cannot be extended", e);
    }
    this.guardEnd = start;
    this.reachedEnd = start;
    this.output = MappedOutput.extend(path, channel, start, this, mapped);
  }

  /** Removes what an append left that was not completed; returns the archive's end. */
  private long cutBack(ArchiveFile source) throws IOException {
    long footerEnd = source.footerEnd();
    if (trailerAt(channel, footerEnd) != footerEnd - footerStart) {
      return channel.size();
    }
    channel.truncate(footerEnd + Long.BYTES);
    return footerEnd + Long.BYTES;
  }

  private static long trailerAt(FileChannel file, long offset) throws IOException {
    return bytesAt(file, offset, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  /** Bytes of the file; zeroes after its end. */
  private static ByteBuffer bytesAt(FileChannel file, long offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
      continue;
    }
    return bytes;
  }

  @Override
  public void reserve(FileChannel file, long end) throws IOException {
    if (end + Long.BYTES <= guardEnd) {
      return;
    }
    long more = Math.max(RESERVED_BYTES_MIN, (end - start) / RESERVED_SHARE);
    // A multiple of eight, so that the guard never lies in two pages.
    long newEnd = end + more + Long.BYTES & -Long.BYTES;
    reachedEnd = newEnd;
    try {
      writeGuard(file, newEnd);
      // The old guard may be overwritten only once the new one will survive a power failure.
      file.force(true);
    } catch (IOException e) {
      removeGuard(file, e);
      throw e;
    }
    guardEnd = newEnd;
  }

  private void writeGuard(FileChannel file, long end) throws IOException {
    ByteBuffer guard = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    guard.putLong(end - Long.BYTES - footerStart).flip();
    while (guard.hasRemaining()) {
      file.write(guard, end - guard.remaining());
    }
  }

  /** A part of a guard would make the file unreadable, so it goes at once. */
  private void removeGuard(FileChannel file, IOException failure) {
    try {
      file.truncate(guardEnd);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public MappedOutput output() {
    return output;
  }

  @Override
  public Path file() {
    return path;
  }

  @Override
  public boolean holdsSource() {
    return true;
  }

  @Override
  public void commit() throws IOException {
    // Whoever has read the file meanwhile, in this process, has given up our lock.
    lock.renew();
    lock.checkName();
    output.force();
    checkUntouched();
    try {
      output.cut();
    } catch (ClosedByInterruptException e) {
      if (Files.size(path) != output.size()) {
        throw e;
      }
      // The cut has taken effect all the same.
    }
    committed = true;
    forceCut();
  }

  private void checkUntouched() throws IOException {
    boolean isUntouched;
    try {
      isUntouched = isUntouched(channel) && isSealed();
    } catch (IOException e) {
      throw FileFailure.of(path, "cannot be extended", e);
    }
    if (!isUntouched) {
      throw new IOException(path + ": was changed meanwhile");
    }
  }

  /**
   * Whether the new footer is still there: somebody else who had the lock for a while may have left
   * a guard where ours was.
   */
  private boolean isSealed() throws IOException {
    long at = output.size() - Long.BYTES - FooterSeal.BYTES;
    ByteBuffer seal = bytesAt(channel, at, (int) FooterSeal.BYTES);
    return FooterSeal.at(MemorySegment.ofArray(seal.array()), 0) != null;
  }

  /** The new archive counts from the cut on: that it is not forced is told as what it is. */
  private void forceCut() throws IOException {
    try {
      output.force();
    } catch (ClosedChannelException e) {
      LastForce.of(path, StandardOpenOption.WRITE, path);
    } catch (IOException e) {
      throw LastForce.failed(path, e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** Whether the end of the file is where and what we left it. */
  private boolean isUntouched(FileChannel file) throws IOException {
    long trailer = guardEnd - Long.BYTES;
    long size = file.size();
    return size >= guardEnd
        && size <= reachedEnd
        && trailerAt(file, trailer) == trailer - footerStart;
  }

  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      output.unmap();
      if (!committed) {
        cutToStart();
      }
    } finally {
      output.close();
      lock.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** An interrupt may have closed our channel. */
  private void cutToStart() throws IOException {
    try (FileChannel file =
        channel.isOpen()
            ? channel
            : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (isLockedAnew(file) && isUntouched(file)) {
        file.truncate(start);
      }
    }
  }

  /** If somebody else has the lock by now, what is after the archive is his. */
  private boolean isLockedAnew(FileChannel file) {
    try {
      if (file == channel) {
        lock.renew();
        return true;
      }
      return file.tryLock() != null;
    } catch (IOException e) {
      // What we leave is no part of the archive, and goes with the next append.
      return false;
    }
  }
}
