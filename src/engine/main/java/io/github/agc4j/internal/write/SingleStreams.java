package io.github.agc4j.internal.write;

import io.github.agc4j.internal.annotation.AnnotationWriter;
import io.github.agc4j.internal.annotation.StoredAnnotations;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the streams that an archive has once (AGC format, section 3.3). For one thread. */
public final class SingleStreams implements AutoCloseable {
  private final ArchiveFileWriter archive;
  private final GrowableBytes bytes;
  private long records;

  /** Streams of {@code archive}, which is borrowed. */
  public SingleStreams(ArchiveFileWriter archive, MemoryBudget budget) {
    this.archive = archive;
    this.bytes = new GrowableBytes(budget);
  }

  /** What records are added by. */
  public interface Records {
    /** Calls {@link #addWord} or {@link #addKey} for each. */
    void addTo(SingleStreams streams) throws IOException;
  }

  /** Tells the archive's parameters and its pairs about itself before they are written. */
  public void announce(CreateOptions options, Map<String, String> typeInfo) {
    putParameters(options);
    archive.announce(StreamNames.PARAMETERS, 0, bytes.written());
    putPairs(typeInfo);
    archive.announce(StreamNames.FILE_TYPE_INFO, typeInfo.size(), bytes.written());
  }

  /** Writes the parameters of the format. */
  public void writeParameters(CreateOptions options) throws IOException {
    putParameters(options);
    archive.write(archive.addStream(StreamNames.PARAMETERS), 0, bytes.written());
  }

  private void putParameters(CreateOptions options) {
    bytes.clear();
    for (int value :
        List.of(
            options.kmerLength(),
            options.matchMin(),
            options.packCardinality(),
            options.segmentSize())) {
      bytes.putIntLittleEndian(value);
    }
  }

  /** Writes the splitters that {@code source} adds, ascending. */
  public void writeSplitters(Records source) throws IOException {
    write(StreamNames.SPLITTERS, source);
  }

  /** Writes the keys that {@code source} adds. */
  public void writeKeys(Records source) throws IOException {
    write(StreamNames.SEGMENT_SPLITTERS, source);
  }

  private void write(String stream, Records source) throws IOException {
    bytes.clear();
    records = 0;
    source.addTo(this);
    archive.write(archive.addStream(stream), records, bytes.written());
  }

  /** Adds a splitter. */
  public void addWord(long word) {
    bytes.putLongLittleEndian(word);
    records++;
  }

  /** Adds the key of a group. */
  public void addKey(long first, long second, int group) {
    bytes.putLongLittleEndian(first);
    bytes.putLongLittleEndian(second);
    bytes.putIntLittleEndian(group);
    records++;
  }

  /**
   * Writes the annotations, and the archive's pairs about itself, which tell that there are some.
   *
   * @param typeInfo sorted; tells whether annotations were lost before
   */
  public void writeTypeInfo(
      Map<String, String> typeInfo, AnnotationWriter annotations, PackWriter packWriter)
      throws IOException {
    annotations.write(archive, packWriter);
    Map<String, String> pairs = new TreeMap<>(typeInfo);
    boolean areLost = pairs.getOrDefault(StoredAnnotations.KEY, "").equals(StoredAnnotations.LOST);
    StoredAnnotations.tell(!annotations.isEmpty(), areLost, pairs);
    putPairs(pairs);
    archive.write(archive.addStream(StreamNames.FILE_TYPE_INFO), pairs.size(), bytes.written());
  }

  private void putPairs(Map<String, String> typeInfo) {
    bytes.clear();
    for (Map.Entry<String, String> pair : typeInfo.entrySet()) {
      for (String text : List.of(pair.getKey(), pair.getValue())) {
        bytes.put(text.getBytes(StandardCharsets.UTF_8));
        bytes.putByte(0);
      }
    }
  }

  /**
   * The pairs of a new archive about itself.
   *
   * @param producer our version, three numbers with dots between them
   */
  public static Map<String, String> typeInfo(CreateOptions options, String producer) {
    String[] version = producer.split("\\.");
    Map<String, String> pairs = new TreeMap<>(options.modes().pairs());
    pairs.putAll(options.keptText().pairs());
    pairs.putAll(
        Map.of(
            "comment",
            "agc4j " + producer,
            "file_version_major",
            "3",
            "file_version_minor",
            "0",
            "producer",
            "agc4j",
            "producer_version_build",
            version[2],
            "producer_version_major",
            version[0],
            "producer_version_minor",
            version[1]));
    return pairs;
  }

  @Override
  public void close() {
    bytes.close();
  }
}
