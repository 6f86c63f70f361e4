package io.github.agc4j.internal.group.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.RegisteredSegment;
import io.github.agc4j.internal.group.SegmentLog;
import io.github.agc4j.internal.group.SegmentTexts;
import io.github.agc4j.internal.lzdiff.DiagonalEncoder;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Packed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Segments of contigs on their way into groups. */
@ExtendWith(EmptyBudget.class)
class GroupWriterTest {
  private static final int MATCH_MIN = 20;
  private static final int LENGTH = 4000;
  private static final int GROUP = StreamNames.RAW_GROUPS;

  private final Random random = new Random(7);
  private final Arena arena = Arena.ofShared();
  private final List<PackedSequence> contigs = new ArrayList<>();
  private OpenPacks packs;
  private References references;
  private SegmentTexts texts;
  private SegmentLog log;
  private Scratch scratch;
  private ZstdContexts contexts;
  private SealedPacks sealed;
  private GroupWriter writer;

  @BeforeEach
  void open(MemoryBudget budget) {
    packs = new OpenPacks(OpenPacks.Limits.ofItems(1 << 20), budget);
    references = new References(MATCH_MIN, budget, budget);
    texts = new SegmentTexts(budget);
    log = new SegmentLog(budget);
    scratch = new Scratch(budget);
    contexts = new ZstdContexts(budget);
    sealed = new SealedPacks(contexts, budget);
    DiagonalEncoder encoder = new DiagonalEncoder(MATCH_MIN, false);
    writer = new GroupWriter(packs, references, texts, encoder, scratch, sealed, null);
    packs.ensureGroups(GROUP + 2L);
    references.ensureGroups(GROUP + 2L);
    packs.addDummies(sealed);
  }

  @AfterEach
  void close() {
    sealed.close();
    contexts.close();
    scratch.close();
    log.close();
    texts.close();
    references.close();
    packs.close();
    arena.close();
  }

  private static String relative(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < 5; i++) {
      changed.setCharAt(random.nextInt(text.length()), "ACGT".charAt(random.nextInt(4)));
    }
    return changed.toString();
  }

  /** Logs a whole contig whose group is found by its key. */
  private RegisteredSegment byText(String letters, boolean reversed) {
    contigs.add(Packed.of(letters, arena));
    log.addText(contigs.size() - 1, 0, 0, letters.length(), reversed, SegmentKey.RAW);
    return last();
  }

  private RegisteredSegment last() {
    RegisteredSegment segment = new RegisteredSegment(contigs::get, contig -> "contig " + contig);
    segment.goTo(log, log.count() - 1, 0, 0);
    return segment;
  }

  private RegisteredSegment byDelta(byte[] delta) {
    MemorySegment.copy(MemorySegment.ofArray(delta), 0, log.room(delta.length), 0, delta.length);
    log.addDelta(0, 0, LENGTH, false, GROUP, delta.length);
    return last();
  }

  @Test
  void theFirstOfAGroupIsItsReferenceAndOthersAreDeltas() throws IOException {
    String reference = Packed.letters(random, LENGTH);
    assertEquals(0, writer.add(GROUP, byText(reference, false)));
    assertEquals(LENGTH, references.symbols(GROUP));
    String other = relative(reference, random);
    assertEquals(1, writer.add(GROUP, byText(other, false)));
    assertEquals(1, writer.add(GROUP, byText(Packed.complement(other), true)));
    assertEquals(0, writer.add(GROUP, byText(reference, false)));
    assertEquals(2, writer.add(GROUP, byText(relative(reference, random), false)));
    assertEquals(0, writer.add(GROUP + 1, byText(other, false)));
  }

  @Test
  void rawGroupsHaveADummyInFront() throws IOException {
    String text = Packed.letters(random, LENGTH);
    assertEquals(1, writer.add(3, byText(text, false)));
    assertEquals(2, writer.add(3, byText(text, false)));
  }

  @Test
  void anItemThatTheFormatHasNoRoomForIsRefusedWithItsContig() {
    packs.goOnAt(3, Integer.MAX_VALUE);
    RegisteredSegment segment = byText("ACGT", false);
    IOException e = assertThrows(IOException.class, () -> writer.add(3, segment));
    assertTrue(e.getMessage().startsWith("contig 0: a pack would exceed"), e.getMessage());
  }

  private byte[] delta(int bytes) {
    byte[] delta = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      delta[i] = (byte) ("0123456789,.ABCD!".charAt(random.nextInt(17)));
    }
    return delta;
  }

  private long deltaBytes(int count) throws IOException {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      byte[] delta = delta(200 + random.nextInt(400));
      bytes += delta.length + 1;
      writer.add(GROUP, byDelta(delta));
    }
    return bytes;
  }

  private void takeAll() {
    packs.sealOpen(GROUP, sealed);
    for (long pack = 0; pack < sealed.count(); pack++) {
      long bytes = sealed.contentBytes(pack);
      MemorySegment content = arena.allocate(bytes + OpenPacks.BYTES_BEHIND);
      boolean isRaw = sealed.group(pack) < StreamNames.RAW_GROUPS;
      packs.takeContent(
          new PendingParts.Part(0, sealed.head(pack), 0, bytes, isRaw), content, sealed);
    }
    sealed.clear();
  }

  /** Once into the group's memory, once into what zstd compresses. */
  @Test
  void aDeltaIsCopiedTwiceBetweenItsEncoderAndZstd() throws IOException {
    packs.countReference(GROUP);
    long bytes = deltaBytes(300);
    takeAll();
    assertEquals(2 * bytes, sealed.moved());
  }

  /** What is compressed in haste meanwhile is put together, kept as a frame, and decompressed. */
  @Test
  void longPacksAreMovedTwiceMore() throws IOException {
    packs.countReference(GROUP);
    long bytes = deltaBytes(30_000);
    takeAll();
    assertTrue(sealed.moved() < 4 * bytes, sealed.moved() + " of " + bytes);
    assertTrue(sealed.moved() > 3 * bytes, sealed.moved() + " of " + bytes);
  }
}
