package io.github.agc4j.group.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.StreamDirectory;
import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.lzdiff.ReferenceSymbols;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.PackReader;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Threads that take, keep and give back parts while others drive them out. */
@ExtendWith(EmptyBudget.class)
class PartCacheTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 20_000;
  private static final int HELD_MAX = 5;
  private static final int MATCH_MIN = 20;

  /** Deltas are kept as they are if they cannot be decoded. */
  private static final ReferenceSymbols NO_REFERENCE = ReferenceSymbols.of(MemorySegment.NULL, 0);

  private record Part(int group, int stream, long index, byte[] content) {}

  @Test
  void whatIsHeldIsNotFreed(@TempDir Path folder, MemoryBudget budget) throws Exception {
    List<Path> inputs = new RandomCollection(new Random(5)).write(folder, 30, 40_000);
    Path path = folder.resolve("x.agc");
    Fasta.create(path, inputs, CreateOptions.DEFAULTS.withParameters(21, MATCH_MIN, 1000, 5));
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      List<Part> parts = parts(archive, budget);
      assertTrue(parts.size() > 50, "parts=" + parts.size());
      MemoryBudget tiny = budget.child("cache", 20_000);
      try (PartCache cache = new PartCache(tiny);
          ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
        List<Callable<Integer>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Random random = new Random(i);
          users.add(() -> use(archive, cache, parts, random, budget));
        }
        for (Future<Integer> used : threads.invokeAll(users)) {
          assertEquals(ROUNDS, used.get());
        }
        assertTrue(tiny.peakBytes() < 8 << 20, "peak=" + tiny.peakBytes());
      }
    }
  }

  private static int use(
      ArchiveFile archive, PartCache cache, List<Part> parts, Random random, MemoryBudget budget)
      throws IOException {
    record Held(Part part, CachedPart cached) {}
    ArrayDeque<Held> held = new ArrayDeque<>();
    int rounds = 0;
    try (PartCache.Loader loader = new PartCache.Loader(MATCH_MIN, budget);
        Scratch room = new Scratch(budget)) {
      for (; rounds < ROUNDS; rounds++) {
        Part part = parts.get(random.nextInt(parts.size()));
        held.add(new Held(part, open(archive, cache, part, loader)));
        while (held.size() > random.nextInt(HELD_MAX)) {
          Held oldest = held.remove();
          assertArrayEquals(oldest.part().content(), content(oldest.part(), oldest.cached(), room));
          oldest.cached().close();
        }
      }
      held.forEach(each -> each.cached().close());
    }
    return rounds;
  }

  /** All parts of groups, each with its content as a cache of its own gives it. */
  private static List<Part> parts(ArchiveFile archive, MemoryBudget budget) throws IOException {
    List<Part> parts = new ArrayList<>();
    StreamDirectory directory = archive.directory();
    try (PartCache.Loader loader = new PartCache.Loader(MATCH_MIN, budget);
        Scratch room = new Scratch(budget)) {
      for (int group = 0; group < directory.groups(); group++) {
        for (int stream :
            new int[] {directory.referenceStream(group), directory.deltaStream(group)}) {
          for (long index = 0; index < directory.parts(stream); index++) {
            Part part = new Part(group, stream, index, null);
            try (PartCache cache = new PartCache(budget);
                CachedPart cached = open(archive, cache, part, loader)) {
              parts.add(new Part(group, stream, index, content(part, cached, room)));
            }
          }
        }
      }
    }
    return parts;
  }

  private static CachedPart open(
      ArchiveFile archive, PartCache cache, Part part, PartCache.Loader loader) throws IOException {
    String name = "stream " + part.stream();
    return part.stream() == archive.directory().referenceStream(part.group())
        ? cache.reference(archive, part.stream(), name, loader)
        : cache.pack(
            archive,
            part.stream(),
            part.index(),
            name,
            part.group() < StreamNames.RAW_GROUPS ? null : NO_REFERENCE,
            loader);
  }

  /** What a part holds; of deltas the text, however they are kept. */
  private static byte[] content(Part part, CachedPart cached, Scratch room) {
    if (part.group() < StreamNames.RAW_GROUPS || cached.items() == 0) {
      return cached.bytes().toArray(ValueLayout.JAVA_BYTE);
    }
    ByteArrayOutputStream deltas = new ByteArrayOutputStream();
    for (int item = 0; item < cached.items(); item++) {
      deltas.writeBytes(cached.delta(item, room).toArray(ValueLayout.JAVA_BYTE));
      deltas.write(PackReader.SEPARATOR);
    }
    return deltas.toByteArray();
  }
}
