package io.github.agc4j.htsjdk;

import htsjdk.io.IOPath;
import io.github.agc4j.AgcReader;
import io.github.agc4j.error.UnknownNameException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An archive and a sample named by one path: {@code x.agc} for the reference sample, {@code
 * x.agc#sample} for another, and either form of {@code x.agc#sample} followed by {@code .fa}.
 *
 * <p>The last is for htsjdk's look-ups by path, which refuse a path that does not end like a FASTA
 * file before they ask any codec. A sample whose very name ends so is preferred.
 *
 * @param archive the file
 * @param sample the sample's name, perhaps with {@code .fa}; empty for the reference sample
 */
record ArchivePath(Path archive, String sample) {
  /** What stands between archive and sample. */
  static final String SEPARATOR = "#";

  private static final String ARCHIVE_SUFFIX = ".agc";
  private static final String FASTA_SUFFIX = ".fa";
  private static final long REFERENCE_SAMPLE = 0;

  /**
   * Takes a local path apart; nothing when it does not name an archive. Does not look at the file
   * system.
   */
  static Optional<ArchivePath> of(IOPath path) {
    String file = path.getURI().getPath();
    if (file == null || !"file".equalsIgnoreCase(path.getScheme())) {
      return Optional.empty();
    }
    // Of a plain path all is the URI's path; of one that is written as URI the sample is the
    // fragment.
    String fragment = path.getURI().getFragment();
    String whole = fragment == null ? file : file + SEPARATOR + fragment;
    int suffix = whole.indexOf(ARCHIVE_SUFFIX + SEPARATOR);
    if (suffix >= 0) {
      int end = suffix + ARCHIVE_SUFFIX.length();
      return Optional.of(
          new ArchivePath(Path.of(whole.substring(0, end)), whole.substring(end + 1)));
    }
    return whole.endsWith(ARCHIVE_SUFFIX)
        ? Optional.of(new ArchivePath(Path.of(whole), ""))
        : Optional.empty();
  }

  /**
   * The index of the named sample.
   *
   * @throws UnknownNameException when the archive has no such sample
   */
  long sampleIn(AgcReader reader) throws IOException {
    if (sample.isEmpty() || sample.equals(FASTA_SUFFIX)) {
      return REFERENCE_SAMPLE;
    }
    try {
      return reader.sampleIndex(sample);
    } catch (UnknownNameException e) {
      if (!sample.endsWith(FASTA_SUFFIX)) {
        throw e;
      }
      return reader.sampleIndex(sample.substring(0, sample.length() - FASTA_SUFFIX.length()));
    }
  }
}
