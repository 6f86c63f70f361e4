package io.github.agc4j;

import io.github.agc4j.internal.read.set.SetIndexer;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes archives that lie in one folder an {@link ArchiveSet}, which is read as if it were one. */
public final class SetIndex {
  private static final String ARCHIVES = ".agc";

  private SetIndex() {}

  /**
   * Writes the index of {@code folder} and the names of its samples, in the place of those that are
   * there. Samples with which an archive begins and that archives before it have, too, are read
   * from these: they must be the same.
   *
   * @param archives names of files in the folder; if empty those of the index that is there, and
   *     then all that end in {@code .agc} and are not in it, by their names
   * @return the set
   * @throws IOException when there is no archive, one cannot be read or is missing, or samples of
   *     one name are not the same, or stand elsewhere than at the beginning of the later archive;
   *     the folder is then as it was
   */
  public static ArchiveSet write(Path folder, List<String> archives) throws IOException {
    List<String> files = archives.isEmpty() ? files(folder) : archives;
    if (files.isEmpty()) {
      throw new IOException(folder + ": has no file that ends in " + ARCHIVES);
    }
    ArchiveSet set;
    try (SetIndexer indexer = new SetIndexer(folder, files)) {
      set = indexer.set();
    }
    // Names of another index are not used: should this end here, the old one holds.
    SetIndexer.writeNames(folder, set);
    set.write(folder);
    return set;
  }

  /**
   * Writes the names of the samples of the set in {@code folder}, so that no archive has to be
   * opened to know which one a sample is in.
   */
  public static void writeNames(Path folder) throws IOException {
    SetIndexer.writeNames(folder, ArchiveSet.read(folder));
  }

  private static List<String> files(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    if (ArchiveSet.isSet(folder)) {
      for (ArchiveSet.Member member : ArchiveSet.read(folder).members()) {
        if (Files.notExists(folder.resolve(member.name()))) {
          throw new IOException(
              folder.resolve(member.name())
                  + ": is missing, and named by "
                  + ArchiveSet.INDEX
                  + ": name the archives that are to be in the set");
        }
        files.add(member.name());
      }
    }
    try (Stream<Path> inFolder = Files.list(folder)) {
      inFolder
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ARCHIVES) && !files.contains(name))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }
}
