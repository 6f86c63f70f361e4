package io.github.agc4j.info;

/**
 * What was looked at, and found.
 *
 * @param checksums whether the archive has checksums
 * @param parts parts that were looked at
 * @param damagedParts how many of them are damaged
 * @param samples samples that were looked at
 * @param damagedSamples how many of them are hit by damage
 * @param contigs contigs that were decoded
 * @param damagedContigs contigs hit by damage
 * @param undigested samples of which contigs were decoded, but have no digests to compare with
 * @param lostTexts whether another program has extended the archive and dropped what it kept of
 *     texts: case, lines and symbols that no code stands for
 * @param unreadable whether the archive cannot be read at all
 */
public record VerifySummary(
    boolean checksums,
    long parts,
    long damagedParts,
    long samples,
    long damagedSamples,
    long contigs,
    long damagedContigs,
    long undigested,
    boolean lostTexts,
    boolean unreadable) {
  /** Both together, of different archives. */
  public VerifySummary plus(VerifySummary other) {
    return new VerifySummary(
        checksums && other.checksums,
        parts + other.parts,
        damagedParts + other.damagedParts,
        samples + other.samples,
        damagedSamples + other.damagedSamples,
        contigs + other.contigs,
        damagedContigs + other.damagedContigs,
        undigested + other.undigested,
        lostTexts || other.lostTexts,
        unreadable || other.unreadable);
  }

  /** Whether nothing that was looked at is damaged. */
  public boolean isWhole() {
    return damagedParts == 0 && damagedSamples == 0 && !unreadable;
  }
}
