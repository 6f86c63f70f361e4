package io.github.agc4j.testing;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All parts of an archive, by stream, for comparisons: metadata, bytes, and where they lie in the
 * file. Of collection-samples the place is left out, since it is after file_type_info, which names
 * the program.
 */
public final class ArchiveContent {
  private ArchiveContent() {}

  /** For each known stream but file_type_info its parts, as text that tells metadata and bytes. */
  public static Map<String, List<String>> of(Path path) throws IOException {
    return of(path, true);
  }

  /** The same without the places in the file. */
  public static Map<String, List<String>> withoutPlaces(Path path) throws IOException {
    return of(path, false);
  }

  private static Map<String, List<String>> of(Path path, boolean placed) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    Map<String, List<String>> streams = new TreeMap<>();
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      StreamDirectory directory = archive.directory();
      for (String name :
          List.of(
              StreamNames.PARAMETERS,
              StreamNames.SPLITTERS,
              StreamNames.SEGMENT_SPLITTERS,
              StreamNames.SAMPLES,
              StreamNames.CONTIGS,
              StreamNames.DETAILS)) {
        streams.put(
            name,
            parts(archive, directory.stream(name), placed && !name.equals(StreamNames.SAMPLES)));
      }
      for (String name : GroupStreams.TEXT_NAMES) {
        if (!placed && directory.stream(name) != StreamDirectory.NONE) {
          streams.put(name, parts(archive, directory.stream(name), false));
        }
      }
      for (int group = 0; group < directory.groups(); group++) {
        streams.put(
            StreamNames.reference(group), parts(archive, directory.referenceStream(group), placed));
        streams.put(StreamNames.delta(group), parts(archive, directory.deltaStream(group), placed));
      }
    }
    return streams;
  }

  /** The part's offset, less what our own streams take in front of it. */
  private static long placeAmongKnown(StreamDirectory directory, int stream, long part) {
    long offset = directory.offset(stream, part);
    long extra = 0;
    int own = directory.stream(StreamNames.DIGESTS);
    for (long i = 0; i < directory.parts(own); i++) {
      long size = directory.size(own, i);
      if (directory.offset(own, i) < offset) {
        // Its metadata integer, the number of samples, is below 256.
        extra += size + (size == 0 ? 1 : 2);
      }
    }
    return offset - extra;
  }

  private static List<String> parts(ArchiveFile archive, int stream, boolean placed)
      throws IOException {
    List<String> parts = new ArrayList<>();
    for (long i = 0; i < archive.directory().parts(stream); i++) {
      try (PartCopy part = archive.part(stream, i)) {
        long offset = placed ? placeAmongKnown(archive.directory(), stream, i) : 0;
        parts.add(
            offset
                + ":"
                + part.metadata()
                + ":"
                + Arrays.toString(part.data().toArray(ValueLayout.JAVA_BYTE)));
      }
    }
    return parts;
  }
}
