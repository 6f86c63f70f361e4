package io.github.agc4j.engine.option;

/** Parameters that suit a kind of collection; each makes an archive that C++ agc reads. */
public enum Profile {
  /** C++ agc's own behaviour and defaults, byte for byte. */
  COMPAT(31, 20, 60_000, 50, null),

  /** Genomes of some kilobases, which may differ much: a dense net of short anchors. */
  VIRUS(17, 16, 60_000, 4000, new Anchors(15, 4, true)),

  /** Genomes of some megabases, also in many contigs. */
  BACTERIA(17, 16, 60_000, 4000, new Anchors(21, 16, false)),

  /** Genomes of ten megabases and more. */
  EUKARYOTE(21, 18, 60_000, 1000, new Anchors(25, 16, false)),

  /**
   * Genomes of hundreds of megabases, of which anchors would take more memory than splitters do.
   */
  HUMAN(31, 20, 60_000, 50, null);

  /** One that is decompressed whole takes a millisecond or two. */
  private static final long PACK_BYTES = 4L << 20;

  private static final long VIRUS_SYMBOLS_MAX = 500_000;
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

  /** {@code options} with the parameters of this profile. */
  public CreateOptions over(CreateOptions options) {
    return options
        .withParameters(kmerLength, matchMin, segmentSize, packCardinality)
        .withModes(
            options
                .modes()
                .withAnchors(anchors)
                .withBaseMatches(this != COMPAT)
                .withPackBytes(this == COMPAT ? Modes.ANY_BYTES : PACK_BYTES));
  }
}
