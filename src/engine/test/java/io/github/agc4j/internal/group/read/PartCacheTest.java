package io.github.agc4j.internal.group.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.text.StoredTexts;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Threads that take, keep and give back parts while others drive them out. */
@ExtendWith(EmptyBudget.class)
@Tag("slow")
class PartCacheTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 3_000;
  private static final int HELD_MAX = 5;
  private static final int MATCH_MIN = 20;

  /** Deltas are kept as they are if they cannot be decoded. */
  private static final ReferenceSymbols NO_REFERENCE = ReferenceSymbols.of(MemorySegment.NULL, 0);

  /** A reference, or an item of a pack. */
  private static final long TEXT_BYTES_MAX = 1 << 20;

  private record Part(int group, int stream, long index, int item, byte[] content) {
    private static final int REFERENCE = -1;
  }

  @Test
  void whatIsHeldIsNotFreed(@TempDir Path folder, MemoryBudget budget) throws Exception {
    List<Path> inputs = new RandomCollection(new Random(5)).write(folder, 30, 40_000);
    Path path = folder.resolve("x.agc");
    Fasta.create(path, inputs, CreateOptions.builder().parameters(21, MATCH_MIN, 1000, 5).build());
    useByManyThreads(path, 20_000, budget);
  }

  /** Of raw groups and deltas, each longer than what is kept at once. */
  @Test
  void blocksOfLongPacksAreNotFreedWhileTheyAreHeld(@TempDir Path folder, MemoryBudget budget)
      throws Exception {
    List<Path> inputs = new RandomCollection(new Random(6)).write(folder, 60, 30_000);
    Path path = folder.resolve("x.agc");
    Fasta.create(
        path, inputs, CreateOptions.builder().parameters(21, MATCH_MIN, 10_000, 500).build());
    useByManyThreads(path, 60_000, budget);
  }

  private static void useByManyThreads(Path path, long cacheBytes, MemoryBudget budget)
      throws Exception {
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      List<Part> parts = parts(archive, budget);
      assertTrue(parts.size() > 50, "parts=" + parts.size());
      MemoryBudget tiny = budget.child("cache", cacheBytes);
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
    try (StoredTexts texts = new StoredTexts(archive, TEXT_BYTES_MAX, budget);
        PartLoader loader = new PartLoader(MATCH_MIN, texts.masks(), budget);
        Scratch room = new Scratch(budget)) {
      for (; rounds < ROUNDS; rounds++) {
        Part part = parts.get(random.nextInt(parts.size()));
        CachedPart cached = open(archive, cache, part, loader);
        while (cached == null) {
          // What is asked for again and again gets a place.
          cached = open(archive, cache, part, loader);
        }
        held.add(new Held(part, cached));
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

  /** All references and items of packs, each with its content as it is read past the cache. */
  private static List<Part> parts(ArchiveFile archive, MemoryBudget budget) throws IOException {
    List<Part> parts = new ArrayList<>();
    StreamDirectory directory = archive.directory();
    try (StoredTexts texts = new StoredTexts(archive, TEXT_BYTES_MAX, budget);
        PartLoader loader = new PartLoader(MATCH_MIN, texts.masks(), budget);
        Scratch room = new Scratch(budget)) {
      for (int group = 0; group < directory.groups(); group++) {
        int reference = directory.referenceStream(group);
        if (directory.parts(reference) > 0) {
          Part part = new Part(group, reference, 0, Part.REFERENCE, null);
          try (PartCache cache = new PartCache(budget);
              CachedPart cached = open(archive, cache, part, loader)) {
            parts.add(withContent(part, content(part, cached, room)));
          }
        }
        int deltas = directory.deltaStream(group);
        for (long index = 0; index < directory.parts(deltas); index++) {
          loader.run().read(archive, deltas, index, PackRun.ALL);
          for (int item = 0; item < loader.run().items(); item++) {
            byte[] content = loader.run().item(item).toArray(ValueLayout.JAVA_BYTE);
            parts.add(new Part(group, deltas, index, item, content));
          }
        }
      }
    }
    return parts;
  }

  private static Part withContent(Part part, byte[] content) {
    return new Part(part.group(), part.stream(), part.index(), part.item(), content);
  }

  private static CachedPart open(ArchiveFile archive, PartCache cache, Part part, PartLoader loader)
      throws IOException {
    String name = "stream " + part.stream();
    return part.item() == Part.REFERENCE
        ? cache.reference(archive, part.stream(), part.group(), name, loader)
        : cache.items(
            archive,
            part.stream(),
            part.index(),
            part.item(),
            name,
            part.group() < StreamNames.RAW_GROUPS ? null : NO_REFERENCE,
            loader);
  }

  /** What a part holds; of deltas the text, however they are kept. */
  private static byte[] content(Part part, CachedPart cached, Scratch room) {
    if (part.item() == Part.REFERENCE) {
      return cached.bytes().toArray(ValueLayout.JAVA_BYTE);
    }
    int item = part.item() - cached.firstItem();
    assertTrue(item >= 0 && item < cached.items(), "item " + item + " of " + cached.items());
    if (part.group() >= StreamNames.RAW_GROUPS) {
      return cached.delta(item, room).toArray(ValueLayout.JAVA_BYTE);
    }
    long start = cached.itemStart(item);
    int length = (int) (cached.itemEnd(item) - start);
    MemorySegment codes = room.atLeast(length + Long.BYTES);
    if (cached.packed() != null) {
      cached.packed().unpack(start, length, codes, 0);
      return codes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
    return cached.bytes().asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
