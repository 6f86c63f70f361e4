package io.github.agc4j.internal.annotation;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pairs that an archive has of itself and of its samples; the part that was asked for last is
 * kept. Damage is told when they are asked for. For any thread.
 */
public final class StoredAnnotations implements Annotated, AutoCloseable {
  /**
   * The pair of an archive about itself that tells whether it has annotations, or has lost some.
   */
  public static final String KEY = "agc4j_annotated";

  private static final String YES = "yes";

  /** Its value if all are lost. */
  public static final String LOST = "lost";

  private static final long TEXT_BYTES_MAX = 1L << 32;
  private static final long NONE = -1;

  private final ArchiveFile archive;
  private final int stream;
  private final ZstdContexts contexts;
  private final Scratch scratch;

  /** The first samples of the parts after the first one; empty until they are asked for. */
  private final LongArray starts;

  private long part = NONE;
  private MemorySegment text;
  private long firstSample;

  /** Those of {@code archive}, which is borrowed. */
  public StoredAnnotations(ArchiveFile archive, MemoryBudget budget) {
    this.archive = archive;
    this.stream = archive.directory().stream(StreamNames.ANNOTATIONS);
    this.contexts = new ZstdContexts(budget);
    this.scratch = new Scratch(budget);
    this.starts = new LongArray(budget);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return stream == StreamDirectory.NONE || parts() == 0;
  }

  /**
   * Whether another program has extended the archive since, and dropped what there was.
   *
   * @param typeInfo the archive's pairs about itself
   */
  public boolean areLost(Map<String, String> typeInfo) {
    String told = typeInfo.getOrDefault(KEY, "");
    return told.contains(LOST) || !told.isEmpty() && isEmpty();
  }

  /** Tells in {@code typeInfo} what an archive has of annotations. */
  public static void tell(boolean areThere, boolean areLost, Map<String, String> typeInfo) {
    typeInfo.remove(KEY);
    if (areThere || areLost) {
      typeInfo.put(KEY, !areThere ? LOST : areLost ? YES + " " + LOST : YES);
    }
  }

  private long parts() {
    return archive.directory().parts(stream);
  }

  @Override
  public synchronized Map<String, String> ofArchive() throws IOException {
    return isEmpty() ? Map.of() : find(0, 0);
  }

  @Override
  public synchronized Map<String, String> ofSample(long sample) throws IOException {
    long last = parts() - 1;
    if (isEmpty() || last == 0) {
      return Map.of();
    }
    learnStarts();
    long low = -1;
    long high = last - 1;
    while (low < high) {
      long middle = low + high + 1 >>> 1;
      if (starts.get(middle) <= sample) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low < 0 ? Map.of() : find(low + 1, sample);
  }

  private void learnStarts() throws IOException {
    for (long next = starts.count() + 1; next < parts(); next++) {
      try (PartCopy copy = archive.part(stream, next)) {
        starts.add(copy.metadata());
      }
    }
  }

  private Map<String, String> find(long wanted, long sample) throws IOException {
    try {
      load(wanted);
      ByteReader in = new ByteReader(text);
      long at = firstSample;
      while (in.remaining() > 0) {
        at += in.varint();
        long pairs = in.varint();
        if (at == sample) {
          return pairs(in, pairs);
        }
        verify(at < sample || wanted > 0, in.position(), "not the archive's own pairs");
        for (long i = 0; at < sample && i < 2 * pairs; i++) {
          in.skipZeroTerminated();
        }
        if (at > sample) {
          break;
        }
      }
      return Map.of();
    } catch (MalformedBytesException e) {
      part = NONE;
      throw archive.corrupt(StreamNames.ANNOTATIONS, wanted, e);
    }
  }

  private void load(long wanted) throws IOException {
    if (part == wanted) {
      return;
    }
    part = NONE;
    try (PartCopy copy = archive.part(stream, wanted)) {
      ByteReader in = new ByteReader(copy.data());
      long rawBytes = in.varint();
      long frameBytes = in.varint();
      verify(rawBytes <= TEXT_BYTES_MAX, in.position(), "too long a text");
      archive.expansion().verifyTextFrame(rawBytes);
      MemorySegment target = scratch.atLeast(rawBytes).asSlice(0, rawBytes);
      if (frameBytes == 0) {
        MemorySegment.copy(in.slice(rawBytes), 0, target, 0, rawBytes);
      } else {
        contexts.decompress(in.slice(frameBytes), target, rawBytes);
      }
      verify(in.remaining() == 0, in.position(), "bytes after the text");
      text = target;
      firstSample = copy.metadata();
    }
    part = wanted;
  }

  private static Map<String, String> pairs(ByteReader in, long count) {
    Map<String, String> pairs = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      String key = word(in);
      pairs.put(key, word(in));
    }
    return Collections.unmodifiableMap(pairs);
  }

  private static String word(ByteReader in) {
    return new String(in.zeroTerminated(), StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() {
    part = NONE;
    contexts.close();
    scratch.close();
    starts.close();
  }
}
