package io.github.agc4j;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.Md5Visitor;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The contigs of some samples as the header of a SAM file (SAM specification, section 1.3). Names
 * must be unique: their hashes are compared, off-heap, before anything is told. For one thread.
 */
public final class SequenceDictionary {
  private static final Pattern NAME =
      Pattern.compile("[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*");
  private static final long LENGTH_MAX = Integer.MAX_VALUE;

  private final AgcReader reader;
  private final SampleIndexes samples;
  private final HeaderStyle style;
  private final boolean hasMd5;
  private final int threads;

  /**
   * A dictionary.
   *
   * @param reader borrowed
   * @param style what sequences are called: with the sample's name where there are several
   * @param hasMd5 whether it tells the MD5s of contigs, if the archive has digests
   * @param threads how many threads compute those that the archive does not have
   */
  public SequenceDictionary(
      AgcReader reader, SampleIndexes samples, HeaderStyle style, boolean hasMd5, int threads) {
    this.reader = reader;
    this.samples = samples;
    this.style = style;
    this.hasMd5 = hasMd5;
    this.threads = threads;
  }

  /** Takes the contigs one by one. */
  private interface SequenceSink {
    void accept(long contig, String name, long length) throws IOException;
  }

  /** Takes the lines of a dictionary. */
  public interface Lines {
    /** Takes the next line, without its end. */
    void println(String line) throws IOException;
  }

  /**
   * Gives the lines of the dictionary to {@code lines}.
   *
   * @throws IOException also when SAM cannot have such a dictionary; then no line was given
   */
  public void print(Lines lines) throws IOException {
    checkNames();
    lines.println("@HD\tVN:1.6");
    if (hasMd5) {
      reader.md5s(samples, threads, (sample, md5s) -> print(sample, md5s, lines));
    } else {
      forEach((contig, name, length) -> lines.println(line(name, length)));
    }
  }

  private static String line(String name, long length) {
    return "@SQ\tSN:" + name + "\tLN:" + length;
  }

  /** Prints a sample's contigs, with their MD5s if there are any. */
  private void print(long sample, Md5Visitor.Md5s md5s, Lines lines) throws IOException {
    forEach(
        sample,
        (contig, name, length) ->
            lines.println(line(name, length) + (md5s == null ? "" : "\tM5:" + md5s.of(contig))));
  }

  private void forEach(SequenceSink sink) throws IOException {
    for (long sample : samples) {
      forEach(sample, sink);
    }
  }

  /** Goes through the contigs; those without symbols cannot be in a dictionary. */
  private void forEach(long sample, SequenceSink sink) throws IOException {
    String sampleName = reader.sampleName(sample);
    long[] index = {0};
    reader.forEachContig(
        sample,
        (contig, length) -> {
          byte[] shortName = AgcReader.shortName(contig).getBytes(StandardCharsets.UTF_8);
          if (length.get() > 0) {
            String name = new String(style.name(shortName, sampleName), StandardCharsets.UTF_8);
            sink.accept(index[0], name, length.get());
          }
          index[0]++;
        });
  }

  private void checkNames() throws IOException {
    try (LongArray hashes = new LongArray(MemoryBudget.root(MemoryBudget.UNLIMITED))) {
      forEach(
          (contig, name, length) -> {
            check(name, length);
            hashes.add(hash(name));
          });
      hashes.sort((LongArray) null);
      for (long i = 1; i < hashes.count(); i++) {
        if (hashes.get(i) == hashes.get(i - 1)) {
          checkDistinct(hashes.get(i));
        }
      }
    }
  }

  private static void check(String name, long length) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("'" + name + "' cannot be the name of a sequence in SAM");
    }
    if (length > LENGTH_MAX) {
      throw new IOException(
          "sequence " + name + " of " + length + " symbols is too long for a dictionary");
    }
  }

  private void checkDistinct(long hash) throws IOException {
    Set<String> names = new HashSet<>();
    forEach(
        (contig, name, length) -> {
          if (hash(name) == hash && !names.add(name)) {
            throw new IOException(
                "several sequences of the dictionary would be called "
                    + name
                    + (style == HeaderStyle.PLAIN ? "" : "; ask for fewer samples"));
          }
        });
  }

  private static long hash(String name) {
    long hash = 1;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
