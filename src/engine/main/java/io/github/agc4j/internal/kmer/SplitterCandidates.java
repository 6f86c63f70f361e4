package io.github.agc4j.internal.kmer;

/** Which windows of some contigs may become splitters. */
public interface SplitterCandidates {
  /** Whether the word of the window at {@code position} of contig {@code contig} may. */
  boolean isCandidate(int contig, long position);
}
