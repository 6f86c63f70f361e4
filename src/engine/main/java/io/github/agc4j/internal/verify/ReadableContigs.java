package io.github.agc4j.internal.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.internal.collection.NameCoder;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.read.ArchiveReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The contigs of an archive that decode to what they were, sample by sample. Each is decoded once
 * to find that out, before the first letter of its sample is handed on, and once more to be read.
 * What has a name that no new archive could have is lost, too, but takes nothing else with it.
 */
public final class ReadableContigs implements SampleSource, AutoCloseable {
  private final ArchiveReader reader;
  private final ContentCheck content;
  private final VerifyListener listener;
  private final BitSet readable = new BitSet();
  private final List<ContigDigest> digests = new ArrayList<>();
  private final NameCoder coder = new NameCoder();

  /** The sample's names so far: making memory anew for each sample stops all threads. */
  private final SampleNameSet known;

  private List<byte[]> names = List.of();
  private long sample = -1;
  private int contig;
  private long position;
  private boolean isAnyReadable;

  public ReadableContigs(ArchiveReader reader, VerifyListener listener) {
    this.reader = reader;
    this.content = new ContentCheck(reader, false);
    this.listener = listener;
    this.known = new SampleNameSet(reader.memory().child("names"));
  }

  @Override
  public boolean nextSample() throws IOException {
    while (++sample < reader.samples()) {
      contig = -1;
      if (hasName() && load() && select()) {
        isAnyReadable = true;
        return true;
      }
    }
    if (!isAnyReadable) {
      throw new CorruptArchiveException(reader.path(), "no contig of it can be read");
    }
    return false;
  }

  private boolean hasName() throws IOException {
    byte[] name = sampleNameBytes();
    if (SampleSource.isName(name)) {
      return true;
    }
    listener.lostSample(sampleName(), "a new archive cannot have its name");
    return false;
  }

  /** Reads the sample's names and digests; false if it is lost. */
  private boolean load() throws IOException {
    digests.clear();
    try {
      names = reader.contigNameBytes(sample);
    } catch (CorruptArchiveException e) {
      listener.lostSample(sampleName(), e.getMessage());
      return false;
    }
    try {
      reader.withStoredDigests(
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
    coder.start();
    known.clear();
    for (int i = 0; i < names.size(); i++) {
      String damage = content.check(sample, i, digests.isEmpty() ? null : digests.get(i)).damage();
      if (damage == null && !isStorable(names.get(i))) {
        damage = "a new archive cannot have its name, or has it already";
      }
      if (damage == null) {
        readable.set(i);
      } else {
        listener.damagedContig(sampleName(), text(names.get(i)), damage);
      }
    }
    if (readable.cardinality() == names.size()) {
      listener.wholeSample(sampleName());
    }
    return names.isEmpty() || !readable.isEmpty();
  }

  private boolean isStorable(byte[] name) {
    return SampleSource.isName(name) && known.add(name) && coder.holds(name);
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  @Override
  public String sampleName() {
    return reader.sampleName(sample);
  }

  @Override
  public byte[] sampleNameBytes() {
    return reader.sampleNameBytes(sample);
  }

  @Override
  public boolean nextContig() {
    contig = readable.nextSetBit(contig + 1);
    position = 0;
    return contig >= 0;
  }

  @Override
  public String contigName() {
    return text(names.get(contig));
  }

  @Override
  public byte[] contigNameBytes() {
    return names.get(contig);
  }

  @Override
  public int read(byte[] letters) throws IOException {
    int count =
        reader.fetchLetters(sample, contig, position, position + letters.length, letters, 0);
    position += count;
    return count == 0 ? -1 : count;
  }

  @Override
  public void close() {
    known.close();
  }
}
