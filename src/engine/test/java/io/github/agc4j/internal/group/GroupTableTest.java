package io.github.agc4j.internal.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.testing.EmptyBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
@Tag("slow")
class GroupTableTest {
  @Test
  void findsKeysAndPartnersInAscendingOrder(MemoryBudget budget) {
    Random random = new Random(8);
    Map<SegmentKey, Integer> groups = new HashMap<>();
    Map<Long, TreeMap<Long, Integer>> partners = new HashMap<>();
    try (GroupTable table = new GroupTable(budget)) {
      assertEquals(0, table.group(SegmentKey.RAW));
      for (int i = 0; i < 5000; i++) {
        int group = 16 + groups.size();
        long a = word(random);
        long b = random.nextInt(10) == 0 ? -1 : word(random);
        SegmentKey key = SegmentKey.ordered(a, b);
        if (groups.putIfAbsent(key, group) == null) {
          table.add(key, group);
          if (key.isTwoSided()) {
            partners.computeIfAbsent(a, w -> new TreeMap<>(Long::compareUnsigned)).put(b, group);
            partners.computeIfAbsent(b, w -> new TreeMap<>(Long::compareUnsigned)).put(a, group);
          }
        }
      }
      groups.forEach((key, group) -> assertEquals(group.longValue(), table.group(key)));
      partners.forEach(
          (word, expected) ->
              assertEquals(new ArrayList<>(expected.entrySet()), list(table, word)));
      assertEquals(GroupTable.NONE, table.group(3, 5));
      assertEquals(GroupTable.NONE, table.firstPartner(5));
      checkOrder(table, groups.size() + 1);
    }
  }

  @Test
  void aMillionGroupsTakeAtMost100BytesEach(MemoryBudget budget) {
    int count = 1_000_000;
    Random random = new Random(9);
    try (GroupTable table = new GroupTable(budget);
        OpenPacks packs = new OpenPacks(OpenPacks.Limits.ofItems(50), budget);
        References references = new References(20, budget, budget)) {
      long before = random.nextLong() >>> 1;
      for (int i = 0; i < count; i++) {
        long next = random.nextLong() >>> 1;
        table.add(SegmentKey.ordered(before, next), 16 + i);
        before = next;
        if (i % 1000 == 0) {
          packs.ensureGroups(17L + i);
          references.ensureGroups(17L + i);
        }
      }
      assertEquals(true, budget.currentBytes() <= 100L * count, budget.currentBytes() + " bytes");
    }
  }

  private static long word(Random random) {
    return (random.nextInt(900) + 1L) * 0x10_0000_0000_0001L;
  }

  private static List<Map.Entry<Long, Integer>> list(GroupTable table, long word) {
    List<Map.Entry<Long, Integer>> found = new ArrayList<>();
    for (long p = table.firstPartner(word); p != GroupTable.NONE; p = table.nextPartner(p)) {
      found.add(Map.entry(table.partnerWord(p), table.partnerGroup(p)));
    }
    return found;
  }

  private static void checkOrder(GroupTable table, int expected) {
    List<SegmentKey> keys = new ArrayList<>();
    table.forEachKey((first, second, group) -> keys.add(new SegmentKey(first, second)));
    assertEquals(expected, keys.size());
    for (int i = 1; i < keys.size(); i++) {
      int order = Long.compareUnsigned(keys.get(i - 1).first(), keys.get(i).first());
      order =
          order != 0 ? order : Long.compareUnsigned(keys.get(i - 1).second(), keys.get(i).second());
      assertEquals(true, order < 0);
    }
  }
}
