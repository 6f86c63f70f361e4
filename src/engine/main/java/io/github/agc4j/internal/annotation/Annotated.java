package io.github.agc4j.internal.annotation;

import java.io.IOException;
import java.util.Map;

/** What has pairs of keys and values: an archive and its samples. */
public interface Annotated {
  /** A new archive. */
  Annotated NOTHING =
      new Annotated() {
        @Override
        public Map<String, String> ofArchive() {
          return Map.of();
        }

        @Override
        public Map<String, String> ofSample(long sample) {
          return Map.of();
        }
      };

  /** The archive's own pairs, by their keys in ascending order. */
  Map<String, String> ofArchive() throws IOException;

  /** The same of a sample, by its index; none if there is no such sample. */
  Map<String, String> ofSample(long sample) throws IOException;
}
