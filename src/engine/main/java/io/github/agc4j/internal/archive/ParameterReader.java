package io.github.agc4j.internal.archive;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what an archive says of itself (AGC format, section 3.3). */
public final class ParameterReader {
  /** They are on the heap. */
  private static final long PAIRS_MAX = 1 << 12;

  private static final String MAJOR = "file_version_major";
  private static final String MINOR = "file_version_minor";

  private ParameterReader() {}

  /** Reads the parameters of an open archive. */
  public static ArchiveParameters read(ArchiveFile archive) throws IOException {
    Map<String, String> typeInfo = readTypeInfo(archive);
    int version = number(archive, typeInfo, MAJOR) * 1000 + number(archive, typeInfo, MINOR);
    try (PartCopy part = archive.part(require(archive, StreamNames.PARAMETERS), 0)) {
      ByteReader reader = new ByteReader(part.data());
      int kmerLength = reader.intLittleEndian();
      int matchMin = reader.intLittleEndian();
      int packCardinality = reader.intLittleEndian();
      int segmentSize = version < 2000 ? 0 : reader.intLittleEndian();
      MalformedBytesException.verify(
          kmerLength >= 1
              && kmerLength <= 32
              && matchMin >= 4
              && matchMin <= 35
              && packCardinality >= 1
              && segmentSize >= 0,
          0,
          "parameters out of range");
      return new ArchiveParameters(
          kmerLength, matchMin, packCardinality, segmentSize, version, typeInfo);
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.PARAMETERS, 0, e);
    }
  }

  private static Map<String, String> readTypeInfo(ArchiveFile archive) throws IOException {
    try (PartCopy part = archive.part(require(archive, StreamNames.FILE_TYPE_INFO), 0)) {
      Map<String, String> pairs = new LinkedHashMap<>();
      ByteReader reader = new ByteReader(part.data());
      MalformedBytesException.verify(part.metadata() <= PAIRS_MAX, 0, "too many pairs");
      for (long i = 0; i < part.metadata(); i++) {
        String key = text(reader);
        pairs.putIfAbsent(key, text(reader));
      }
      return pairs;
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.FILE_TYPE_INFO, 0, e);
    }
  }

  private static String text(ByteReader reader) {
    return new String(reader.zeroTerminated(), StandardCharsets.UTF_8);
  }

  private static int number(ArchiveFile archive, Map<String, String> typeInfo, String key)
      throws IOException {
    String value = typeInfo.getOrDefault(key, "");
    if (!value.matches("[0-9]{1,4}")) {
      throw new CorruptArchiveException(archive.name(), key + "=" + value);
    }
    return Integer.parseInt(value);
  }

  /** The number of the stream called {@code name}, which must be there. */
  public static int require(ArchiveFile archive, String name) throws IOException {
    int stream = archive.directory().stream(name);
    if (stream == StreamDirectory.NONE) {
      throw new CorruptArchiveException(archive.name(), "stream " + name + " is missing");
    }
    return stream;
  }
}
