package io.github.agc4j.internal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.GoldenCase;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Checksums of parts, stream table and themselves. */
@ExtendWith(EmptyBudget.class)
class SealedArchiveTest {
  @TempDir private Path folder;
  private Path path;
  private byte[] whole;

  @BeforeEach
  void writeArchive(MemoryBudget budget) throws IOException {
    path = folder.resolve("a.agc");
    try (ArchiveFileWriter writer = ArchiveFileWriter.create(path, false, budget, budget)) {
      int one = writer.addStream("one");
      int two = writer.addStream("two");
      writer.write(two, 5, MemorySegment.ofArray(new byte[100]));
      writer.write(one, 1 << 20, MemorySegment.ofArray(new byte[] {1, 2, 3}));
      writer.write(one, 0, MemorySegment.ofArray(new byte[0]));
      writer.write(two, 0, MemorySegment.ofArray(new byte[] {9}));
      writer.finish();
    }
    whole = Files.readAllBytes(path);
  }

  /** Reads all parts both ways. */
  private void read(MemoryBudget budget) throws IOException {
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        Scratch scratch = new Scratch(budget)) {
      for (int stream = 0; stream < archive.directory().streams(); stream++) {
        for (long part = 0; part < archive.directory().parts(stream); part++) {
          archive.part(stream, part).close();
          archive.read(stream, part, scratch);
        }
      }
    }
  }

  @Test
  void everyChangedByteIsNoticed(MemoryBudget budget) throws IOException {
    read(budget);
    // The metadata integer of an empty part, one byte 0, is read by nobody.
    int unread = 1 + 1 + 100 + 1 + 3 + 3;
    assertEquals(0, whole[unread]);
    for (int at = 0; at < whole.length; at++) {
      for (int change : new int[] {1, 0x80, 0xff}) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) change;
        Files.write(path, bytes);
        if (at == unread) {
          read(budget);
        } else {
          assertThrows(
              CorruptArchiveException.class, () -> read(budget), "byte " + at + " ^ " + change);
        }
      }
    }
  }

  @Test
  void theNamesOfDamagedStreamsAreTold(MemoryBudget budget) throws IOException {
    byte[] bytes = whole.clone();
    bytes[50] ^= 1;
    Files.write(path, bytes);
    CorruptArchiveException e = assertThrows(CorruptArchiveException.class, () -> read(budget));
    assertTrue(
        e.getMessage().contains("part 0 of stream two: does not match its checksum"),
        e::getMessage);
  }

  @Test
  void archivesWithoutChecksumsAreReadWithout(MemoryBudget budget) throws IOException {
    try (ArchiveFile sealed = ArchiveFile.open(path, budget, budget);
        ArchiveFile foreign =
            ArchiveFile.open(GoldenCase.named("v3.2.2-tiny-contigs").created(), budget, budget)) {
      assertTrue(sealed.directory().hasChecksums());
      assertFalse(foreign.directory().hasChecksums());
    }
  }

  @Test
  void theLastSealedStateOfACutFileIsFound(MemoryBudget budget) throws IOException {
    try (ArchiveFile source = ArchiveFile.open(path, budget, budget);
        ArchiveFileWriter writer = ArchiveFileWriter.extend(source, budget, budget)) {
      int one = writer.addStream("one");
      writer.keep(one, source, source.directory().stream("one"), 0);
      writer.write(one, 7, MemorySegment.ofArray(new byte[] {7, 7}));
      writer.finish();
    }
    byte[] extended = Files.readAllBytes(path);
    for (int cut = 1; cut < extended.length - whole.length; cut++) {
      Files.write(path, Arrays.copyOf(extended, extended.length - cut));
      assertThrows(
          CorruptArchiveException.class, () -> ArchiveFile.open(path, budget, budget).close());
      try (ArchiveFile found = ArchiveFile.recoverWhole(FileOpener.of(path), budget, budget)) {
        // Without its trailer alone the last state is still there.
        assertEquals(cut <= Long.BYTES ? 2 : 3, found.directory().streams(), "cut " + cut);
        assertTrue(found.directory().hasChecksums());
      }
    }
  }

  @Test
  void aStreamTableThatIsDamagedIsUsedOnlyForRecovery(MemoryBudget budget) throws IOException {
    byte[] bytes = whole.clone();
    int name = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("one\0");
    bytes[name] = 'O';
    Files.write(path, bytes);
    assertThrows(
        CorruptArchiveException.class, () -> ArchiveFile.open(path, budget, budget).close());
    try (ArchiveFile found = ArchiveFile.recoverLatest(FileOpener.of(path), budget, budget)) {
      found.part(found.directory().stream("two"), 0).close();
      assertEquals("One", found.directory().name(0));
    }
  }
}
