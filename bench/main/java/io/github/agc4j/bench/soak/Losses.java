package io.github.agc4j.bench.soak;

import io.github.agc4j.AgcReader;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a salvage says is lost. */
final class Losses implements VerifyListener {
  private static final Set<String> NAMES = Set.of("collection-samples", "collection-contigs");

  private final Set<String> contigs = new HashSet<>();
  private final Set<String> samples = new HashSet<>();

  /** The samples of which case, lines or symbols may be lost. */
  private final Set<String> texts = new HashSet<>();

  /** Whether nothing proves the case of letters. */
  private boolean isCaseUnproven;

  /** Whether the samples that were added last may be missing without being told. */
  private boolean isOlderState;

  /** Whether nothing can be stored under a name that it did not have. */
  private boolean areNamesProven = true;

  @Override
  public void unreadable(String reason) {
    isOlderState = true;
  }

  @Override
  public void unproven(String stream, String reason) {
    areNamesProven &= !NAMES.contains(stream);
    isCaseUnproven |= stream.startsWith("agc4j-");
  }

  @Override
  public void lostSample(String sample, String reason) {
    samples.add(sample);
  }

  @Override
  public void damagedText(String sample, String reason) {
    texts.add(sample);
  }

  @Override
  public void damagedContig(String sample, String contig, String reason) {
    contigs.add(sample + "/" + contig);
  }

  /**
   * Fails unless {@code saved} has all contigs of {@code strains} that are not lost, as they were.
   */
  void requireRest(Path saved, List<Strain> strains) throws IOException {
    try (AgcReader reader = AgcReader.open(saved, ReadOptions.DEFAULTS)) {
      long known = isOlderState ? reader.samples() : strains.size();
      for (Strain strain : strains.subList(0, (int) known)) {
        for (Strain.Contig contig : strain.contigs()) {
          String header = contig.name() + " of " + strain.name();
          if (!samples.contains(strain.name()) && !contigs.contains(strain.name() + "/" + header)) {
            requireContig(reader, strain.name(), contig);
          }
        }
      }
    }
  }

  private void requireContig(AgcReader reader, String sample, Strain.Contig contig)
      throws IOException {
    long index;
    long place;
    try {
      index = reader.sampleIndex(sample);
      place = reader.contigIndex(index, contig.name());
    } catch (UnknownNameException e) {
      Truth.require(!areNamesProven, "lost without being told: " + e.getMessage());
      return;
    }
    byte[] letters = new byte[contig.letters().length];
    int count = reader.fetchLetters(index, place, 0, Long.MAX_VALUE >> 1, letters, 0);
    boolean isCaseTold = isCaseUnproven || isOlderState || texts.contains(sample);
    Truth.require(
        count == letters.length && areEqual(letters, contig.letters(), !isCaseTold),
        "salvaged other letters: " + sample + "/" + contig.name());
  }

  private static boolean areEqual(byte[] letters, byte[] truth, boolean hasCase) {
    if (hasCase) {
      return Arrays.equals(letters, truth);
    }
    boolean areEqual = letters.length == truth.length;
    for (int i = 0; areEqual && i < letters.length; i++) {
      areEqual = Character.toUpperCase(letters[i]) == Character.toUpperCase(truth[i]);
    }
    return areEqual;
  }
}
