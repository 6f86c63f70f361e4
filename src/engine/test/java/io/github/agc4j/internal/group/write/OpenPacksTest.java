package io.github.agc4j.internal.group.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class OpenPacksTest {
  private static final int GROUPS = 400;
  private static final int CARDINALITY = 20;
  private static final byte SEPARATOR = (byte) 0xff;
  private static final String COMMON = "0,0,123456789.!-ABCDNP\u0004";

  private static byte[] delta(Random random) {
    byte[] delta = new byte[1 + random.nextInt(random.nextInt(40) == 0 ? 30_000 : 2500)];
    for (int i = 0; i < delta.length; i++) {
      boolean isAny = random.nextInt(500) == 0;
      delta[i] =
          (byte) (isAny ? random.nextInt(255) : COMMON.charAt(random.nextInt(COMMON.length())));
    }
    return delta;
  }

  /** What is in a group's packs, by a simple model. */
  private static final class Model {
    private final List<byte[]> contents = new ArrayList<>();
    private final List<byte[]> open = new ArrayList<>();

    long add(byte[] delta) {
      if (open.size() == CARDINALITY) {
        seal();
      }
      for (int i = 0; i < open.size(); i++) {
        if (java.util.Arrays.equals(open.get(i), delta)) {
          return 1 + (long) contents.size() * CARDINALITY + i;
        }
      }
      open.add(delta);
      return (long) contents.size() * CARDINALITY + open.size();
    }

    void seal() {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (byte[] item : open) {
        content.writeBytes(item);
        content.write(SEPARATOR);
      }
      contents.add(content.toByteArray());
      open.clear();
    }
  }

  /** More than is kept as it is, so that there are packs in both forms at once. */
  @Test
  void packsHoldWhatWasAddedInWhateverForm(MemoryBudget budget) {
    long seed = Long.getLong("agc4j.property.seed", 5);
    Random random = new Random(seed);
    Map<Integer, Model> models = new HashMap<>();
    List<byte[]> known = new ArrayList<>();
    try (OpenPacks packs = new OpenPacks(OpenPacks.Limits.ofItems(CARDINALITY), budget);
        ZstdContexts contexts = new ZstdContexts(budget);
        SealedPacks sealed = new SealedPacks(contexts, budget)) {
      packs.ensureGroups(StreamNames.RAW_GROUPS + GROUPS);
      for (int group = 0; group < GROUPS; group++) {
        packs.countReference(StreamNames.RAW_GROUPS + group);
        models.put(group, new Model());
      }
      for (int i = 0; i < 12_000; i++) {
        int group = random.nextInt(GROUPS);
        byte[] delta =
            random.nextInt(4) > 0 || known.isEmpty()
                ? delta(random)
                : known.get(random.nextInt(known.size()));
        if (known.size() < 30) {
          known.add(delta);
        }
        long id =
            packs.addDelta(StreamNames.RAW_GROUPS + group, MemorySegment.ofArray(delta), sealed);
        assertEquals(models.get(group).add(delta), id, "seed=" + seed + " i=" + i);
      }
      assertTrue(budget.peakBytes() > 9 << 20, "too little for two forms");
      for (int group = 0; group < GROUPS; group++) {
        packs.sealOpen(StreamNames.RAW_GROUPS + group, sealed);
        models.get(group).seal();
      }
      compare(packs, sealed, models, seed);
    }
  }

  /** Many items of one group: most are in chunks when equal ones come. */
  @Test
  void equalItemsAreFoundInChunksAndInTheTail(MemoryBudget budget) {
    long seed = Long.getLong("agc4j.property.seed", 6);
    Random random = new Random(seed);
    int group = StreamNames.RAW_GROUPS;
    List<byte[]> added = new ArrayList<>();
    try (OpenPacks packs = new OpenPacks(OpenPacks.Limits.ofItems(1 << 20), budget);
        ZstdContexts contexts = new ZstdContexts(budget);
        SealedPacks sealed = new SealedPacks(contexts, budget)) {
      packs.ensureGroups(group + 1L);
      packs.countReference(group);
      for (int i = 0; i < 15_000; i++) {
        boolean isKnown = random.nextInt(20) == 0 && !added.isEmpty();
        int number = isKnown ? random.nextInt(added.size()) : added.size();
        byte[] item =
            isKnown ? added.get(number) : (i + "," + "A!".repeat(700) + ".").getBytes(UTF_8);
        if (!isKnown) {
          added.add(item);
        }
        assertEquals(
            1L + number,
            packs.addDelta(group, MemorySegment.ofArray(item), sealed),
            "seed=" + seed + " i=" + i);
      }
      assertTrue(budget.currentBytes() < 12 << 20, "chunks that take " + budget.currentBytes());
      packs.sealOpen(group, sealed);
      byte[] expected =
          added.stream()
              .collect(
                  ByteArrayOutputStream::new,
                  (out, item) -> {
                    out.writeBytes(item);
                    out.write(SEPARATOR);
                  },
                  (a, b) -> {})
              .toByteArray();
      assertArrayEquals(expected, content(packs, sealed, 0));
    }
  }

  @Test
  void idsThatAPackCouldHaveHadAreLeftOutWhenItEndsByBytes(MemoryBudget budget) {
    int raw = 3;
    int group = StreamNames.RAW_GROUPS;
    try (OpenPacks packs = new OpenPacks(new OpenPacks.Limits(10, 100), budget);
        ZstdContexts contexts = new ZstdContexts(budget);
        SealedPacks sealed = new SealedPacks(contexts, budget)) {
      packs.ensureGroups(group + 1L);
      packs.addDummy(raw, sealed);
      packs.countReference(group);
      List<Long> ids = new ArrayList<>();
      List<Long> rawIds = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(packs.addDelta(group, MemorySegment.ofArray(new byte[48 - i]), sealed));
        rawIds.add(packs.addRaw(raw, MemorySegment.ofArray(new byte[64]), 40, sealed));
      }
      assertEquals(List.of(1L, 2L, 11L, 12L, 21L), ids);
      assertEquals(List.of(1L, 2L, 10L, 11L, 20L), rawIds);
      assertEquals(21, packs.addDelta(group, MemorySegment.ofArray(new byte[44]), sealed));
      assertEquals(31, packs.addDelta(group, MemorySegment.ofArray(new byte[500]), sealed));
      assertEquals(41, packs.addDelta(group, MemorySegment.ofArray(new byte[48]), sealed));
      assertEquals(6, sealed.count());
    }
  }

  private static byte[] content(OpenPacks packs, SealedPacks sealed, long pack) {
    int bytes = (int) sealed.contentBytes(pack);
    MemorySegment room = Arena.ofAuto().allocate(bytes + OpenPacks.BYTES_BEHIND);
    packs.takeContent(
        new PendingParts.Part(
            0, sealed.head(pack), 0, bytes, sealed.group(pack) < StreamNames.RAW_GROUPS),
        room,
        sealed);
    return room.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE);
  }

  private static void compare(
      OpenPacks packs, SealedPacks sealed, Map<Integer, Model> models, long seed) {
    for (long pack = 0; pack < sealed.count(); pack++) {
      int group = sealed.group(pack) - StreamNames.RAW_GROUPS;
      assertArrayEquals(
          models.get(group).contents.removeFirst(),
          content(packs, sealed, pack),
          "seed=" + seed + " group=" + group);
    }
    models.forEach((group, model) -> assertTrue(model.contents.isEmpty(), "lost: " + group));
  }
}
