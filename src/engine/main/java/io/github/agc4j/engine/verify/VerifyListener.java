package io.github.agc4j.engine.verify;

import java.io.IOException;

/**
 * Is told what verification finds, by one thread at a time, though not always the same one: parts
 * first, then samples in order. Of chosen samples parts are told when they are needed.
 */
public interface VerifyListener {
  /** A part is damaged, or lies where it should not. */
  void damagedPart(String stream, long part, String reason) throws IOException;

  /** The archive cannot be read at all. */
  void unreadable(String reason) throws IOException;

  /** A sample's metadata are damaged: none of its contigs can be read. */
  void lostSample(String sample, String reason) throws IOException;

  /** A contig cannot be read, or is not what it was. */
  void damagedContig(String sample, String contig, String reason) throws IOException;

  /** All contigs of a sample that were looked at are whole. */
  void wholeSample(String sample) throws IOException;
}
