import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;

/** Minima of windows of 16 hashes, by doubling. */
final class Minima extends Loop {
  private final int[] hashes = new int[BASES + PADDING];
  private final int[] out = new int[BASES + PADDING];
  private final MemorySegment hashBytes;
  private final MemorySegment outBytes = Arena.global().allocate(out.length * 4L, Long.BYTES);

  Minima() {
    for (int i = 0; i < BASES; i++) {
      hashes[i] = RANDOM.nextInt() >>> 1;
    }
    hashBytes = Arena.global().allocate(hashes.length * 4L, Long.BYTES);
    hashBytes.copyFrom(MemorySegment.ofArray(hashes));
  }

  @Override
  String name() {
    return "minima of windows of 16 hashes (doubling)";
  }

  @Override
  long array() {
    System.arraycopy(hashes, 0, out, 0, BASES);
    for (int width = 1; width < 16; width *= 2) {
      for (int i = 0; i < BASES - 16; i++) {
        out[i] = Math.min(out[i], out[i + width]);
      }
    }
    return out[BASES / 2] + (long) out[BASES / 3];
  }

  @Override
  long segment() {
    MemorySegment.copy(hashBytes, 0, outBytes, 0, BASES * 4L);
    for (int width = 1; width < 16; width *= 2) {
      for (int i = 0; i < BASES - 16; i++) {
        int least = Math.min(outBytes.get(INT, i * 4L), outBytes.get(INT, (i + width) * 4L));
        outBytes.set(INT, i * 4L, least);
      }
    }
    return outBytes.get(INT, BASES * 2L) + (long) outBytes.get(INT, BASES / 3 * 4L);
  }

  @Override
  long vectors() {
    MemorySegment.copy(hashBytes, 0, outBytes, 0, BASES * 4L);
    for (int width = 1; width < 16; width *= 2) {
      for (int i = 0; i < BASES - 16; i += 8) {
        IntVector.fromMemorySegment(EIGHT, outBytes, i * 4L, ORDER)
            .min(IntVector.fromMemorySegment(EIGHT, outBytes, (i + width) * 4L, ORDER))
            .intoMemorySegment(outBytes, i * 4L, ORDER);
      }
    }
    return outBytes.get(INT, BASES * 2L) + (long) outBytes.get(INT, BASES / 3 * 4L);
  }
}
