package io.github.agc4j.internal.write.input;

import io.github.agc4j.input.Contig;
import io.github.agc4j.input.Letters;
import io.github.agc4j.internal.collection.SampleSource;
import java.io.IOException;
import java.util.Iterator;

/** The contigs of one sample, which is at hand, as a source. */
final class GivenContigs implements SampleSource {
  private final String name;
  private final Iterator<Contig> contigs;
  private Contig contig;
  private Letters letters;

  GivenContigs(String name, Iterable<Contig> contigs) {
    this.name = name;
    this.contigs = contigs.iterator();
  }

  @Override
  public boolean nextSample() {
    return false;
  }

  @Override
  public String sampleName() {
    return name;
  }

  @Override
  public boolean nextContig() {
    boolean isThere = contigs.hasNext();
    contig = isThere ? contigs.next() : null;
    letters = isThere ? contig.letters().get() : null;
    return isThere;
  }

  @Override
  public String contigName() {
    return contig.name();
  }

  @Override
  public int read(byte[] into) throws IOException {
    return letters.read(into);
  }
}
