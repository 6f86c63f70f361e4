package io.github.agc4j.htsjdk;

import htsjdk.samtools.SAMException;
import io.github.agc4j.AgcReader;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contigs of one sample and their bases, as they were read: all that this module asks of the
 * engine. Holds the contigs' names and lengths, no bases. For any number of threads.
 */
final class SampleBases implements AutoCloseable {
  private final AgcReader reader;
  private final boolean isOwner;
  private final long sample;
  private final String shown;
  private final List<Contig> contigs = new ArrayList<>();
  private final Map<String, Contig> byName = new HashMap<>();
  private volatile boolean closed;

  /** Finds the sample to read from. */
  interface SampleChoice {
    /** The index of the sample in {@code reader}. */
    long in(AgcReader reader) throws IOException;
  }

  private SampleBases(AgcReader reader, long sample, boolean isOwner) throws IOException {
    this.reader = reader;
    this.isOwner = isOwner;
    this.sample = sample;
    this.shown = reader.name() + ArchivePath.SEPARATOR + reader.sampleName(sample);
    reader.forEachContig(sample, (name, length) -> add(AgcReader.shortName(name), length.get()));
  }

  /** Opens the archive at {@code path}, which {@link #close} closes. */
  static SampleBases open(Path path, SampleChoice choice) throws IOException {
    AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS);
    try {
      return new SampleBases(reader, choice.in(reader), true);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Reads from {@code reader}, which stays the caller's to close. */
  static SampleBases borrowing(AgcReader reader, SampleChoice choice) throws IOException {
    return new SampleBases(reader, choice.in(reader), false);
  }

  private void add(String name, long length) {
    Contig contig = new Contig(contigs.size(), name, length);
    if (byName.putIfAbsent(name, contig) != null) {
      throw new SAMException(shown + ": several contigs are called " + name);
    }
    contigs.add(contig);
  }

  /** The contigs in the sample's order. */
  List<Contig> contigs() {
    return contigs;
  }

  /**
   * The MD5 of each contig as the archive has it; empty if it has none.
   *
   * @throws UncheckedIOException when the archive is damaged or cannot be read
   */
  List<String> storedSums() {
    checkOpen();
    try {
      return reader.md5s(sample);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contig called {@code name}, or null. */
  Contig find(String name) {
    return byName.get(name);
  }

  /**
   * Bases of {@code contig} from {@code from} (0-based) on.
   *
   * @param length how many, all of them within the contig
   * @throws UncheckedIOException when the archive is damaged or cannot be read
   * @throws IllegalStateException when this or the reader is closed
   */
  byte[] read(Contig contig, long from, int length) {
    byte[] bases = new byte[length];
    read(contig, from, bases, length);
    return bases;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(shown + ": the reference is closed");
    }
  }

  /** The same into the first {@code length} bytes of {@code target}. */
  void read(Contig contig, long from, byte[] target, int length) {
    checkOpen();
    try {
      reader.fetchLetters(sample, contig.index(), from, from + length, target, 0);
    } catch (IOException e) {
      // Not a SAMException: htsjdk's ReferenceSource takes that for "no such contig".
      throw new UncheckedIOException(e);
    }
  }

  /** Archive and sample. */
  @Override
  public String toString() {
    return shown;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (isOwner) {
      reader.close();
    }
  }
}
