package io.github.agc4j.serve.internal.archive;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.serve.internal.digest.DigestIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An archive as its file is now, and what was made of it. Closed when the last of its leases is:
 * that of who serves it, and one of each request that it answers. Safe for use by several threads.
 */
public final class OpenedArchive {
  private final String name;
  private final AgcReader reader;
  private final FileState state;
  private final String contentName;
  private final DecodingThreads decoding;
  private final AtomicInteger leases = new AtomicInteger(1);

  /** Null as long as it is not ready. */
  private volatile DigestIndex index;

  private volatile boolean isIndexPending = true;

  private OpenedArchive(
      String name,
      AgcReader reader,
      FileState state,
      String contentName,
      DecodingThreads decoding) {
    this.decoding = decoding;
    this.name = name;
    this.reader = reader;
    this.state = state;
    this.contentName = contentName;
  }

  /**
   * Opens {@code file}.
   *
   * @param decoding borrowed
   */
  static OpenedArchive open(String name, Path file, long cacheBytes, DecodingThreads decoding)
      throws IOException {
    FileState state = FileState.of(file);
    String contentName = FileState.contentName(file);
    AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS.withCache(cacheBytes));
    return new OpenedArchive(name, reader, state, contentName, decoding);
  }

  /** What the archive is called in paths. */
  public String name() {
    return name;
  }

  /** Reads it. */
  public AgcReader reader() {
    return reader;
  }

  /**
   * Copies letters as {@link AgcReader#fetchLetters} does, by one of the threads that decode.
   *
   * @return letters copied
   */
  public int fetchLetters(long sample, long contig, long from, long to, byte[] target, int offset)
      throws IOException {
    return decoding.run(() -> reader.fetchLetters(sample, contig, from, to, target, offset));
  }

  /** A name of its content, for entity tags: hexadecimal digits. */
  public String contentName() {
    return contentName;
  }

  /** Where contigs are by their digests; null as long as that is not known yet. */
  public DigestIndex index() {
    return index;
  }

  /** From now on contigs are found by {@code made}, which is closed with the archive. */
  void indexBy(DigestIndex made) {
    index = made;
    isIndexPending = false;
  }

  /** There will be no index. */
  void hasNoIndex() {
    isIndexPending = false;
  }

  /** Whether digests are still being computed. */
  public boolean isIndexPending() {
    return isIndexPending;
  }

  boolean isOf(FileState other) {
    return state.equals(other);
  }

  /** Takes a lease, to be closed once; null if it is closed already. */
  Lease lease() {
    for (int now = leases.get(); now > 0; now = leases.get()) {
      if (leases.compareAndSet(now, now + 1)) {
        return new Lease(this);
      }
    }
    return null;
  }

  /** Gives back one lease. */
  void release() throws IOException {
    if (leases.decrementAndGet() == 0) {
      try (reader) {
        if (index != null) {
          index.close();
        }
      }
    }
  }

  /** The right to read an archive until it is closed. */
  public static final class Lease implements Closeable {
    private final OpenedArchive archive;
    private boolean isOpen = true;

    private Lease(OpenedArchive archive) {
      this.archive = archive;
    }

    /** What it is for. */
    public OpenedArchive archive() {
      return archive;
    }

    @Override
    public void close() throws IOException {
      if (isOpen) {
        isOpen = false;
        archive.release();
      }
    }
  }
}
