package io.github.agc4j.internal.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.footer.ContainerInteger;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class ArchiveFileTest {
  private static byte[] bytes(int seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[seed % 7 == 0 ? 0 : random.nextInt(seed % 50 == 0 ? 900_000 : 3000)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  @Timeout(60)
  void partsClaimedInOrderAndFilledByThreadsComeBackInOrder(
      MemoryBudget budget, @TempDir Path folder) throws Exception {
    Path path = folder.resolve("a.agc");
    int parts = 600;
    try (ExecutorService threads = Executors.newFixedThreadPool(4);
        ArchiveFileWriter writer = ArchiveFileWriter.create(path, false, budget, budget)) {
      int even = writer.addStream("even");
      int odd = writer.addStream("odd");
      Object order = new Object();
      int[] next = {0};
      Callable<Void> work =
          () -> {
            while (true) {
              int part;
              PartClaim claim;
              synchronized (order) {
                if (next[0] == parts) {
                  return null;
                }
                part = next[0]++;
                claim = writer.claim(part % 2 == 0 ? even : odd, bytes(part).length + 500);
              }
              byte[] content = bytes(part);
              MemorySegment.copy(
                  content, 0, claim.room(), ValueLayout.JAVA_BYTE, 0, content.length);
              claim.commit(part * 1000L, content.length);
            }
          };
      List<Future<Void>> done = threads.invokeAll(List.of(work, work, work, work));
      for (Future<Void> one : done) {
        one.get();
      }
      writer.finish();
    }
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      long lastOffset = -1;
      for (int part = 0; part < parts; part++) {
        int stream = archive.directory().stream(part % 2 == 0 ? "even" : "odd");
        assertTrue(archive.directory().offset(stream, part / 2) > lastOffset);
        lastOffset = archive.directory().offset(stream, part / 2);
        try (PartCopy lease = archive.part(stream, part / 2)) {
          byte[] expected = bytes(part);
          assertArrayEquals(expected, lease.data().toArray(ValueLayout.JAVA_BYTE));
          assertEquals(expected.length == 0 ? 0 : part * 1000L, lease.metadata());
        }
      }
    }
  }

  @Test
  void nothingIsLeftUnlessTheArchiveIsFinished(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.agc");
    try (ArchiveFileWriter writer = ArchiveFileWriter.create(path, false, budget, budget)) {
      writer.write(writer.addStream("x"), 0, MemorySegment.ofArray(new byte[100]));
    }
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  @Timeout(20)
  void aClaimThatFailsEndsThoseThatWaitForIt(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    try (ArchiveFileWriter writer =
        ArchiveFileWriter.create(folder.resolve("a.agc"), false, budget, budget)) {
      int stream = writer.addStream("x");
      writer.claim(stream, 100);
      Thread.ofPlatform().start(() -> writer.fail(new IOException("broken")));
      assertThrows(
          IOException.class,
          () -> {
            while (true) {
              writer.claim(stream, 1 << 20);
            }
          });
    }
  }

  @Test
  void groupStreamsAreFoundByNumber() {
    for (int group :
        new int[] {0, 15, 16, 35, 36, 62, 63, 64, 65, 4096, 1 << 20, Integer.MAX_VALUE}) {
      assertEquals(
          group,
          StreamNames.groupOf(StreamNames.reference(group).getBytes(StandardCharsets.ISO_8859_1)));
      assertEquals(
          group,
          StreamNames.groupOf(StreamNames.delta(group).getBytes(StandardCharsets.ISO_8859_1)));
    }
    assertEquals("x#d", StreamNames.delta(63));
    assertEquals("x01r", StreamNames.reference(64));
    assertEquals("x001r", StreamNames.reference(4096));
    for (String other : List.of("params", "xr", "x", "x0", "x00r", "x!r", "y0r", "x1234567r")) {
      assertEquals(-1, StreamNames.groupOf(other.getBytes(StandardCharsets.ISO_8859_1)), other);
    }
  }

  @Test
  void groupStreamsOfOldFormatsAreFoundByNumber() {
    for (int group : new int[] {0, 9, 10, 15, 100, Integer.MAX_VALUE}) {
      byte[] reference = StreamNames.oldReference(group).getBytes(StandardCharsets.ISO_8859_1);
      byte[] delta = StreamNames.oldDelta(group).getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(group, StreamNames.oldGroupOf(reference));
      assertEquals(group, StreamNames.oldGroupOf(delta));
      assertEquals(-1, StreamNames.groupOf(reference));
      assertTrue(StreamNames.isReference(reference) && !StreamNames.isReference(delta));
    }
    assertEquals("seg-17-ref", StreamNames.oldReference(17));
    assertEquals("seg-17-delta", StreamNames.oldDelta(17));
    for (String other :
        List.of(
            "",
            "seg-",
            "seg-1",
            "seg--ref",
            "seg-01-ref",
            "seg-1-reff",
            "seg-1-delt",
            "set-1-ref",
            "seg-2147483648-ref",
            "seg-12345678901-ref")) {
      assertEquals(-1, StreamNames.oldGroupOf(other.getBytes(StandardCharsets.ISO_8859_1)), other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"collection-samples", "collection-main", "collection-desc"})
  void namesOfTheOtherFormatsGroupsMeanNothing(
      String collection, MemoryBudget budget, @TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.agc");
    try (ArchiveFileWriter writer = ArchiveFileWriter.create(path, false, budget, budget)) {
      for (String name : List.of("x0d", "seg-1-ref", "seg-1-delta", "x2r", collection)) {
        writer.addStream(name);
      }
      writer.finish();
    }
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      StreamDirectory directory = archive.directory();
      boolean isOld = !collection.equals(StreamNames.SAMPLES);
      assertEquals(isOld ? 2 : 3, directory.groups());
      assertEquals(isOld ? StreamDirectory.NONE : 0, directory.deltaStream(0));
      assertEquals(isOld ? 1 : StreamDirectory.NONE, directory.referenceStream(1));
      assertEquals(isOld ? 2 : StreamDirectory.NONE, directory.deltaStream(1));
      assertEquals(isOld ? "seg-20-ref" : "xKr", directory.referenceName(20));
      assertEquals(isOld ? "seg-20-delta" : "xKd", directory.deltaName(20));
    }
  }

  @Test
  void bytesBehindTheStreamTableAreIgnored(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.agc");
    try (ArchiveFileWriter writer = ArchiveFileWriter.create(path, false, budget, budget)) {
      writer.write(writer.addStream("one"), 5, MemorySegment.ofArray(new byte[100]));
      writer.finish();
    }
    byte[] bytes = Files.readAllBytes(path);
    int tableEnd = bytes.length - Long.BYTES;
    ByteBuffer slack = ByteBuffer.allocate(bytes.length + 7).order(ByteOrder.LITTLE_ENDIAN);
    slack.put(bytes, 0, tableEnd).put(new byte[] {9, 9, 9, 9, 9, 9, 9});
    slack.putLong(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(tableEnd) + 7);
    for (byte[] content : List.of(bytes, slack.array())) {
      Files.write(path, content);
      try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
          PartCopy part = archive.part(0, 0)) {
        assertEquals(tableEnd, archive.footerEnd());
        assertEquals(100, part.data().byteSize());
        assertEquals(5, part.metadata());
      }
    }
  }

  @Test
  void integersHaveTheirShortestForm() {
    List<Long> values =
        new ArrayList<>(List.of(0L, 1L, 255L, 256L, 65_535L, 65_536L, Long.MAX_VALUE));
    int[] sizes = {1, 2, 2, 3, 3, 4, 9};
    for (int i = 0; i < sizes.length; i++) {
      MemorySegment target = MemorySegment.ofArray(new byte[9]);
      ContainerInteger.write(target, 0, values.get(i));
      assertEquals(sizes[i], ContainerInteger.bytes(values.get(i)));
      long read = ContainerInteger.read(new io.github.agc4j.internal.memory.ByteReader(target));
      assertEquals(values.get(i), read);
    }
  }
}
