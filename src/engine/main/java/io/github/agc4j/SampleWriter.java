package io.github.agc4j;

import io.github.agc4j.input.Contig;
import io.github.agc4j.internal.write.input.AddedSamples;
import io.github.agc4j.internal.write.input.FileInputs;
import io.github.agc4j.internal.write.input.PushedInputs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Adds samples to one archive as a program comes by them: {@link #add(Path)} and {@link
 * #add(String, Iterable)} any number of times, then {@link #commit}. Until that has returned, and
 * if anything fails, or this is closed before, the target is what it was. A sample is stored by
 * other threads while the program gets the next one; at most a few of them are in memory.
 *
 * <p>Each call may throw what has befallen a sample that was added before; then nothing can be
 * added any more. For one thread.
 */
public final class SampleWriter implements AutoCloseable {
  private final FutureTask<Void> writing;
  private final AddedSamples added;
  private final Thread thread;
  private boolean isCommitted;

  /** Writes an archive of what is added. */
  private interface Work {
    void write(AgcWriter.InputsFor inputs) throws IOException;
  }

  private SampleWriter(AgcWriter writer, Work work) {
    this.added = new AddedSamples(this::isGoingOn);
    AgcWriter.InputsFor inputs =
        (names, own) ->
            new PushedInputs(added, own, file -> writer.told(new FileInputs(List.of(file), own)));
    this.writing =
        new FutureTask<>(
            () -> {
              work.write(inputs);
              return null;
            });
    this.thread = Thread.ofPlatform().daemon().name("agc4j-writer").unstarted(writing);
  }

  /**
   * Creates the archive {@code target}; the first sample is the reference.
   *
   * @param writer how to write; borrowed until this is closed, and used by nobody else meanwhile
   */
  public static SampleWriter create(Path target, AgcWriter writer) {
    return new SampleWriter(writer, inputs -> writer.create(target, inputs, done -> {}));
  }

  /** Adds to the archive {@code archive} itself: see {@link AgcWriter#appendInPlace}. */
  public static SampleWriter appendInPlace(Path archive, AgcWriter writer) {
    return new SampleWriter(writer, inputs -> writer.appendInPlace(archive, inputs, done -> {}));
  }

  /** Writes an archive {@code target} of what {@code source} has and what is added. */
  public static SampleWriter append(Path source, Path target, AgcWriter writer) {
    return new SampleWriter(writer, inputs -> writer.append(source, target, inputs, done -> {}));
  }

  private boolean isGoingOn() {
    return !writing.isDone();
  }

  /**
   * Adds a FASTA file as a sample that is called as {@link AgcWriter#nameWith} or the file's name
   * says, or a tar archive of such files. It is read after this has returned, and must stay as it
   * is until {@link #commit} has.
   */
  public void add(Path file) throws IOException {
    run(() -> added.add(file));
  }

  /**
   * Adds a sample.
   *
   * @param name not empty, unlike those of all other samples
   * @param contigs gone through once, by another thread, before this returns or throws
   */
  public void add(String name, Iterable<Contig> contigs) throws IOException {
    run(() -> added.add(name, contigs));
  }

  /**
   * Stores what was added; the target is then the whole archive.
   *
   * @throws IllegalStateException when nothing was added
   */
  public void commit() throws IOException {
    if (thread.getState() == Thread.State.NEW) {
      throw new IllegalStateException("no samples were added");
    }
    run(added::end);
    result();
    isCommitted = true;
  }

  /** Hands something over; false if nobody takes it. */
  private interface Handing {
    boolean run() throws InterruptedException;
  }

  private void run(Handing handing) throws IOException {
    if (isCommitted) {
      throw new IllegalStateException("is committed");
    }
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    try {
      if (!handing.run()) {
        result();
        throw new IllegalStateException("has ended");
      }
    } catch (InterruptedException e) {
      // What was handed over may be the caller's: nobody must look at it any more.
      cancel();
      throw interrupted();
    }
  }

  /**
   * Waits for the end, and throws what ended the writing. Who is interrupted meanwhile is told what
   * has become of the target: it may have been too late.
   */
  private void result() throws IOException {
    boolean isInterrupted = false;
    while (!writing.isDone()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
        added.cancel();
        thread.interrupt();
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    switch (writing.state()) {
      case FAILED -> rethrow(writing.exceptionNow());
      case CANCELLED -> throw new IllegalStateException("cancelled");
      default -> {}
    }
  }

  private static void rethrow(Throwable failure) throws IOException {
    switch (failure) {
      case IOException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      default -> throw new IOException(failure);
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  /** Ends the writing, and waits for that though interrupted. */
  private void cancel() {
    boolean isInterrupted = false;
    added.cancel();
    thread.interrupt();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the writing; what is not committed was never added. */
  @Override
  public void close() {
    if (thread.getState() != Thread.State.NEW) {
      cancel();
    }
  }
}
