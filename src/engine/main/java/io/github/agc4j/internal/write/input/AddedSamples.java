package io.github.agc4j.internal.write.input;

import io.github.agc4j.input.Contig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Hands samples that a program adds one by one to the thread that reads them. The program waits
 * until each is taken or, if its letters are the program's, read.
 */
public final class AddedSamples {
  /** How often whoever waits looks whether anybody is still there. */
  private static final long LOOK_MS = 20;

  private final SynchronousQueue<Added> queue = new SynchronousQueue<>();
  private final BooleanSupplier isRead;
  private volatile boolean isCancelled;

  /** What is added. */
  sealed interface Added {}

  /** A file, which may be a tar archive of several samples. */
  record File(Path path) implements Added {}

  /** A sample of the program's; {@code read} counts down when its letters are not needed more. */
  record Given(String name, Iterable<Contig> contigs, CountDownLatch read) implements Added {}

  /** There are no more. */
  record End() implements Added {}

  /**
   * Nothing so far.
   *
   * @param isRead whether the reading goes on; asked by the thread that adds
   */
  public AddedSamples(BooleanSupplier isRead) {
    this.isRead = isRead;
  }

  /** Adds a file; returns whether it was taken. */
  public boolean add(Path file) throws InterruptedException {
    return put(new File(file));
  }

  /** Adds a sample; returns whether it was read. */
  public boolean add(String name, Iterable<Contig> contigs) throws InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    boolean isTaken = put(new Given(name, contigs, read));
    while (isTaken && !read.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
      isTaken = isRead.getAsBoolean();
    }
    return isTaken;
  }

  /** Tells that there are no more samples; returns whether that was heard. */
  public boolean end() throws InterruptedException {
    return put(new End());
  }

  private boolean put(Added added) throws InterruptedException {
    while (isRead.getAsBoolean()) {
      if (queue.offer(added, LOOK_MS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** What is added is not wanted any more. */
  public void cancel() {
    isCancelled = true;
  }

  /** What was added next; waits for it. */
  Added take() throws InterruptedException {
    Added next = null;
    while (next == null) {
      if (isCancelled) {
        throw new InterruptedException("cancelled");
      }
      next = queue.poll(LOOK_MS, TimeUnit.MILLISECONDS);
    }
    return next;
  }
}
