package io.github.agc4j.option;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Parameters that suit a kind of collection; each makes an archive that C++ agc reads. */
public enum Profile {
  /** C++ agc's own behaviour and defaults, byte for byte. */
  COMPAT(31, 20, 60_000, 50, null),

  /** Genomes of some kilobases, which may differ much: a dense net of short anchors. */
  VIRUS(17, 16, 60_000, 4000, new Anchors(15, 4, true)),

  /**
   * Genomes of some hundred kilobases that are not much alike, such as plastids of many species:
   * what is not cut at common splitters lies side by side as it is, where zstd finds what they have
   * in common.
   */
  DIVERSE(31, 20, 60_000, 1000, null),

  /** Genomes of some megabases, also in many contigs. */
  BACTERIA(17, 16, 60_000, 4000, new Anchors(21, 16, false)),

  /** Genomes of ten megabases and more. */
  EUKARYOTE(21, 18, 60_000, 1000, new Anchors(25, 16, false)),

  /**
   * Genomes of hundreds of megabases, of which anchors would take more memory than splitters do.
   */
  HUMAN(31, 20, 60_000, 50, null);

  /** A pack of deltas that is decompressed whole takes a millisecond or two. */
  private static final long PACK_BYTES = 4L << 20;

  /** Of sequences that are not much alike the more lie together the better: up to 7 ms. */
  private static final long DIVERSE_PACK_BYTES = 7L << 20;

  private static final long VIRUS_SYMBOLS_MAX = 500_000;

  /** Shorter ones are aligned symbol by symbol, however much they differ. */
  private static final long DIVERSE_SYMBOLS_MIN = 50_000;

  private static final double LIKENESS_MIN = 0.3;
  private static final long BACTERIA_SYMBOLS_MAX = 10_000_000;
  private static final long EUKARYOTE_SYMBOLS_MAX = 200_000_000;

  private final int kmerLength;
  private final int matchMin;
  private final int segmentSize;
  private final int packCardinality;
  private final Anchors anchors;

  Profile(int kmerLength, int matchMin, int segmentSize, int packCardinality, Anchors anchors) {
    this.kmerLength = kmerLength;
    this.matchMin = matchMin;
    this.segmentSize = segmentSize;
    this.packCardinality = packCardinality;
    this.anchors = anchors;
  }

  /**
   * The profile for genomes of about {@code symbols} symbols of which it is known how much they
   * have in common.
   *
   * @param likeness from 0, nothing, to 1: the share of k-mers that a genome has in common with the
   *     one most like it
   */
  public static Profile ofGenome(long symbols, double likeness) {
    Profile bySize = ofGenome(symbols);
    return dependsOnLikeness(symbols) && likeness < LIKENESS_MIN ? DIVERSE : bySize;
  }

  /** Whether the profile for genomes of that size depends on how much they have in common. */
  public static boolean dependsOnLikeness(long symbols) {
    return symbols >= DIVERSE_SYMBOLS_MIN && symbols <= VIRUS_SYMBOLS_MAX;
  }

  /** The profile for genomes of about {@code symbols} symbols. */
  public static Profile ofGenome(long symbols) {
    if (symbols <= VIRUS_SYMBOLS_MAX) {
      return VIRUS;
    }
    if (symbols <= BACTERIA_SYMBOLS_MAX) {
      return BACTERIA;
    }
    return symbols <= EUKARYOTE_SYMBOLS_MAX ? EUKARYOTE : HUMAN;
  }

  /**
   * The profile that gives an archive these parameters, if there is one.
   *
   * @param typeInfo the archive's pairs about itself
   */
  public static Optional<Profile> of(
      int kmerLength,
      int matchMin,
      int segmentSize,
      int packCardinality,
      Map<String, String> typeInfo) {
    return Arrays.stream(values())
        .filter(
            profile ->
                profile.kmerLength == kmerLength
                    && profile.matchMin == matchMin
                    && profile.segmentSize == segmentSize
                    && profile.packCardinality == packCardinality
                    && profile
                        .over(CreateOptions.DEFAULTS)
                        .modes()
                        .pairs()
                        .equals(Modes.pairsIn(typeInfo)))
        .findFirst();
  }

  private long packBytes() {
    return switch (this) {
      case COMPAT -> Modes.ANY_BYTES;
      case DIVERSE -> DIVERSE_PACK_BYTES;
      default -> PACK_BYTES;
    };
  }

  /** {@code options} with the parameters of this profile. */
  public CreateOptions over(CreateOptions options) {
    return options.toBuilder()
        .parameters(kmerLength, matchMin, segmentSize, packCardinality)
        .keptText(this == COMPAT ? KeptText.NONE : options.keptText())
        .modes(
            options
                .modes()
                .withAnchors(anchors)
                .withBaseMatches(this != COMPAT)
                .withPackBytes(packBytes()))
        .build();
  }
}
