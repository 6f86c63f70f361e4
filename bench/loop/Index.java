import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Words of eight codes looked up in an index of two bytes per slot, as an encoder does. */
final class Index extends Loop {
  private static final int SLOTS = 1 << 15;
  private final byte[] codes = codes();
  private final short[] slots = new short[SLOTS];
  private final MemorySegment codeBytes = copy(codes);
  private final MemorySegment slotBytes = Arena.global().allocate(SLOTS * 2L, Long.BYTES);

  Index() {
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = (short) (i % 3 == 0 ? RANDOM.nextInt() : -1);
      slotBytes.set(SHORT, i * 2L, slots[i]);
    }
  }

  private static int slot(long word) {
    return (int) (word * MIX >>> 49);
  }

  @Override
  String name() {
    return "probe an index of references (two bytes a slot)";
  }

  @Override
  long array() {
    long found = 0;
    for (int i = 0; i < BASES; i++) {
      int slot = slot((long) LONGS.get(codes, i));
      while (slots[slot] != -1) {
        found += slots[slot] & 1;
        slot = slot + 1 & SLOTS - 1;
      }
    }
    return found;
  }

  @Override
  long segment() {
    long found = 0;
    for (int i = 0; i < BASES; i++) {
      int slot = slot(codeBytes.get(LONG, i));
      short value;
      while ((value = slotBytes.get(SHORT, slot * 2L)) != -1) {
        found += value & 1;
        slot = slot + 1 & SLOTS - 1;
      }
    }
    return found;
  }
}
