package io.github.agc4j.engine.range;

import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.digest.ContigDigest;
import io.github.agc4j.digest.ContigHasher;
import io.github.agc4j.dna.Nucleotides;
import io.github.agc4j.engine.decode.OpenArchive;
import io.github.agc4j.engine.decode.SampleQuery;
import io.github.agc4j.engine.option.RangeOptions;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Digests of the letters that contigs of some samples decode to, computed together: each pack is
 * decompressed once for as many as there is room for. Those of long contigs are left to whoever
 * wants them, and so are those behind a contig that cannot be decoded. Any thread may ask for them.
 */
public final class ContigDigests {
  private static final long LENGTH_MAX = 4L << 20;
  private static final long WAITING_BYTES = 16L << 20;

  private final ConcurrentHashMap<Key, ContigDigest> found = new ConcurrentHashMap<>();

  private record Key(long sample, long contig) {}

  /** Which contigs are wanted. */
  public interface Choice {
    /** Whether contig {@code contig} of sample {@code sample} is. */
    boolean isWanted(long sample, long contig);
  }

  /** None. */
  public static final ContigDigests NONE = new ContigDigests();

  private ContigDigests() {}

  /**
   * Computes the digests of contigs of {@code samples}.
   *
   * @param isWhole whether GA4GH digests are wanted, too, and not only MD5s
   * @param threads how many threads decode
   */
  public static ContigDigests of(
      OpenArchive archive,
      List<Long> samples,
      Choice choice,
      boolean isWhole,
      int threads,
      MemoryBudget budget)
      throws IOException {
    ContigDigests digests = new ContigDigests();
    List<ContigRange> ranges = ranges(archive, samples, choice);
    ConcurrentLinkedQueue<Hashing> idle = new ConcurrentLinkedQueue<>();
    SymbolsReceiver receiver =
        (index, symbols, room) -> {
          Hashing polled = idle.poll();
          Hashing hashing = polled == null ? new Hashing(isWhole) : polled;
          ContigRange range = ranges.get((int) index);
          digests.found.put(
              new Key(range.sample(), range.contig()), hashing.digest(symbols.in(room)));
          idle.add(hashing);
        };
    RangeOptions options = new RangeOptions(threads, WAITING_BYTES, false, false);
    try (RangeReading reading = new RangeReading(archive, options, receiver, budget)) {
      reading.run(ranges.iterator());
    } catch (RangeException e) {
      // Whoever asks for the contig by itself is told.
    }
    return digests;
  }

  private static List<ContigRange> ranges(OpenArchive archive, List<Long> samples, Choice choice)
      throws IOException {
    List<ContigRange> ranges = new ArrayList<>();
    for (long sample : samples) {
      try (SampleQuery query = archive.query(sample)) {
        for (long contig = 0; contig < query.contigs(); contig++) {
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

  /** What one thread at a time computes with. */
  private static final class Hashing {
    private final ContigHasher hasher;
    private final byte[] letters = new byte[1 << 13];

    private Hashing(boolean isWhole) {
      hasher = new ContigHasher(isWhole);
    }

    private ContigDigest digest(MemorySegment codes) {
      for (long at = 0; at < codes.byteSize(); at += letters.length) {
        int count = (int) Math.min(letters.length, codes.byteSize() - at);
        MemorySegment.copy(codes, ValueLayout.JAVA_BYTE, at, letters, 0, count);
        for (int i = 0; i < count; i++) {
          letters[i] = Nucleotides.letterOf(letters[i]);
        }
        hasher.add(letters, 0, count);
      }
      return hasher.finish();
    }
  }
}
