package io.github.agc4j.bench.soak;

import io.github.agc4j.AgcReader;
import io.github.agc4j.Verifier;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compares archives with the strains that they should hold. */
final class Truth {
  private static final ReadOptions SMALL_CACHE = new ReadOptions(256 << 10, 2 << 20);
  private static final VerifyListener SILENT = new VerifyListener() {};

  private Truth() {}

  /** What verification says of an archive. */
  static VerifySummary verify(Path archive, boolean full) throws IOException {
    Verifier verifier = new Verifier(full ? VerifyPlan.full(2) : VerifyPlan.QUICK, SILENT);
    VerifySummary summary = verifier.verify(archive);
    require(verifier.memory().currentBytes() == 0, "verification keeps memory");
    return summary;
  }

  /** Fails unless the archive is whole and holds exactly {@code strains}, in their order. */
  static void requireAll(Path archive, List<Strain> strains) throws IOException {
    VerifySummary summary = verify(archive, true);
    require(summary.isWhole() && summary.undigested() == 0, archive + ": " + summary);
    try (AgcReader reader = AgcReader.open(archive, SMALL_CACHE)) {
      require(
          reader.samples() == strains.size(),
          archive + " has " + reader.samples() + " samples, not " + strains.size());
      for (int i = 0; i < strains.size(); i++) {
        requireSample(reader, i, strains.get(i));
      }
    }
  }

  /** Fails unless a sample has all contigs of a strain. */
  static void requireSample(AgcReader reader, long sample, Strain strain) throws IOException {
    require(reader.sampleName(sample).equals(strain.name()), "sample " + sample + " is another");
    require(reader.contigs(sample) == strain.contigs().size(), strain.name() + ": contigs");
    for (int contig = 0; contig < strain.contigs().size(); contig++) {
      byte[] truth = strain.contigs().get(contig).letters();
      require(
          isEqual(reader, sample, contig, 0, truth.length, truth), strain.name() + "/" + contig);
    }
  }

  private static boolean isEqual(
      AgcReader reader, long sample, long contig, int from, int to, byte[] truth)
      throws IOException {
    byte[] letters = new byte[to - from];
    int count = reader.fetchLetters(sample, contig, from, to, letters, 0);
    return count == letters.length && Arrays.equals(letters, 0, count, truth, from, to);
  }

  /**
   * Fails if any contig of a damaged archive reads as something else than it was; returns how many
   * contigs could not be read.
   */
  static long requireNothingWrong(Path damaged, List<Strain> strains) throws IOException {
    long unreadable = 0;
    try (AgcReader reader = AgcReader.open(damaged, SMALL_CACHE)) {
      for (int sample = 0; sample < strains.size(); sample++) {
        for (int contig = 0; contig < strains.get(sample).contigs().size(); contig++) {
          byte[] truth = strains.get(sample).contigs().get(contig).letters();
          try {
            require(
                isEqual(reader, sample, contig, 0, truth.length, truth),
                damaged + ": wrong letters in " + strains.get(sample).name() + "/" + contig);
          } catch (CorruptArchiveException e) {
            unreadable++;
          }
        }
      }
    } catch (CorruptArchiveException e) {
      return Long.MAX_VALUE;
    }
    return unreadable;
  }

  /** Reads windows at random with several threads from one reader. */
  static void readAtRandom(Path archive, List<Strain> strains, Random random, int windows)
      throws IOException {
    AgcReader reader = AgcReader.open(archive, SMALL_CACHE);
    try (reader;
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Random own = new Random(random.nextLong());
        work.add(
            () -> {
              for (int i = 0; i < windows; i++) {
                readWindow(reader, strains, own);
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
    require(reader.memory().currentBytes() == 0, "a closed reader keeps memory");
  }

  private static void readWindow(AgcReader reader, List<Strain> strains, Random random)
      throws IOException {
    int sample = random.nextInt(strains.size());
    int contig = random.nextInt(strains.get(sample).contigs().size());
    byte[] truth = strains.get(sample).contigs().get(contig).letters();
    int from = random.nextInt(truth.length);
    int to = Math.min(truth.length, from + 1 + random.nextInt(4000));
    require(
        isEqual(reader, sample, contig, from, to, truth),
        strains.get(sample).name() + "/" + contig + ":" + from + "-" + to);
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
