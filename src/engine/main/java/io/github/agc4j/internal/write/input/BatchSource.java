package io.github.agc4j.internal.write.input;

import java.io.IOException;

/** Makes batches of the inputs, in order. */
interface BatchSource extends AutoCloseable {
  /** The next batch, still without contigs; null after the last. Called under one monitor. */
  Filling next();

  /**
   * A batch that is to be filled, once.
   *
   * @param batch where the contigs go
   * @param reading reads them
   */
  record Filling(SampleBatch batch, Reading reading) {
    /** Reads the batch's contigs. */
    void fill() throws IOException, InterruptedException {
      reading.into(batch);
    }
  }

  /** Reads contigs. */
  interface Reading {
    void into(SampleBatch batch) throws IOException, InterruptedException;
  }

  /** Told how far reading has come, by the thread that reads. */
  interface Progress {
    /** An empty batch; {@code ofFirstFile} tells whether it gets contigs of the first file. */
    SampleBatch newBatch(boolean ofFirstFile);

    /** Waits until {@code batch} may grow. */
    void awaitRoom(SampleBatch batch) throws InterruptedException;

    /** All contigs of the first file are in batches. */
    void firstFileRead();
  }

  /** Whoever waits for more is to stop: nothing is read any more. Called by any thread. */
  default void stop() {}

  @Override
  void close() throws IOException;
}
