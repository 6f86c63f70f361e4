package io.github.agc4j.internal.collection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

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

  /** The sample's name as it is stored: in UTF-8, unless a source knows better. */
  default byte[] sampleNameBytes() {
    return sampleName().getBytes(StandardCharsets.UTF_8);
  }

  /** Goes to the sample's next contig, at first to the first one; false if there is none. */
  boolean nextContig() throws IOException;

  /** The contig's full name, as in a FASTA header without {@code >}; unlike all of the sample. */
  String contigName();

  /** The contig's name as it is stored: in UTF-8, unless a source knows better. */
  default byte[] contigNameBytes() {
    return contigName().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a sample or a contig can have this name: not empty, no zero byte, no line end. */
  static boolean isName(byte[] name) {
    for (byte b : name) {
      if (b == 0 || b == '\n' || b == '\r') {
        return false;
      }
    }
    return name.length > 0;
  }

  /**
   * Copies the next letters of the contig, in either case, to {@code letters} from 0 on.
   *
   * @return how many, 1 or more; −1 after the last
   */
  int read(byte[] letters) throws IOException;
}
