package io.github.agc4j.input;

import java.io.IOException;

/** Is told what is dubious about an input, by any thread. */
public interface InputWarning {
  /**
   * Called with one line that names the file.
   *
   * @throws IOException to refuse the input
   */
  void warn(String text) throws IOException;
}
