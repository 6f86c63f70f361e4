package io.github.agc4j.bench;

import io.github.agc4j.bench.RealGenomes.Contig;
import io.github.agc4j.internal.collection.SampleSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Relatives of real genomes, one after the other, of which one at a time is in memory. Each
 * descends from one genome by way of one of its lineages: substitutions and short insertions and
 * deletions of the lineage and of its own, pieces that come from another genome, contigs cut anew
 * and turned, headers like the real ones with other numbers. Sample i is the same whatever comes
 * before it.
 */
final class Relatives implements SampleSource {
  private static final int LINEAGES = 20;
  private static final double LINEAGE_CHANGES = 0.002;
  private static final double OWN_CHANGES = 0.0005;
  private static final double INDEL_SHARE = 0.1;
  private static final int INDEL_MAX = 20;
  private static final double PIECES_PER_BASE = 1.0 / 400_000;
  private static final int PIECE_MAX = 8_000;
  private static final int NUMBER_DIGITS_MIN = 4;

  private final List<List<Contig>> genomes;
  private final long seed;
  private final long end;
  private long sample;
  private List<Contig> contigs = List.of();
  private int contig;
  private int given;

  /** Samples {@code [first, end)} of those with {@code seed}. */
  Relatives(List<List<Contig>> genomes, long seed, long first, long end) {
    this.genomes = genomes;
    this.seed = seed;
    this.sample = first - 1;
    this.end = end;
  }

  @Override
  public boolean nextSample() {
    if (++sample >= end) {
      return false;
    }
    SplittableRandom own = new SplittableRandom(seed * 1_000_003 + sample);
    List<Contig> parent = genomes.get(own.nextInt(genomes.size()));
    int lineage = own.nextInt(LINEAGES);
    long shift = own.nextLong(1, 1_000_000_000L);
    contigs = new ArrayList<>();
    for (Contig from : parent) {
      SplittableRandom shared =
          new SplittableRandom(seed * 31 + lineage * 7919L + Arrays.hashCode(from.letters()));
      byte[] letters = changed(from.letters(), shared, LINEAGE_CHANGES);
      cut(from.header(), withPieces(changed(letters, own, OWN_CHANGES), own), shift, own);
    }
    contig = -1;
    return true;
  }

  private static byte[] changed(byte[] letters, SplittableRandom random, double share) {
    byte[] target = new byte[letters.length + letters.length / 8 + 64];
    int size = 0;
    int at = 0;
    while (at < letters.length) {
      int kept = (int) Math.min(letters.length - at, -Math.log(1 - random.nextDouble()) / share);
      int room = Math.min(kept, target.length - size - INDEL_MAX - 1);
      System.arraycopy(letters, at, target, size, room);
      size += room;
      at += kept;
      boolean isIndel = random.nextDouble() < INDEL_SHARE;
      int length = isIndel ? 1 + random.nextInt(INDEL_MAX) : 1;
      boolean isDeletion = isIndel && random.nextBoolean();
      for (int i = 0; at < letters.length && !isDeletion && i < length; i++) {
        target[size++] = (byte) "ACGT".charAt(random.nextInt(4));
      }
      at += isDeletion ? length : isIndel ? 0 : 1;
    }
    return Arrays.copyOf(target, size);
  }

  /** Overwrites places with pieces of other genomes. */
  private byte[] withPieces(byte[] letters, SplittableRandom random) {
    double expected = letters.length * PIECES_PER_BASE;
    int pieces = (int) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
    for (; pieces > 0; pieces--) {
      List<Contig> donor = genomes.get(random.nextInt(genomes.size()));
      byte[] source = donor.get(random.nextInt(donor.size())).letters();
      int length = Math.min(1 + random.nextInt(PIECE_MAX), Math.min(source.length, letters.length));
      System.arraycopy(
          source,
          random.nextInt(source.length - length + 1),
          letters,
          random.nextInt(letters.length - length + 1),
          length);
    }
    return letters;
  }

  private void cut(String header, byte[] letters, long shift, SplittableRandom random) {
    int middle = random.nextInt(4) == 0 ? random.nextInt(letters.length + 1) : 0;
    add(header, letters, 0, middle, shift, random);
    add(header, letters, middle, letters.length, shift, random);
  }

  private void add(
      String header, byte[] letters, int from, int to, long shift, SplittableRandom random) {
    if (from < to) {
      byte[] piece = Arrays.copyOfRange(letters, from, to);
      if (random.nextBoolean()) {
        turn(piece);
      }
      contigs.add(new Contig((from > 0 ? "b" : "") + renumbered(header, shift), piece));
    }
  }

  private static void turn(byte[] letters) {
    for (int i = 0, j = letters.length - 1; i <= j; i++, j--) {
      byte first = complement(letters[i]);
      letters[i] = complement(letters[j]);
      letters[j] = first;
    }
  }

  private static byte complement(byte letter) {
    return switch (letter & 0xdf) {
      case 'A' -> 'T';
      case 'C' -> 'G';
      case 'G' -> 'C';
      case 'T' -> 'A';
      default -> letter;
    };
  }

  /** The header with other numbers, all of one sample shifted by as much. */
  private static String renumbered(String header, long shift) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < header.length(); ) {
      int digits = at;
      while (digits < header.length() && Character.isDigit(header.charAt(digits))) {
        digits++;
      }
      int count = digits - at;
      if (count >= NUMBER_DIGITS_MIN && count <= 9) {
        long power = (long) Math.pow(10, count);
        long number = (Long.parseLong(header.substring(at, digits)) + shift) % power;
        text.append(String.format("%0" + count + "d", number));
      } else {
        text.append(header, at, Math.max(digits, at + 1));
      }
      at = Math.max(digits, at + 1);
    }
    return text.toString();
  }

  @Override
  public String sampleName() {
    return "relative" + sample;
  }

  @Override
  public boolean nextContig() {
    given = 0;
    return ++contig < contigs.size();
  }

  @Override
  public String contigName() {
    return contigs.get(contig).header();
  }

  @Override
  public byte[] contigNameBytes() {
    return contigName().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int read(byte[] letters) {
    byte[] all = contigs.get(contig).letters();
    int count = Math.min(letters.length, all.length - given);
    System.arraycopy(all, given, letters, 0, count);
    given += count;
    return count == 0 ? -1 : count;
  }
}
