package io.github.agc4j.bench;

import io.github.agc4j.internal.collection.SampleSource;
import java.util.SplittableRandom;

/**
 * Genomes as large as a human's that are never as a whole in memory: chromosomes of an ancestor,
 * letters and mutated copies of repeat families, told again for each sample, with substitutions,
 * insertions and deletions of its own. Sample 0 is the ancestor.
 */
final class LargeGenomes implements SampleSource {
  private static final int CHROMOSOMES = 24;
  private static final int FAMILIES = 500;
  private static final int FAMILY_LETTERS_MAX = 6_000;
  private static final double REPEAT_SHARE = 0.3;
  private static final double REPEAT_CHANGES = 0.12;
  private static final int UNIQUE_LETTERS_MAX = 8_000;
  private static final double OWN_CHANGES = 0.001;
  private static final double INDEL_SHARE = 0.12;
  private static final int INDEL_MAX = 30;
  private static final byte[] ACGT = {'A', 'C', 'G', 'T'};

  private final long bases;
  private final long seed;
  private final int samples;
  private final byte[][] families = new byte[FAMILIES][];
  private final byte[] piece = new byte[UNIQUE_LETTERS_MAX];
  private int sample = -1;
  private int chromosome;
  private long left;
  private int pieceLetters;
  private int pieceGiven;
  private SplittableRandom ancestral;
  private SplittableRandom own;

  /** Letters until the sample's next own change. */
  private long untilChange;

  /** Genomes of {@code bases} letters. */
  LargeGenomes(long bases, int samples, long seed) {
    this.bases = bases;
    this.samples = samples;
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < FAMILIES; i++) {
      families[i] = new byte[300 + random.nextInt(FAMILY_LETTERS_MAX - 300)];
      fill(families[i], families[i].length, random);
    }
  }

  private static void fill(byte[] letters, int count, SplittableRandom random) {
    long bits = 0;
    for (int i = 0; i < count; i++) {
      bits = i % 32 == 0 ? random.nextLong() : bits >>> 2;
      letters[i] = ACGT[(int) bits & 3];
    }
  }

  @Override
  public boolean nextSample() {
    chromosome = -1;
    return ++sample < samples;
  }

  @Override
  public String sampleName() {
    return "genome" + sample;
  }

  @Override
  public boolean nextContig() {
    if (++chromosome == CHROMOSOMES) {
      return false;
    }
    // From twice to a third of the mean, as those of human.
    left = (long) (bases / CHROMOSOMES * (1.8 - 1.6 * chromosome / (CHROMOSOMES - 1)));
    ancestral = new SplittableRandom(seed * 131 + chromosome);
    own = new SplittableRandom(seed * 977 + sample * 31L + chromosome);
    untilChange = nextChange();
    pieceLetters = 0;
    pieceGiven = 0;
    return true;
  }

  private long nextChange() {
    return sample == 0 ? Long.MAX_VALUE : (long) (-Math.log(1 - own.nextDouble()) / OWN_CHANGES);
  }

  @Override
  public String contigName() {
    return "chr" + (chromosome + 1);
  }

  @Override
  public int read(byte[] letters) {
    if (pieceGiven == pieceLetters) {
      if (left <= 0) {
        return -1;
      }
      nextPiece();
    }
    int count = (int) Math.min(Math.min(letters.length, pieceLetters - pieceGiven), untilChange);
    if (count == 0) {
      untilChange = nextChange();
      return change(letters);
    }
    System.arraycopy(piece, pieceGiven, letters, 0, count);
    pieceGiven += count;
    untilChange -= count;
    return count;
  }

  /** A change of the sample's own; letters that it gives, 1 or more. */
  private int change(byte[] letters) {
    int length = own.nextDouble() < INDEL_SHARE ? 1 + own.nextInt(INDEL_MAX) : 1;
    boolean isInsertion = length > 1 && own.nextBoolean();
    int given = isInsertion ? Math.min(length, letters.length) : 1;
    fill(letters, given, own);
    pieceGiven = isInsertion ? pieceGiven : Math.min(pieceLetters, pieceGiven + length);
    return given;
  }

  private void nextPiece() {
    if (ancestral.nextDouble() < REPEAT_SHARE) {
      byte[] family = families[ancestral.nextInt(FAMILIES)];
      pieceLetters = family.length;
      System.arraycopy(family, 0, piece, 0, pieceLetters);
      for (int at = 0; at < pieceLetters; at++) {
        at += (int) (-Math.log(1 - ancestral.nextDouble()) / REPEAT_CHANGES);
        if (at < pieceLetters) {
          piece[at] = ACGT[ancestral.nextInt(4)];
        }
      }
    } else {
      pieceLetters = 1 + ancestral.nextInt(UNIQUE_LETTERS_MAX);
      fill(piece, pieceLetters, ancestral);
    }
    pieceLetters = (int) Math.min(pieceLetters, left);
    pieceGiven = 0;
    left -= pieceLetters;
  }
}
