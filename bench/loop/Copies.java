import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;

/** Matches of about 250 bases copied from a reference, as a delta is decoded. */
final class Copies extends Loop {
  private static final int COPIES = BASES / 250;
  private final byte[] reference = codes();
  private final byte[] out = new byte[BASES + PADDING];
  private final int[] from = new int[COPIES];
  private final int[] length = new int[COPIES];
  private final MemorySegment referenceBytes = copy(reference);
  private final MemorySegment outBytes = copy(out);

  Copies() {
    for (int i = 0; i < COPIES; i++) {
      length[i] = 1 + RANDOM.nextInt(498);
      from[i] = RANDOM.nextInt(BASES - 500);
    }
  }

  @Override
  String name() {
    return "copy matches of a reference (bulk copy)";
  }

  @Override
  long array() {
    int at = 0;
    for (int i = 0; i < COPIES && at + length[i] < BASES; i++) {
      System.arraycopy(reference, from[i], out, at, length[i]);
      at += length[i];
    }
    return sum(out);
  }

  @Override
  long segment() {
    int at = 0;
    for (int i = 0; i < COPIES && at + length[i] < BASES; i++) {
      MemorySegment.copy(referenceBytes, from[i], outBytes, at, length[i]);
      at += length[i];
    }
    return sum(outBytes);
  }

  @Override
  long vectors() {
    int at = 0;
    for (int i = 0; i < COPIES && at + length[i] < BASES; i++) {
      for (int done = 0; done < length[i]; done += LANES) {
        ByteVector.fromMemorySegment(BYTES, referenceBytes, from[i] + done, ORDER)
            .intoMemorySegment(outBytes, at + done, ORDER);
      }
      at += length[i];
    }
    return sum(outBytes);
  }
}
