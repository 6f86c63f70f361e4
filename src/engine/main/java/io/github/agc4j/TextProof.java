package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.FileVisitor;
import io.github.agc4j.internal.digest.FileHasher;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.text.SampleLayout;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.PrimitiveIterator;

/**
 * Computes the digests of the files that samples were, from their texts as they come back, and
 * compares them with those that the archive has. For one thread.
 */
final class TextProof implements AutoCloseable {
  private final AgcReader reader;
  private final int threads;
  private final Receiver receiver;
  private final FileHasher hasher = new FileHasher();
  private final SampleLayout layout;

  /** Samples whose texts were added since the last digest, one after the other. */
  private long hashed;

  private long lastSample = -1;

  /** Files of which the texts in front were taken for a part. */
  private final ArrayDeque<SampleIndexes> again = new ArrayDeque<>();

  /** Is told what was found. */
  interface Receiver {
    /**
     * A file that was read.
     *
     * @param first the first sample that it is, {@code last} the last
     * @param sha256 its digest as computed
     * @param isEqual whether that is what the archive has
     */
    void file(long first, long last, byte[] sha256, boolean isEqual) throws IOException;
  }

  /**
   * Shows the digests of the files of samples of one archive to {@code visitor}: see {@link
   * AgcReader#fileDigests}.
   */
  static void show(AgcReader reader, Members.Run run, int threads, FileVisitor visitor)
      throws IOException {
    Receiver receiver =
        (first, last, sha256, isEqual) -> {
          if (!isEqual) {
            throw new CorruptArchiveException(
                reader.name(),
                "sample " + reader.sampleName(last) + ": its text is not what was read");
          }
          visitor.visit(run.shown(first), run.shown(last), FileHasher.text(sha256));
        };
    try (TextProof proof = new TextProof(reader, threads, receiver)) {
      proof.add(run.samples());
    }
  }

  /** Tells {@code receiver} about texts of {@code reader}, which stays the caller's. */
  TextProof(AgcReader reader, int threads, Receiver receiver) {
    this.reader = reader;
    this.threads = threads;
    this.receiver = receiver;
    this.layout = new SampleLayout(reader.inner().outputBudget());
  }

  /** How many samples the file is whose digest is told with a sample; 0 if none is. */
  long covered(long sample) throws IOException {
    return reader.inner().texts().layouts().load(sample, layout) ? layout.covered() : 0;
  }

  /**
   * Goes on with {@code samples}, ascending; a file of several samples may be told in several
   * calls.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when one cannot be read: the file that it
   *     belongs to is not told
   */
  void add(SampleIndexes samples) throws IOException {
    add(samples, null);
  }

  /**
   * The same.
   *
   * @param digests gets digests of contigs, as far as that costs no further decoding; or null
   */
  void add(SampleIndexes samples, ContigDigests digests) throws IOException {
    try (FastaExtractor extractor = new FastaExtractor(reader, TextForm.AS_READ, threads)) {
      extractor.digestInto(digests);
      extractor.samples(samples, new Hashing(samples.iterator()));
      while (!again.isEmpty()) {
        SampleIndexes file = again.removeFirst();
        restart();
        extractor.samples(file, new Hashing(file.iterator()));
      }
    } catch (IOException | RuntimeException e) {
      again.clear();
      restart();
      throw e;
    }
  }

  private void restart() {
    hasher.finish();
    hashed = 0;
    lastSample = -1;
  }

  /** Adds texts to the digest, and ends it where a file ends. */
  private final class Hashing implements FastaOutput {
    private final PrimitiveIterator.OfLong samples;
    private long sample;

    private Hashing(PrimitiveIterator.OfLong samples) {
      this.samples = samples;
    }

    @Override
    public void startSample(String name) throws IOException {
      sample = samples.nextLong();
      if (sample != lastSample + 1 || covered(sample) == 1) {
        restart();
      }
      lastSample = sample;
      hashed++;
    }

    @Override
    public void write(ByteBuffer text) {
      hasher.add(text);
    }

    @Override
    public void endSample() throws IOException {
      long covered = covered(sample);
      if (covered == 0) {
        return;
      }
      long first = sample - covered + 1;
      boolean isWhole = covered == hashed;
      boolean isMore = covered < hashed;
      byte[] sha256 = hasher.finish();
      hashed = 0;
      if (isWhole) {
        receiver.file(first, sample, sha256, FileHasher.stored(sha256) == layout.digest());
      } else if (isMore) {
        again.add(SampleIndexes.range(first, sample + 1));
      }
    }
  }

  @Override
  public void close() {
    layout.close();
  }
}
