package io.github.agc4j.internal.read.range;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.RangeException;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Digests of the letters that contigs of some samples decode to, computed together: each pack is
 * decompressed once for as many as there is room for. Those of long contigs are left to whoever
 * wants them, and so are those after a contig that cannot be decoded. Any thread may ask for them.
 */
public final class ContigDigests {
  private static final long LENGTH_MAX = 4L << 20;

  /** Each has a place on the heap meanwhile; those after are left, too. */
  private static final int CONTIGS_MAX = 20_000;

  private static final long WAITING_BYTES = 16L << 20;

  private final ConcurrentHashMap<Key, ContigDigest> found = new ConcurrentHashMap<>();

  private record Key(long sample, long contig) {}

  /** Which contigs are wanted. */
  public interface Choice {
    /** Whether contig {@code contig} of sample {@code sample} is. */
    boolean isWanted(long sample, long contig);
  }

  /** None. */
  public static final ContigDigests NONE = new ContigDigests(false);

  private final boolean isWhole;

  /** None so far; {@code isWhole} tells whether GA4GH digests are wanted, too. */
  public ContigDigests(boolean isWhole) {
    this.isWhole = isWhole;
  }

  /** Whether GA4GH digests are wanted, too, and not only MD5s. */
  public boolean areWhole() {
    return isWhole;
  }

  /** Adds the digest of a contig. */
  public void put(long sample, long contig, ContigDigest digest) {
    found.put(new Key(sample, contig), digest);
  }

  /** Adds all of {@code others}. */
  public void putAll(ContigDigests others) {
    found.putAll(others.found);
  }

  /**
   * Computes the digests of contigs of {@code samples}.
   *
   * @param isWhole whether GA4GH digests are wanted, too, and not only MD5s
   * @param threads how many threads decode
   */
  public static ContigDigests of(
      OpenArchive archive,
      SampleIndexes samples,
      Choice choice,
      boolean isWhole,
      int threads,
      MemoryBudget budget)
      throws IOException {
    ContigDigests digests = new ContigDigests(isWhole);
    List<ContigRange> ranges = ranges(archive, samples, choice);
    ConcurrentLinkedQueue<SymbolHasher> idle = new ConcurrentLinkedQueue<>();
    SymbolsReceiver receiver =
        (index, symbols, room) -> {
          SymbolHasher polled = idle.poll();
          SymbolHasher hasher =
              polled == null ? new SymbolHasher(archive.texts(), isWhole) : polled;
          ContigRange range = ranges.get((int) index);
          hasher.start(range.sample(), range.contig());
          try {
            hasher.add(symbols.in(room), 0, symbols.length());
            digests.put(range.sample(), range.contig(), hasher.finish());
          } catch (CorruptArchiveException e) {
            // Whoever asks for the contig by itself is told.
            hasher.finish();
          }
          idle.add(hasher);
        };
    RangeOptions options = new RangeOptions(threads, WAITING_BYTES, false, false);
    try (RangeReading reading = new RangeReading(archive, options, false, receiver, budget)) {
      reading.run(ranges.iterator());
    } catch (RangeException e) {
      // Whoever asks for the contig by itself is told.
    }
    return digests;
  }

  private static List<ContigRange> ranges(OpenArchive archive, SampleIndexes samples, Choice choice)
      throws IOException {
    List<ContigRange> ranges = new ArrayList<>();
    for (long sample : samples) {
      try (SampleQuery query = archive.query(sample)) {
        for (long contig = 0; contig < query.contigs() && ranges.size() < CONTIGS_MAX; contig++) {
          if (choice.isWanted(sample, contig) && query.length(contig) <= LENGTH_MAX) {
            ranges.add(new ContigRange(sample, contig, 0, Long.MAX_VALUE));
          }
        }
      } catch (CorruptArchiveException e) {
        // Said again by whoever looks at this sample.
      }
    }
    return ranges;
  }

  /** The digest of a contig, or null if it was not computed. */
  public ContigDigest get(long sample, long contig) {
    return found.get(new Key(sample, contig));
  }
}
