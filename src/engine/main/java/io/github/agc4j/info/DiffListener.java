package io.github.agc4j.info;

import java.io.IOException;

/** Is told what a comparison of two archives finds, by the thread that compares. */
public interface DiffListener {
  /** Called for each sample: those of the first archive in its order, then what else there is. */
  void sample(String sample, DiffFinding finding) throws IOException;

  /** Called for each contig of a sample that is different, after the sample. */
  void contig(String sample, String contig, DiffFinding finding) throws IOException;
}
