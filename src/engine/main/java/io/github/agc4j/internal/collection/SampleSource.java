package io.github.agc4j.internal.collection;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
   * The lines in front of the sample's first record, in the form of {@code internal.text}; null
   * unless the source knows how the sample's text is cut in lines. Borrowed until the next sample.
   */
  default MemorySegment linesBefore() throws IOException {
    return null;
  }

  /**
   * The lines of the contig at hand, if there are {@link #linesBefore}; borrowed until the next.
   */
  default MemorySegment lines() throws IOException {
    throw new IllegalStateException("no lines");
  }

  /** Whether the text of the sample at hand, of which all contigs were given, has a digest. */
  default boolean hasFileDigest() {
    return false;
  }

  /** That digest's first eight bytes, most significant first, if there is one. */
  default long fileDigest() {
    throw new IllegalStateException("no digest");
  }

  /**
   * Copies the next letters of the contig, in either case, to {@code letters} from 0 on.
   *
   * @return how many, 1 or more; −1 after the last
   */
  int read(byte[] letters) throws IOException;
}
