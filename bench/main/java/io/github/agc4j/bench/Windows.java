package io.github.agc4j.bench;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Windows of 4 000 symbols of an archive, read by one reader that any number of threads share. */
final class Windows implements AutoCloseable {
  /** Symbols of a window. */
  static final int LENGTH = 4000;

  private final AgcReader reader;
  private final List<long[]> contigs = new ArrayList<>();

  /** A window: sample, contig and first symbol, each 0-based. */
  record Window(long sample, long contig, long from) {}

  /** Opens {@code archive} with a cache of {@code cacheMiB}; finds contigs that are long enough. */
  Windows(Path archive, long cacheMiB) throws IOException {
    reader =
        AgcReader.open(
            archive, new ReadOptions(cacheMiB << 20, ReadOptions.DEFAULTS.mappedBytes()));
    for (long sample = 0; sample < reader.samples(); sample++) {
      long count = reader.contigs(sample);
      for (long contig = 0; contig < count; contig++) {
        long length = reader.contigLength(sample, contig);
        if (length >= LENGTH) {
          contigs.add(new long[] {sample, contig, length});
        }
      }
    }
  }

  /** The reader, which stays this object's. */
  AgcReader reader() {
    return reader;
  }

  /** A window of any contig. */
  Window any(RandomGenerator random) {
    long[] contig = contigs.get(random.nextInt(contigs.size()));
    return new Window(contig[0], contig[1], random.nextLong(contig[2] - LENGTH + 1));
  }

  /** Reads the window's letters; their number. */
  int read(Window window, byte[] letters) throws IOException {
    return reader.fetchLetters(
        window.sample(), window.contig(), window.from(), window.from() + LENGTH, letters, 0);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
