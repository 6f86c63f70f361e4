package io.github.agc4j.internal.write.extend;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.text.StoredRuns;
import io.github.agc4j.internal.text.StoredTexts;
import io.github.agc4j.internal.text.TextWriter;
import java.io.IOException;

/**
 * What an archive that is extended, or of which some samples are taken, has of texts beside names
 * and codes; both are borrowed.
 */
public record SourceTexts(ArchiveFile archive, StoredTexts stored) {
  /** Keeps all parts but the last of each kind, with which {@code texts} begins. */
  public void resume(ArchiveFileWriter out, TextWriter texts) throws IOException {
    int target = GroupStreams.TEXTS;
    for (String name : GroupStreams.TEXT_NAMES) {
      int stream = archive.directory().stream(name);
      for (long part = 0; part < archive.directory().parts(stream) - 1; part++) {
        out.keep(target, archive, stream, part);
      }
      target++;
    }
    texts.resume(stored);
  }

  /** Keeps all parts. */
  public void keep(ArchiveFileWriter out) throws IOException {
    for (String name : GroupStreams.TEXT_NAMES) {
      keep(out, name);
    }
  }

  /** Keeps the parts with the masks of references. */
  public void keepMasks(ArchiveFileWriter out) throws IOException {
    keep(out, StreamNames.MASKS);
  }

  private void keep(ArchiveFileWriter out, String name) throws IOException {
    int stream = archive.directory().stream(name);
    int target = GroupStreams.TEXTS + GroupStreams.TEXT_NAMES.indexOf(name);
    for (long part = 0; part < archive.directory().parts(stream); part++) {
      out.keep(target, archive, stream, part);
    }
  }

  /** Gives what there is of a sample's text to {@code texts}, as that of {@code newSample}. */
  public void copySample(long sample, long newSample, TextWriter texts) throws IOException {
    texts.copy(stored, sample, newSample);
  }

  /** Where the references of groups are in lower case. */
  public StoredRuns masks() {
    return stored.masks();
  }

  /** Gives the mask of a group's reference to {@code texts}, as that of {@code newGroup}. */
  public void copyMask(int group, int newGroup, TextWriter texts) throws IOException {
    masks()
        .forEach(
            group, 0, 0, Long.MAX_VALUE, (from, to, value) -> texts.addMask(newGroup, from, to));
  }
}
