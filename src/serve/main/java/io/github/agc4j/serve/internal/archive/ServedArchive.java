package io.github.agc4j.serve.internal.archive;

import io.github.agc4j.serve.internal.digest.DigestIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A file that is served under a name. When it is another than before, as after an append, it is
 * opened anew, while requests under way end with what they began with. If it cannot be opened then,
 * the old one stays until it can. Safe for use by several threads.
 */
public final class ServedArchive implements Closeable {
  private static final Duration STOP_MAX = Duration.ofSeconds(10);
  private static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final String name;
  private final Path file;
  private final long cacheBytes;
  private final DecodingThreads decoding;
  private final int threads;
  private final Consumer<String> notes;
  private final CountDownLatch firstIndex = new CountDownLatch(1);
  private OpenedArchive current;
  private FileState refused;

  /** Those that compute digests, of this state of the file and of earlier ones. */
  private final List<Thread> indexing = new ArrayList<>();

  private long lookedAtNs;

  /**
   * Opens {@code file}, and begins to look for the digests of its contigs.
   *
   * @param cacheBytes what is kept decompressed
   * @param decoding borrowed
   * @param threads how many compute digests
   * @param notes told what goes on, a line each
   */
  ServedArchive(
      String name,
      Path file,
      long cacheBytes,
      DecodingThreads decoding,
      int threads,
      Consumer<String> notes)
      throws IOException {
    this.name = name;
    this.file = file;
    this.cacheBytes = cacheBytes;
    this.decoding = decoding;
    this.threads = threads;
    this.notes = notes;
    this.current = OpenedArchive.open(name, file, cacheBytes, decoding);
    this.lookedAtNs = System.nanoTime();
    index(current);
  }

  /** What the archive is called in paths. */
  public String name() {
    return name;
  }

  /** The right to read the archive as it is now. */
  public synchronized OpenedArchive.Lease lease() throws IOException {
    if (System.nanoTime() - lookedAtNs > LOOK_INTERVAL_NS) {
      lookedAtNs = System.nanoTime();
      look();
    }
    OpenedArchive.Lease lease = current.lease();
    if (lease == null) {
      throw new IOException(name + ": is closed");
    }
    return lease;
  }

  private void look() {
    try {
      FileState now = FileState.of(file);
      if (!current.isOf(now) && !now.equals(refused)) {
        refused = now;
        OpenedArchive before = current;
        current = OpenedArchive.open(name, file, cacheBytes, decoding);
        index(current);
        before.release();
        notes.accept(name + ": opened anew");
      }
    } catch (IOException e) {
      notes.accept(name + ": still what it was, for it cannot be opened anew: " + e.getMessage());
    }
  }

  private void index(OpenedArchive archive) {
    OpenedArchive.Lease lease = archive.lease();
    Runnable work =
        () -> {
          try (lease) {
            archive.indexBy(
                DigestIndex.of(file, archive.reader(), archive.contentName(), threads, notes));
          } catch (IOException | RuntimeException | Error e) {
            archive.hasNoIndex();
            if (!Thread.currentThread().isInterrupted()) {
              notes.accept(name + ": no sequence is found by its digest: " + e.getMessage());
            }
          } finally {
            firstIndex.countDown();
          }
        };
    indexing.removeIf(thread -> !thread.isAlive());
    indexing.add(Thread.ofPlatform().daemon().name("agc4j-digests").start(work));
  }

  /** Nobody reads the archive any more, so that it does no harm if the file is closed by it. */
  private void stopIndexing() {
    indexing.forEach(Thread::interrupt);
    try {
      for (Thread thread : indexing) {
        thread.join(STOP_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until contigs are found by their digests, or that has failed. */
  public void awaitIndex() throws InterruptedException {
    firstIndex.await();
  }

  @Override
  public synchronized void close() throws IOException {
    stopIndexing();
    current.release();
  }
}
