package io.github.agc4j.internal.read.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives are opened when they are asked for, and closed when others need their room. */
class OpenArchivesTest {
  private static final int COUNT = 5;

  @TempDir private static Path folder;
  private static final List<ArchiveLocation> LOCATIONS = new ArrayList<>();

  private final MemoryBudget total = MemoryBudget.root(MemoryBudget.UNLIMITED);

  @BeforeAll
  static void createArchives() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      Path input = Files.writeString(folder.resolve("s" + i + ".fa"), ">c\nACGTAC\n");
      Path archive = folder.resolve(i + ".agc");
      Fasta.create(
          archive, List.of(input), CreateOptions.builder().parameters(17, 16, 700, 4).build());
      LOCATIONS.add(ArchiveLocation.of(archive));
    }
  }

  private OpenArchives opened(long heldBytes) {
    return new OpenArchives("all", LOCATIONS, ReadOptions.DEFAULTS, total, heldBytes);
  }

  private static void assertGives(int index, OpenArchives archives) throws IOException {
    try (HeldArchive held = archives.hold(index)) {
      assertEquals("s" + index, held.archive().sampleName(0));
      byte[] letters = new byte[6];
      assertEquals(6, held.archive().fetchLetters(0, 0, 0, 6, letters, 0));
      assertEquals("ACGTAC", Fasta.shown(letters));
    }
  }

  @Test
  void noneIsOpenBeforeItIsAsked() throws IOException {
    try (OpenArchives archives = opened(1 << 30)) {
      assertEquals(0, archives.countOpen());
      assertGives(3, archives);
      assertGives(3, archives);
      assertGives(0, archives);
      assertEquals(2, archives.countOpen());
      archives.rest(3);
      archives.rest(4);
      assertEquals(1, archives.countOpen());
      assertGives(3, archives);
    }
    assertEquals(0, total.currentBytes());
  }

  @Test
  void thoseThatNobodyAskedOfLateAreClosedForOthers() throws IOException {
    try (OpenArchives archives = opened(1)) {
      try (HeldArchive held = archives.hold(0)) {
        for (int i = 1; i < COUNT; i++) {
          assertGives(i, archives);
        }
        assertEquals("s0", held.archive().sampleName(0));
        archives.rest(0);
        assertEquals("s0", held.archive().sampleName(0));
        assertTrue(archives.countOpen() <= 2, "open: " + archives.countOpen());
      }
      long symbols = archives.decoded().symbols();
      assertEquals(6 * (COUNT - 1), symbols);
      assertEquals(archives.countOpen(), total.children().getFirst().children().size());
    }
    assertEquals(0, total.currentBytes());
  }

  @Test
  void manyThreadsGetWhatTheyAskFor() throws Exception {
    try (OpenArchives archives = opened(1);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    assertGives(random.nextInt(COUNT), archives);
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      assertEquals(4 * 200 * 6, archives.decoded().symbols());
    }
    assertEquals(0, total.currentBytes());
  }

  @Test
  void oneThatCannotBeOpenedLeavesNothing() throws IOException {
    List<ArchiveLocation> locations =
        List.of(LOCATIONS.getFirst(), ArchiveLocation.of(folder.resolve("none.agc")));
    try (OpenArchives archives =
        new OpenArchives("all", locations, ReadOptions.DEFAULTS, total, 1 << 30)) {
      for (int i = 0; i < 5; i++) {
        assertThrows(IOException.class, () -> archives.hold(1));
      }
      assertGives(0, archives);
      assertEquals(1, total.children().getFirst().children().size());
      HeldArchive held = archives.hold(0);
      held.close();
      held.close();
      archives.rest(0);
      assertEquals(0, archives.countOpen());
    }
  }

  @Test
  void nothingIsGivenOnceItIsClosed() throws IOException {
    OpenArchives archives = opened(1 << 30);
    assertGives(1, archives);
    archives.close();
    archives.close();
    assertThrows(IllegalStateException.class, () -> archives.hold(1));
  }
}
