package io.github.agc4j.internal.group.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Parts of groups on their way into the archive. */
@ExtendWith(EmptyBudget.class)
class PartPipelineTest {
  private static final int GROUPS = 40;
  private static final int DELTAS = 7;

  @TempDir private Path folder;

  /** What a thread writes parts with. */
  private static final class Worker implements AutoCloseable {
    private final ZstdContexts contexts;
    private final Scratch content;
    private final PartPipeline.Tools tools;

    private Worker(MemoryBudget budget) {
      contexts = new ZstdContexts(budget);
      content = new Scratch(budget);
      tools =
          new PartPipeline.Tools(
              new SealedPacks(contexts, budget),
              content,
              new PackWriter(contexts, PackWriter.Effort.AGC));
    }

    @Override
    public void close() {
      tools.sealed().close();
      content.close();
      contexts.close();
    }
  }

  private static MemorySegment codes(Random random, int length) {
    byte[] codes = new byte[length + Long.BYTES];
    for (int i = 0; i < length; i++) {
      codes[i] = (byte) random.nextInt(4);
    }
    return MemorySegment.ofArray(codes);
  }

  /** Writes groups of a reference and a pack each with some threads; the parts in file order. */
  private byte[] written(int threads, MemoryBudget budget) throws Exception {
    Path path = folder.resolve(threads + ".agc");
    Random random = new Random(3);
    try (ArchiveFileWriter archive = ArchiveFileWriter.create(path, false, budget, budget);
        OpenPacks packs = new OpenPacks(OpenPacks.Limits.ofItems(100), budget);
        References references = new References(20, budget, budget);
        Worker first = new Worker(budget)) {
      GroupStreams streams = new GroupStreams(archive, false);
      int end = StreamNames.RAW_GROUPS + GROUPS;
      streams.addGroups(end);
      packs.ensureGroups(end);
      references.ensureGroups(end);
      try (PartPipeline pipeline = new PartPipeline(packs, references, streams, archive, budget)) {
        assertFalse(pipeline.writeNext(first.tools), "nothing is pending");
        for (int group = StreamNames.RAW_GROUPS; group < end; group++) {
          references.add(group, codes(random, 500), 500);
          packs.countReference(group);
          for (int i = 0; i < DELTAS; i++) {
            byte[] delta = (group + "," + i + ".").getBytes();
            packs.addDelta(group, MemorySegment.ofArray(delta), first.tools.sealed());
          }
          packs.sealOpen(group, first.tools.sealed());
        }
        pipeline.enqueue(StreamNames.RAW_GROUPS, List.of(first.tools.sealed()));
        writeAll(pipeline, threads, budget);
        pipeline.writeUntil(0, first.tools);
        assertFalse(pipeline.writeNext(first.tools));
      }
      archive.finish();
    }
    return Files.readAllBytes(path);
  }

  private static void writeAll(PartPipeline pipeline, int threads, MemoryBudget budget)
      throws InterruptedException {
    List<Thread> helpers = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      helpers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Worker worker = new Worker(budget)) {
                      while (pipeline.writeNext(worker.tools)) {
                        Thread.onSpinWait();
                      }
                    } catch (IOException | RuntimeException e) {
                      synchronized (failures) {
                        failures.add(e);
                      }
                    }
                  }));
    }
    for (Thread helper : helpers) {
      helper.join();
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void partsLieInTheOrderInWhichTheyWereEnqueuedWhoeverWritesThem(MemoryBudget budget)
      throws Exception {
    byte[] alone = written(1, budget);
    assertArrayEquals(alone, written(2, budget));
    assertArrayEquals(alone, written(5, budget));
    try (ArchiveFile file = ArchiveFile.open(folder.resolve("5.agc"), budget, budget)) {
      StreamDirectory directory = file.directory();
      long last = 0;
      for (int group = StreamNames.RAW_GROUPS; group < directory.groups(); group++) {
        int reference = directory.referenceStream(group);
        int deltas = directory.deltaStream(group);
        assertEquals(1, directory.parts(reference));
        assertEquals(1, directory.parts(deltas));
        assertTrue(directory.offset(reference, 0) >= last);
        assertTrue(directory.offset(deltas, 0) > directory.offset(reference, 0));
        last = directory.offset(deltas, 0);
      }
      assertEquals(StreamNames.RAW_GROUPS + GROUPS, directory.groups());
    }
  }
}
