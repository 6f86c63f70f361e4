package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.fasta.ContigBlocks;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the inputs in their order, ahead of the workers and possibly several files at once: into
 * the next batches only as long as the budget of the contigs has room, into the current one always,
 * since nothing else would ever free any. Without threads of its own a batch is read when it is
 * asked for.
 */
public final class InputReader implements AutoCloseable {
  private static final int BATCHES_AHEAD_MAX = 8;
  private static final long PATIENCE_MS = 2000;

  private final Inputs inputs;
  private final BatchSource source;
  private final MemoryBudget contigBudget;
  private final BlockPool pool;

  /** Where the contigs of the first file lie if they are to be kept; null if not. */
  private final BlockPool referencePool;

  private final ArrayDeque<SampleBatch> ahead = new ArrayDeque<>();
  private final boolean awaitsReference;

  /** The batches that have contigs of the reference, if there is one. */
  private final List<SampleBatch> referenceBatches = new ArrayList<>();

  /** Empty batches: closing what they own and making it again takes longer than a small sample. */
  private final ArrayDeque<SampleBatch> idle = new ArrayDeque<>();

  private final List<Thread> threads = new ArrayList<>();
  private SampleBatch current;
  private int referenceTail = -1;
  private boolean ended;
  private long contigsRead;
  private long symbolsRead;
  private long unknownsRead;
  private IOException failure;
  private boolean closed;

  /**
   * How batches are made.
   *
   * @param firstSamples samples of the first batch, if the inputs are concatenated
   * @param samples samples of the other batches
   * @param threads threads to read with; 0 to read in the caller's
   * @param awaitsReference whether the first file is the reference, which is read whole before
   *     anything else
   * @param keepsReference whether the reference's contigs stay until the reader is closed
   */
  public record Plan(
      int firstSamples,
      int samples,
      int threads,
      boolean awaitsReference,
      boolean keepsReference) {}

  /**
   * A reader that starts at once.
   *
   * @param names the samples that the archive has already, borrowed; gets those of concatenated
   *     inputs
   * @param contigs what contigs are reserved from; its limit bounds what is read ahead
   * @param reference what a reference that is kept is reserved from
   */
  public InputReader(
      Inputs inputs, Plan plan, SampleNameSet names, MemoryBudget contigs, MemoryBudget reference) {
    this.inputs = inputs;
    this.contigBudget = contigs;
    this.pool = new BlockPool(contigs);
    this.awaitsReference = plan.awaitsReference();
    this.referencePool = plan.keepsReference() ? new BlockPool(reference) : null;
    this.source = inputs.open(new Reading(), names, plan, contigs);
    for (int i = 0; i < inputs.threads(plan.threads()); i++) {
      threads.add(Thread.ofPlatform().daemon().name("agc4j-reader-", i + 1L).start(this::readAll));
    }
  }

  /** What the source of batches learns and tells. */
  private final class Reading implements BatchSource.Progress {
    @Override
    public SampleBatch newBatch(boolean ofFirstFile) {
      if (ofFirstFile && awaitsReference) {
        BlockPool blocks = referencePool != null ? referencePool : pool;
        referenceBatches.add(new SampleBatch(new ContigBlocks(blocks), contigBudget));
        return referenceBatches.getLast();
      }
      return idle.isEmpty() ? new SampleBatch(new ContigBlocks(pool), contigBudget) : idle.pop();
    }

    @Override
    public void awaitRoom(SampleBatch batch) throws InterruptedException {
      InputReader.this.awaitRoom(batch);
    }

    @Override
    public void firstFileRead() {
      if (!awaitsReference) {
        return;
      }
      synchronized (InputReader.this) {
        referenceTail = referenceBatches.getLast().contigCount();
        InputReader.this.notifyAll();
      }
    }
  }

  /**
   * Views of the contigs of the first file; waits until all are read. To be called before {@link
   * #next}; the views are borrowed until the batches are freed.
   */
  public List<PackedSequence> awaitReference() throws IOException, InterruptedException {
    if (threads.isEmpty()) {
      while (referenceTail < 0 && readNext()) {
        continue;
      }
    }
    synchronized (this) {
      while (referenceTail < 0 && !hasFailed() && failure == null) {
        wait();
      }
      for (SampleBatch batch : referenceBatches) {
        batch.checkRead();
      }
      checkSource();
      return new ReferenceContigs(referenceBatches, referenceTail);
    }
  }

  private boolean hasFailed() {
    return referenceBatches.stream().anyMatch(SampleBatch::hasFailed);
  }

  private void checkSource() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * The next batch, of which contigs may still be missing; null after the last. The one before must
   * be freed.
   */
  public SampleBatch next() throws IOException, InterruptedException {
    if (threads.isEmpty() && ahead.isEmpty()) {
      readNext();
    }
    synchronized (this) {
      while (ahead.isEmpty() && !ended) {
        wait();
      }
      checkSource();
      current = ahead.poll();
      notifyAll();
      return current;
    }
  }

  /** Frees a batch that is stored, unless it is kept as reference; nobody must look at it again. */
  public void free(SampleBatch batch) {
    boolean ofReference = isOfReference(batch);
    if (!ofReference) {
      batch.reuse();
    } else if (referencePool == null) {
      batch.free();
    }
    synchronized (this) {
      if (!ofReference) {
        idle.push(batch);
      }
      current = null;
      notifyAll();
    }
  }

  private synchronized boolean isOfReference(SampleBatch batch) {
    return referenceBatches.contains(batch);
  }

  private void readAll() {
    try {
      while (readNext()) {
        continue;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one batch; false if there is none. */
  private boolean readNext() throws InterruptedException {
    BatchSource.Filling filling;
    synchronized (this) {
      while (!closed
          && !threads.isEmpty()
          && !readsReference()
          && ahead.size() >= BATCHES_AHEAD_MAX) {
        wait();
      }
      filling = closed ? null : begin();
      if (filling == null) {
        ended = true;
      } else {
        ahead.add(filling.batch());
      }
      notifyAll();
    }
    if (filling != null) {
      fill(filling);
    }
    return filling != null;
  }

  private BatchSource.Filling begin() {
    try {
      return source.next();
    } catch (RuntimeException | Error e) {
      failure = new IOException("reading: " + e, e);
      return null;
    }
  }

  private void fill(BatchSource.Filling filling) {
    try {
      filling.fill();
      count(filling.batch());
      filling.batch().end(null);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      filling.batch().end(e);
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private synchronized void count(SampleBatch batch) {
    contigsRead += batch.contigCount();
    symbolsRead += batch.symbols();
    unknownsRead += batch.unknowns();
  }

  /** Where the sample that is read as number {@code read}, from 0 on, stands among those named. */
  public long place(long read) {
    return inputs.place(read);
  }

  /** Contigs of all batches that were read. */
  public synchronized long contigsRead() {
    return contigsRead;
  }

  /** Symbols of all batches that were read. */
  public synchronized long symbolsRead() {
    return symbolsRead;
  }

  /** Symbols of all batches that were read as N since they are outside the alphabet. */
  public synchronized long unknownsRead() {
    return unknownsRead;
  }

  private void awaitRoom(SampleBatch batch) throws InterruptedException {
    if (threads.isEmpty()) {
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

  /** Whether the workers have nothing but this batch to wait for. */
  private boolean isNeeded(SampleBatch batch) {
    return batch == current
        || current == null && batch == ahead.peek()
        || readsReference() && referenceBatches.contains(batch);
  }

  private boolean readsReference() {
    return awaitsReference && referenceTail < 0;
  }

  /** Stops reading and frees what was read. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    source.stop();
    if (!awaitThreads()) {
      // One hangs in opening or reading something that never answers, such as a FIFO. It is a
      // daemon, and is left alone with the memory that it may still write to.
      return;
    }
    source.close();
    ahead.removeAll(referenceBatches);
    ahead.forEach(SampleBatch::free);
    if (current != null && !referenceBatches.contains(current)) {
      current.free();
    }
    referenceBatches.forEach(SampleBatch::free);
    idle.forEach(SampleBatch::free);
    pool.close();
    if (referencePool != null) {
      referencePool.close();
    }
  }

  /** Waits for the threads to notice that they are to stop; false if one does not. */
  private boolean awaitThreads() {
    boolean interrupted = false;
    boolean stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE_MS);
        if (thread.isAlive()) {
          thread.interrupt();
          thread.join(PATIENCE_MS);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
      stopped &= !thread.isAlive();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return stopped;
  }
}
