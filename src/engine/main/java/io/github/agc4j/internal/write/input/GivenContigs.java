package io.github.agc4j.internal.write.input;

import io.github.agc4j.input.Contig;
import io.github.agc4j.input.SampleSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;

/** The contigs of one sample, which is at hand, as a source. */
final class GivenContigs implements SampleSource {
  private final String name;
  private final Iterator<Contig> contigs;
  private Contig contig;
  private long position;

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
    position = 0;
    return isThere;
  }

  @Override
  public String contigName() {
    return contig.name();
  }

  @Override
  public int read(byte[] letters) {
    MemorySegment all = contig.letters();
    int size = (int) Math.min(letters.length, all.byteSize() - position);
    MemorySegment.copy(all, ValueLayout.JAVA_BYTE, position, letters, 0, size);
    position += size;
    return size == 0 ? -1 : size;
  }
}
