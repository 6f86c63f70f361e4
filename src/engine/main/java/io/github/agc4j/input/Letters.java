package io.github.agc4j.input;

import java.io.IOException;

/** The letters of a contig, read once from front to end. */
public interface Letters {
  /**
   * Copies the next letters, in either case, to {@code letters} from 0 on.
   *
   * @return how many, 1 or more; −1 after the last
   * @throws IOException to end the writing; the archive is then as it was before
   */
  int read(byte[] letters) throws IOException;
}
