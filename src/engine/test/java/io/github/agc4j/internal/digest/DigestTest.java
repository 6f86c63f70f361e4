package io.github.agc4j.internal.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(EmptyBudget.class)
class DigestTest {
  /** The shortest contig whose digests are stored whole. */
  private static final long LONG = 1 << 16;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ContigDigest digest(String letters) {
    ContigHasher hasher = new ContigHasher();
    hasher.add(bytes(letters), 0, letters.length());
    return hasher.finish();
  }

  @Test
  void contigsHaveTheNamesThatRefgetAndSamGiveThem() {
    assertEquals("SQ.aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2", digest("ACGT").refgetName());
    assertEquals("f1f8f4bf413b16ad135722aa4591043e", digest("ACGT").md5());
    assertEquals("SQ.z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXc", digest("").refgetName());
    assertEquals(digest("ACGTNRYKMV"), digest("acgtnrykmv"));
  }

  /** The published example of the sequence collections' specification. */
  @Test
  void samplesHaveTheNameThatSequenceCollectionsGiveThem() {
    CollectionHasher hasher = new CollectionHasher();
    for (int run = 0; run < 2; run++) {
      hasher.add(bytes("chrX"), digest("TTGGGGAA"));
      hasher.add(bytes("chr1"), digest("GGAA"));
      hasher.add(bytes("chr2"), digest("GCGC"));
      assertEquals("XZlrcEGi6mlopZ2uD8ObHkQB1d0oDwKk", CollectionHasher.text(hasher.finish()));
    }
  }

  @Test
  void namesAreHashedInCanonicalJson() throws Exception {
    CollectionHasher hasher = new CollectionHasher();
    hasher.add(bytes("a\"b\\c\u0001\b\u001fé"), digest("A"));
    String names = "[\"a\\\"b\\\\c\\u0001\\b\\u001fé\"]";
    String sequences = "[\"" + digest("A").refgetName() + "\"]";
    String both =
        "{\"names\":\"" + truncated(names) + "\",\"sequences\":\"" + truncated(sequences) + "\"}";
    assertEquals(truncated(both), CollectionHasher.text(hasher.finish()));
    assertEquals(
        truncated(
            "{\"names\":\"" + truncated("[]") + "\",\"sequences\":\"" + truncated("[]") + "\"}"),
        CollectionHasher.text(hasher.finish()));
  }

  private static String truncated(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(bytes(text));
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, 24));
  }

  @Test
  void lettersInPiecesAreTheSameContig() {
    Random random = new Random(5);
    byte[] letters = new byte[100_000];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) "ACGTacgtN".charAt(random.nextInt(9));
    }
    ContigHasher pieces = new ContigHasher();
    pieces.add((byte) 'T');
    pieces.reset();
    for (int at = 0; at < letters.length; ) {
      int count = Math.min(letters.length - at, random.nextInt(20_000));
      pieces.add(letters, at, at + count);
      at += count;
      if (at < letters.length) {
        pieces.add(letters[at++]);
      }
    }
    assertEquals(digest(new String(letters, StandardCharsets.US_ASCII)), pieces.finish());
  }

  @Test
  void storedDigestsComeBack(MemoryBudget budget, @TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.agc");
    byte[] collection;
    try (ArchiveFileWriter archive = ArchiveFileWriter.create(path, false, budget, budget);
        DigestWriter writer = new DigestWriter(true, budget)) {
      int stream = archive.addStream(StreamNames.DIGESTS);
      writer.startSample();
      writer.addContig(bytes("one"), digest("AC"), LONG);
      writer.addContig(bytes("two"), digest("GT"), LONG);
      writer.endSample();
      writer.addUnknown();
      writer.startSample();
      writer.endSample();
      writer.writeBatch(archive, stream);
      writer.addUnknown();
      writer.writeBatch(archive, stream);
      writer.writeBatch(archive, stream);
      archive.finish();
    }
    CollectionHasher hasher = new CollectionHasher();
    hasher.add(bytes("one"), digest("AC"));
    hasher.add(bytes("two"), digest("GT"));
    collection = hasher.finish();
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      int stream = archive.directory().stream(StreamNames.DIGESTS);
      assertEquals(2, archive.directory().parts(stream));
      try (PartCopy part = archive.part(stream, 0)) {
        DigestReader first = DigestReader.of(part.data(), 0);
        assertEquals(2, first.contigs());
        assertEquals(digest("GT"), first.contig(1));
        assertArrayEquals(collection, first.collection(bytes("one")));
        assertNull(DigestReader.of(part.data(), 1));
        assertEquals(0, DigestReader.of(part.data(), 2).contigs());
        assertThrows(MalformedBytesException.class, () -> DigestReader.of(part.data(), 3));
      }
      assertEquals(0, archive.directory().size(stream, 1));
      assertNull(DigestReader.of(MemorySegment.NULL, 0));
    }
  }

  @Test
  void damagedRecordsAreRefused() {
    byte[] record = new byte[1 + 4 + 24 + 40];
    record[0] = 1;
    record[1] = 1;
    MemorySegment part = MemorySegment.ofArray(record);
    assertEquals(1, DigestReader.of(part, 0).contigs());
    part.set(ValueLayout.JAVA_BYTE, 1, (byte) 2);
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part, 0));
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part.asSlice(0, 20), 0));
    part.set(ValueLayout.JAVA_BYTE, 0, (byte) 2);
    assertEquals(1, DigestReader.of(part.asSlice(0, 41), 0).contigs());
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part.asSlice(0, 40), 0));
    part.set(ValueLayout.JAVA_BYTE, 0, (byte) 3);
    assertEquals(1, DigestReader.of(part.asSlice(0, 6), 0).contigs());
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part.asSlice(0, 5), 0));
    part.set(ValueLayout.JAVA_BYTE, 0, (byte) 6);
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part, 0));
  }

  @ParameterizedTest
  @CsvSource({"4, 24, 5, 35", "5, 8, 2, 14"})
  void damagedRecordsOfSeveralContigsAreRefused(int state, int proof, int check, int more) {
    int start = 1 + 4 + proof;
    byte[] record = new byte[start + 2 + 9 * check + 2 * more];
    record[0] = (byte) state;
    record[1] = 9;
    record[start] = 1;
    record[start + 1] = 1;
    MemorySegment part = MemorySegment.ofArray(record);
    assertEquals(9, DigestReader.of(part, 0).contigs());
    for (long size = 1; size < record.length; size++) {
      MemorySegment shorter = part.asSlice(0, size);
      assertThrows(MalformedBytesException.class, () -> DigestReader.of(shorter, 0));
    }
    part.set(ValueLayout.JAVA_BYTE, start, (byte) 3);
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part, 0));
    part.set(ValueLayout.JAVA_BYTE, start, (byte) 1);
    part.set(ValueLayout.JAVA_BYTE, 4, (byte) 0x80);
    assertThrows(MalformedBytesException.class, () -> DigestReader.of(part, 0));
  }

  @Test
  void ofSeveralContigsThereAreChecksAndASeal(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.agc");
    Random random = new Random(3);
    List<String> contigs = new ArrayList<>();
    CollectionHasher hasher = new CollectionHasher();
    int whole = 0;
    try (ArchiveFileWriter archive = ArchiveFileWriter.create(path, false, budget, budget);
        DigestWriter writer = new DigestWriter(false, budget)) {
      writer.startSample();
      for (int i = 0; i < 50; i++) {
        contigs.add("ACGT".repeat(i));
        hasher.add(bytes("c" + i), digest(contigs.get(i)));
        boolean isLong = random.nextInt(4) == 0;
        whole += isLong ? 1 : 0;
        writer.addContig(bytes("c" + i), digest(contigs.get(i)), isLong ? LONG : LONG - 1);
      }
      writer.endSample();
      writer.startSample();
      writer.addContig(bytes("next"), digest("T"), 1);
      writer.endSample();
      writer.writeBatch(archive, archive.addStream(StreamNames.DIGESTS));
      archive.finish();
    }
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        PartCopy part = archive.part(archive.directory().stream(StreamNames.DIGESTS), 0)) {
      assertEquals(13 + 7 + 50 * 2 + whole * 14 + 6, part.data().byteSize());
      DigestReader stored = DigestReader.of(part.data(), 0);
      assertFalse(stored.isWhole());
      int found = 0;
      for (int i = 0; i < 50; i++) {
        ContigDigest digest = stored.contig(i);
        assertTrue(digest.matches(digest(contigs.get(i))), "contig " + i);
        assertFalse(digest.matches(digest("A")), "contig " + i);
        found += digest.hasMd5() ? 1 : 0;
      }
      assertEquals(whole, found);
      try (DigestCompletion all = completed(stored, contigs, budget)) {
        DigestReader digests = all.digests();
        assertEquals(digest(contigs.get(49)), digests.contig(49));
        assertArrayEquals(hasher.finish(), digests.collection(bytes("c0")));
      }
      assertTrue(DigestReader.of(part.data(), 1).contig(0).matches(digest("T")));
      contigs.set(7, contigs.get(8));
      try (DigestCompletion all = completed(stored, contigs, budget)) {
        assertNull(all.digests());
      }
    }
  }

  private static DigestCompletion completed(
      DigestReader stored, List<String> contigs, MemoryBudget budget) {
    DigestCompletion all = new DigestCompletion(stored, budget);
    for (int i = 0; i < contigs.size(); i++) {
      all.add(bytes("c" + i), digest(contigs.get(i)));
    }
    return all;
  }

  /** What archives had before there were checks among several. */
  @Test
  void olderRecordsOfSeveralContigsAreRead() {
    MemorySegment part = MemorySegment.ofArray(new byte[1 + 4 + 24 + 2 * 40]);
    part.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
    part.set(ValueLayout.JAVA_BYTE, 1, (byte) 2);
    digest("GT").write(part, 29 + 40);
    DigestReader stored = DigestReader.of(part, 0);
    assertTrue(stored.isWhole());
    assertEquals(2, stored.contigs());
    assertEquals(digest("GT"), stored.contig(1));
  }

  /** Two samples of one contig, AC1 and GT1, which are said to have {@code length} symbols. */
  private static void writeSingles(Path path, long length, boolean isFull, MemoryBudget budget)
      throws IOException {
    try (ArchiveFileWriter archive = ArchiveFileWriter.create(path, false, budget, budget);
        DigestWriter writer = new DigestWriter(isFull, budget)) {
      int stream = archive.addStream(StreamNames.DIGESTS);
      for (String letters : List.of("AC", "GT")) {
        writer.startSample();
        writer.addContig(bytes(letters + "1"), digest(letters), length);
        writer.endSample();
      }
      writer.writeBatch(archive, stream);
      archive.finish();
    }
  }

  @Test
  void ofASampleWithOneShortContigThereIsACheck(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.agc");
    writeSingles(path, LONG - 1, false, budget);
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        PartCopy part = archive.part(archive.directory().stream(StreamNames.DIGESTS), 0)) {
      assertEquals(2 * 6, part.data().byteSize());
      DigestReader second = DigestReader.of(part.data(), 1);
      assertFalse(second.isWhole());
      assertTrue(second.contig(0).matches(digest("GT")));
      assertFalse(second.contig(0).matches(digest("AC")));
      assertEquals(digest("GT").md5().substring(0, 10), second.contig(0).md5());
    }
  }

  @Test
  void theCollectionOfASingleContigFollowsFromItsDigest(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.agc");
    writeSingles(path, LONG, true, budget);
    CollectionHasher hasher = new CollectionHasher();
    hasher.add(bytes("GT1"), digest("GT"));
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        PartCopy part = archive.part(archive.directory().stream(StreamNames.DIGESTS), 0)) {
      assertEquals(2 * 41, part.data().byteSize());
      DigestReader second = DigestReader.of(part.data(), 1);
      assertEquals(digest("GT"), second.contig(0));
      assertArrayEquals(hasher.finish(), second.collection(bytes("GT1")));
    }
  }
}
