package io.github.agc4j.internal.write;

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
 * A run of a writer, on a thread of its own, on samples that a program hands over one by one. Each
 * call may throw what has befallen a sample before; then nothing can be handed over any more. For
 * one thread.
 */
public final class PushedWriting implements AutoCloseable {
  private final FutureTask<Void> writing;
  private final AddedSamples added;
  private final Thread thread;

  /** Writes an archive of what is handed over. */
  public interface Run {
    void write(ArchiveWriter.InputsFor inputs) throws IOException;
  }

  /**
   * Starts {@code run}.
   *
   * @param writer what runs; borrowed until this is closed, and used by nobody else meanwhile
   */
  public PushedWriting(ArchiveWriter writer, Run run) {
    this.added = new AddedSamples(this::isGoingOn);
    ArchiveWriter.InputsFor inputs =
        (names, own) ->
            new PushedInputs(added, own, file -> writer.told(new FileInputs(List.of(file), own)));
    this.writing =
        new FutureTask<>(
            () -> {
              run.write(inputs);
              return null;
            });
    this.thread = Thread.ofPlatform().daemon().name("agc4j-writer").unstarted(writing);
    thread.start();
  }

  private boolean isGoingOn() {
    return !writing.isDone();
  }

  /** Hands over a FASTA file or a tar archive of such files, which is read later. */
  public void add(Path file) throws IOException {
    handOver(() -> added.add(file));
  }

  /** Hands over a sample; its contigs are gone through before this returns or throws. */
  public void add(String name, Iterable<Contig> contigs) throws IOException {
    handOver(() -> added.add(name, contigs));
  }

  /** Tells that there are no more samples, and waits until all are stored. */
  public void finish() throws IOException {
    handOver(added::end);
    result();
  }

  /** Hands something over; false if nobody takes it. */
  private interface Handing {
    boolean run() throws InterruptedException;
  }

  private void handOver(Handing handing) throws IOException {
    try {
      if (!handing.run()) {
        result();
        throw new IllegalStateException("has ended");
      }
    } catch (InterruptedException e) {
      // What was handed over may be the caller's: nobody must look at it any more.
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /**
   * Waits for the end, and throws what ended the writing. Who is interrupted meanwhile is told what
   * has become of the target: it may have been too late.
   */
  private void result() throws IOException {
    awaitEnd(true);
    switch (writing.state()) {
      case FAILED -> rethrow(writing.exceptionNow());
      case CANCELLED -> throw new IllegalStateException("cancelled");
      default -> {}
    }
  }

  /** Waits though interrupted, which is passed on to the thread if {@code isPassedOn}. */
  private void awaitEnd(boolean isPassedOn) {
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
        if (isPassedOn) {
          stop();
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
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

  private void stop() {
    added.cancel();
    thread.interrupt();
  }

  /** Ends the writing, and waits for that; what was not finished was never added. */
  @Override
  public void close() {
    stop();
    awaitEnd(false);
  }
}
