package io.github.agc4j.engine.input;

import io.github.agc4j.collection.SampleNames;
import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.fasta.ContigBlocks;
import io.github.agc4j.fasta.FastaReader;
import io.github.agc4j.memory.BlockPool;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Reads the input files one after the other, ahead of the workers: into the next samples only as
 * long as the budget of the contigs has room, into the current one always, since nothing else would
 * ever free any. With one worker there is no thread, and a sample is read when it is asked for.
 */
public final class InputReader implements AutoCloseable {
  private static final int SAMPLES_AHEAD_MAX = 8;
  private static final long PATIENCE_MS = 2000;

  private final List<Path> files;
  private final boolean unknownToN;
  private final MemoryBudget contigBudget;
  private final BlockPool pool;
  private final ArrayDeque<SampleBatch> ahead = new ArrayDeque<>();
  private final Thread thread;
  private SampleBatch current;
  private int next;
  private boolean closed;

  public InputReader(
      List<Path> files, boolean unknownToN, boolean ownThread, MemoryBudget contigBudget) {
    this.files = files;
    this.unknownToN = unknownToN;
    this.contigBudget = contigBudget;
    this.pool = new BlockPool(contigBudget);
    this.thread = ownThread ? new Thread(this::readAll, "agc4j-reader") : null;
    if (thread != null) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * The next sample, of which contigs may still be missing; null after the last. The one before
   * must be freed.
   */
  public SampleBatch next() throws InterruptedException {
    if (thread == null) {
      if (next == files.size()) {
        return null;
      }
      current = newBatch(files.get(next++));
      read(current);
      return current;
    }
    synchronized (this) {
      while (ahead.isEmpty() && next < files.size()) {
        wait();
      }
      current = ahead.poll();
      notifyAll();
      return current;
    }
  }

  /** Frees a sample that is stored. */
  public void free(SampleBatch batch) {
    batch.free();
    synchronized (this) {
      current = null;
      notifyAll();
    }
  }

  private SampleBatch newBatch(Path file) {
    byte[] name = SampleNames.of(file).getBytes(StandardCharsets.UTF_8);
    return new SampleBatch(file, name, new ContigBlocks(pool), contigBudget);
  }

  private void readAll() {
    try {
      for (Path file : files) {
        SampleBatch batch = newBatch(file);
        synchronized (this) {
          while (ahead.size() >= SAMPLES_AHEAD_MAX && !closed) {
            wait();
          }
          if (closed) {
            batch.free();
            return;
          }
          ahead.add(batch);
          next++;
          notifyAll();
        }
        read(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(SampleBatch batch) {
    try (FastaReader reader = new FastaReader(batch.file(), unknownToN, contigBudget)) {
      while (reader.nextContig()) {
        awaitRoom(batch);
        PackedSequence contig = reader.readSequence(batch.blocks());
        batch.add(reader.name(), contig);
      }
      batch.end(null);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      batch.end(e);
    }
  }

  private void awaitRoom(SampleBatch batch) throws InterruptedException {
    if (thread == null) {
      return;
    }
    synchronized (this) {
      while (!closed && !isNeeded(batch) && !pool.hasRoom()) {
        wait();
      }
      if (closed) {
        throw new InterruptedException("closed");
      }
    }
  }

  /** Whether the workers have nothing but this sample to wait for. */
  private boolean isNeeded(SampleBatch batch) {
    return batch == current || current == null && batch == ahead.peek();
  }

  /** Stops reading and frees what was read. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (thread != null && !awaitThread()) {
      // It hangs in opening or reading something that never answers, such as a FIFO. It is a
      // daemon,
      // and is left alone with the memory that it may still write to.
      return;
    }
    ahead.forEach(batch -> batch.free());
    if (current != null) {
      current.free();
    }
    pool.close();
  }

  /** Waits for the thread to notice that it is to stop; false if it does not. */
  private boolean awaitThread() {
    boolean interrupted = false;
    try {
      thread.join(PATIENCE_MS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(PATIENCE_MS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
