package io.github.agc4j.cli.write;

import io.github.agc4j.cli.output.Progress;
import io.github.agc4j.info.EngineCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How far an archive is written: by what is read, or by samples; then by what is verified. */
final class WriteProgress implements Progress.Source {
  private final long inputBytes;
  private final long samples;
  private final long startNs = System.nanoTime();
  private volatile EngineCounter.Counts counts;
  private volatile long stored;
  private volatile long verified;
  private volatile long toVerify;

  /** Of an archive of {@code inputs}. */
  WriteProgress(List<Path> inputs) throws IOException {
    this.inputBytes = bytes(inputs);
    this.samples = 0;
  }

  private static long bytes(List<Path> inputs) throws IOException {
    long bytes = 0;
    for (Path input : inputs) {
      if (!Files.isRegularFile(input)) {
        return 0;
      }
      bytes += Files.size(input);
    }
    return bytes;
  }

  /** Of an archive of so many samples, which are not read from files. */
  WriteProgress(long samples) {
    this.inputBytes = 0;
    this.samples = samples;
  }

  /** From now on what is done is in {@code newCounts}. */
  void watch(EngineCounter.Counts newCounts) {
    counts = newCounts;
  }

  /** So many samples are stored. */
  void stored(long count) {
    stored = count;
  }

  /** So many samples of all were read back. */
  void verified(long count, long all) {
    verified = count;
    toVerify = all;
  }

  /** Seconds since the beginning. */
  double seconds() {
    return (System.nanoTime() - startNs) / 1e9;
  }

  @Override
  public Progress.Reached now() {
    if (verified > 0) {
      return new Progress.Reached(verified, toVerify, "verifying", verified, 0);
    }
    long bases = counts.get(EngineCounter.BASES);
    if (samples > 0) {
      return new Progress.Reached(stored, samples, "copying", stored, bases);
    }
    long read = counts.get(EngineCounter.INPUT_BYTES);
    return new Progress.Reached(read, inputBytes, Progress.readOf(read, inputBytes), stored, bases);
  }
}
