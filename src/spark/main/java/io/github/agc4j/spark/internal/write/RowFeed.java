package io.github.agc4j.spark.internal.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.input.Contig;
import io.github.agc4j.input.Letters;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Hands the letters of samples, told one after the other, to a writer that wants to go through
 * them: the writer runs in a thread of its own, and a few pieces wait for it. For one thread.
 */
final class RowFeed implements AutoCloseable {
  private static final int PIECES_MAX = 8;
  private static final long POLL_MS = 100;
  private static final byte[] NOTHING = {};

  private final AgcWriter writer;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
  private final FutureTask<Void> writing;
  private final Thread thread;

  /**
   * Some letters.
   *
   * @param sample null behind the last one
   * @param contig the header
   * @param isFirst whether the contig begins here
   */
  private record Piece(String sample, String contig, boolean isFirst, byte[] letters) {}

  /** A feed of {@code writer}, which is closed with this. */
  RowFeed(AgcWriter writer) {
    this.writer = writer;
    this.writing = new FutureTask<>(this::write);
    this.thread = Thread.ofPlatform().daemon().name("agc4j-rows").unstarted(writing);
    thread.start();
  }

  /** Adds letters to a contig of a sample. */
  void add(String sample, String contig, boolean isFirst, byte[] letters) throws IOException {
    put(new Piece(sample, contig, isFirst, letters));
  }

  /** Ends the archive, which is then whole. */
  void finish() throws IOException {
    put(new Piece(null, null, false, NOTHING));
    try {
      writing.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void put(Piece piece) throws IOException {
    try {
      while (!pieces.offer(piece, POLL_MS, TimeUnit.MILLISECONDS)) {
        if (writing.isDone()) {
          writing.get();
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException failure(ExecutionException e) throws IOException {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      default -> new IOException(e.getCause());
    };
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private Void write() throws IOException {
    Reading reading = new Reading();
    while (reading.now().sample() != null) {
      writer.add(reading.now().sample(), reading::contigs);
    }
    writer.commit();
    return null;
  }

  /** What the writer's thread takes. */
  private final class Reading {
    private Piece now;

    /** The piece at hand. */
    Piece now() throws IOException {
      if (now == null) {
        try {
          now = pieces.take();
        } catch (InterruptedException e) {
          throw interrupted();
        }
      }
      return now;
    }

    private Piece nowUnchecked() {
      try {
        return now();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The contigs of the sample at hand; each is read before the next one is asked for. */
    Iterator<Contig> contigs() {
      String sample = nowUnchecked().sample();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return sample.equals(nowUnchecked().sample());
        }

        @Override
        public Contig next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return new Contig(nowUnchecked().contig(), () -> new ContigLetters(Reading.this));
        }
      };
    }
  }

  /** The letters of the contig at hand. */
  private static final class ContigLetters implements Letters {
    private final Reading reading;
    private byte[] piece;
    private int position;
    private boolean isEnded;

    ContigLetters(Reading reading) {
      this.reading = reading;
    }

    @Override
    public int read(byte[] letters) throws IOException {
      while (!isEnded && (piece == null || position == piece.length)) {
        nextPiece();
      }
      if (isEnded) {
        return -1;
      }
      int size = Math.min(letters.length, piece.length - position);
      System.arraycopy(piece, position, letters, 0, size);
      position += size;
      return size;
    }

    private void nextPiece() throws IOException {
      Piece next = reading.now();
      isEnded = piece == null ? !next.isFirst() : next.isFirst() || next.sample() == null;
      if (!isEnded) {
        piece = next.letters();
        position = 0;
        reading.now = null;
      }
    }
  }

  /** Ends the writer's thread, too; what is not finished was never there. */
  @Override
  public void close() {
    thread.interrupt();
    boolean isInterrupted = false;
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
    writer.close();
  }
}
