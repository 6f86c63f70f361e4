package io.github.agc4j.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.ByteArrayOutputStream;
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
    try (OpenPacks packs = new OpenPacks(CARDINALITY, budget);
        SealedPacks sealed = new SealedPacks(budget)) {
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

  private static void compare(
      OpenPacks packs, SealedPacks sealed, Map<Integer, Model> models, long seed) {
    for (long pack = 0; pack < sealed.count(); pack++) {
      int group = sealed.group(pack) - StreamNames.RAW_GROUPS;
      int bytes = (int) sealed.contentBytes(pack);
      MemorySegment room = MemorySegment.ofArray(new byte[bytes + OpenPacks.BYTES_BEHIND]);
      packs.takeContent(new PendingParts.Part(0, sealed.lastCell(pack), 0, bytes, false), room);
      assertArrayEquals(
          models.get(group).contents.removeFirst(),
          room.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE),
          "seed=" + seed + " group=" + group);
    }
    models.forEach((group, model) -> assertTrue(model.contents.isEmpty(), "lost: " + group));
  }
}
