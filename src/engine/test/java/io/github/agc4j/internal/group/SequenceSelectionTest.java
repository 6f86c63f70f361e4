package io.github.agc4j.internal.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class SequenceSelectionTest {
  private static final int GROUPS = 300;

  /** A group with a reference has it as sequence 0; raw groups have a dummy there. */
  @Test
  void sequencesKeepTheirOrderAndGetTheNumbersTheyAreGiven(MemoryBudget budget) {
    Random random = new Random(13);
    TreeMap<Integer, TreeSet<Integer>> used = new TreeMap<>();
    try (SequenceSelection selection = new SequenceSelection(budget)) {
      for (int i = 0; i < 20_000; i++) {
        int group = random.nextInt(GROUPS / 2) * 2;
        int id = 1 + random.nextInt(60);
        selection.add(group, id);
        used.computeIfAbsent(group, key -> new TreeSet<>()).add(id);
      }
      selection.index(GROUPS);
      for (int group = 0; group < GROUPS; group++) {
        boolean isRaw = group < StreamNames.RAW_GROUPS;
        if (!isRaw && !used.containsKey(group)) {
          assertFalse(selection.stays(group));
          continue;
        }
        assertTrue(selection.stays(group));
        selection.setNewGroup(group, 2 * group);
        assertEquals(2 * group, selection.newGroup(group));
        TreeSet<Integer> ids = used.getOrDefault(group, new TreeSet<>());
        assertEquals(ids.size(), selection.packed(group));
        long index = 0;
        for (int id : ids) {
          assertEquals(id, selection.oldId(group, index));
          selection.setNewId(group, index, 1000 + index);
          assertEquals(1000 + index++, selection.newId(group, id));
        }
      }
    }
  }

  @Test
  void aReferenceIsSequence0UnlessItIsGivenAnotherNumber(MemoryBudget budget) {
    int group = StreamNames.RAW_GROUPS + 2;
    try (SequenceSelection selection = new SequenceSelection(budget)) {
      selection.add(group, 0);
      selection.index(group + 1);
      assertTrue(selection.stays(group));
      assertEquals(0, selection.packed(group));
      assertEquals(0, selection.newId(group, 0));
      assertTrue(selection.usesReference(group));
      selection.setReferenceId(group, 7);
      assertEquals(7, selection.newId(group, 0));
    }
  }
}
