package io.github.agc4j.engine.verify;

import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.digest.ContigDigest;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.input.SampleSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The contigs of an archive that decode to what they were, sample by sample. Each is decoded once
 * to find that out, before the first letter of its sample is handed on, and once more to be read.
 */
final class ReadableContigs implements SampleSource {
  private final AgcReader reader;
  private final ContentCheck content;
  private final VerifyListener listener;
  private final BitSet readable = new BitSet();
  private final List<ContigDigest> digests = new ArrayList<>();
  private List<String> names = List.of();
  private long sample = -1;
  private int contig;
  private long position;
  private boolean isAnyReadable;

  ReadableContigs(AgcReader reader, VerifyListener listener) {
    this.reader = reader;
    this.content = new ContentCheck(reader);
    this.listener = listener;
  }

  @Override
  public boolean nextSample() throws IOException {
    while (++sample < reader.samples()) {
      contig = -1;
      if (load() && select()) {
        isAnyReadable = true;
        return true;
      }
    }
    if (!isAnyReadable) {
      throw new CorruptArchiveException(reader.path(), "no contig of it can be read");
    }
    return false;
  }

  /** Reads the sample's names and digests; false if it is lost. */
  private boolean load() throws IOException {
    digests.clear();
    try {
      names = reader.contigNames(sample);
    } catch (CorruptArchiveException e) {
      listener.lostSample(sampleName(), e.getMessage());
      return false;
    }
    try {
      reader.withDigests(
          sample,
          known -> {
            for (long i = 0; i < known.contigs(); i++) {
              digests.add(known.contig(i));
            }
          });
    } catch (CorruptArchiveException e) {
      // Without digests, what can be decoded has to be believed.
      digests.clear();
    }
    return true;
  }

  /** Finds the contigs that can be read; false if there were some and all are lost. */
  private boolean select() throws IOException {
    readable.clear();
    for (int i = 0; i < names.size(); i++) {
      String damage = content.damage(sample, i, digests.isEmpty() ? null : digests.get(i));
      if (damage == null) {
        readable.set(i);
      } else {
        listener.damagedContig(sampleName(), names.get(i), damage);
      }
    }
    if (readable.cardinality() == names.size()) {
      listener.wholeSample(sampleName());
    }
    return names.isEmpty() || !readable.isEmpty();
  }

  @Override
  public String sampleName() {
    return reader.sampleName(sample);
  }

  @Override
  public boolean nextContig() {
    contig = readable.nextSetBit(contig + 1);
    position = 0;
    return contig >= 0;
  }

  @Override
  public String contigName() {
    return names.get(contig);
  }

  @Override
  public int read(byte[] letters) throws IOException {
    int count =
        reader.fetchLetters(sample, contig, position, position + letters.length, letters, 0);
    position += count;
    return count == 0 ? -1 : count;
  }
}
