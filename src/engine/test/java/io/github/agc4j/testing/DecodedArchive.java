package io.github.agc4j.testing;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the parts of an archive hold once they are decompressed: equal for writers with different
 * releases of zstd.
 */
public final class DecodedArchive {
  private DecodedArchive() {}

  /** For each known stream but file_type_info and the details its decoded parts, as text. */
  public static Map<String, List<String>> of(Path path) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    Map<String, List<String>> streams = new TreeMap<>();
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        ZstdContexts contexts = new ZstdContexts(budget);
        PackReader packs = new PackReader(contexts, budget)) {
      StreamDirectory directory = archive.directory();
      for (String name :
          List.of(StreamNames.PARAMETERS, StreamNames.SPLITTERS, StreamNames.SEGMENT_SPLITTERS)) {
        streams.put(name, decoded(archive, directory.stream(name), (data, metadata) -> data));
      }
      for (String name : List.of(StreamNames.SAMPLES, StreamNames.CONTIGS)) {
        streams.put(name, decoded(archive, directory.stream(name), packs::frame));
      }
      for (int group = 0; group < directory.groups(); group++) {
        streams.put(
            StreamNames.reference(group),
            decoded(archive, directory.referenceStream(group), packs::reference));
        streams.put(
            StreamNames.delta(group), decoded(archive, directory.deltaStream(group), packs::pack));
      }
    }
    return streams;
  }

  private interface Decoder {
    MemorySegment decode(MemorySegment data, long metadata);
  }

  private static List<String> decoded(ArchiveFile archive, int stream, Decoder decoder)
      throws IOException {
    List<String> parts = new ArrayList<>();
    for (long i = 0; i < archive.directory().parts(stream); i++) {
      try (PartCopy part = archive.part(stream, i)) {
        MemorySegment content = decoder.decode(part.data(), part.metadata());
        parts.add(Arrays.toString(content.toArray(ValueLayout.JAVA_BYTE)));
      }
    }
    return parts;
  }
}
