package io.github.agc4j.engine.input;

import java.io.IOException;

/**
 * Hands samples to a writer, contig by contig and piece by piece. Called by one thread at a time,
 * not always the same one, in this order: {@link #nextSample}, then for each of its contigs {@link
 * #nextContig} and {@link #read} until that returns −1. An exception that it throws ends the
 * writing, and the archive is as it was before.
 */
public interface SampleSource {
  /** Goes to the next sample, at first to the first one; false if there is none. */
  boolean nextSample() throws IOException;

  /** The sample's name: not empty, unlike all others of the archive. */
  String sampleName();

  /** Goes to the sample's next contig, at first to the first one; false if there is none. */
  boolean nextContig() throws IOException;

  /** The contig's full name, as in a FASTA header without {@code >}; unlike all of the sample. */
  String contigName();

  /**
   * Copies the next letters of the contig, in either case, to {@code letters} from 0 on.
   *
   * @return how many, 1 or more; −1 behind the last
   */
  int read(byte[] letters) throws IOException;
}
