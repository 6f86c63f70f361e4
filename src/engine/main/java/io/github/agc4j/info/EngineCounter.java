package io.github.agc4j.info;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts while it works. */
public enum EngineCounter {
  /** Bytes of files that were read, as they lie there. */
  INPUT_BYTES("bytes read"),
  /** Samples stored. */
  SAMPLES("samples"),
  /** Contigs stored. */
  CONTIGS("contigs"),
  /** Symbols of all contigs. */
  BASES("bases"),
  /** Symbols outside the alphabet that were read as N. */
  UNKNOWN_AS_N("symbols outside the alphabet, as N"),
  /** Segments stored. */
  SEGMENTS("segments"),
  /** Segments cut in two at a missing splitter. */
  SEGMENTS_CUT("segments cut at a missing splitter"),
  /** Segments without any splitter. */
  SEGMENTS_RAW("segments without splitters"),
  /** Groups founded, without the raw ones. */
  GROUPS("groups"),
  /** Splitters chosen. */
  SPLITTERS("splitters"),
  /** Indexes of references, each time that one was built. */
  INDEXES("reference indexes built"),
  /** Bytes of the archive. */
  ARCHIVE_BYTES("archive bytes");

  private final String label;

  EngineCounter(String label) {
    this.label = label;
  }

  /** What the counter is called in reports. */
  public String label() {
    return label;
  }

  /** The counts of one run; safe for several threads. */
  public static final class Counts {
    private final Map<EngineCounter, AtomicLong> counts = new EnumMap<>(EngineCounter.class);

    public Counts() {
      for (EngineCounter counter : EngineCounter.values()) {
        counts.put(counter, new AtomicLong());
      }
    }

    /** Counts that are added to {@code whole}, too, but for {@link #SAMPLES} and archive bytes. */
    public static Counts partOf(Counts whole) {
      Counts part = new Counts();
      for (EngineCounter counter : EngineCounter.values()) {
        if (counter != SAMPLES && counter != ARCHIVE_BYTES) {
          part.counts.put(counter, whole.counts.get(counter));
        }
      }
      return part;
    }

    public void add(EngineCounter counter, long amount) {
      counts.get(counter).addAndGet(amount);
    }

    /** The count so far. */
    public long get(EngineCounter counter) {
      return counts.get(counter).get();
    }
  }
}
