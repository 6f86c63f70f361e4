package io.github.agc4j.spark.internal.read;

import io.github.agc4j.AgcReader;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A contig of a sample.
 *
 * @param index in its sample, 0-based
 * @param name up to the first blank of its header
 * @param description what follows; null if nothing does
 * @param length in symbols
 */
record ContigFields(long index, UTF8String name, UTF8String description, long length) {
  /** The contig with the header {@code header}. */
  static ContigFields of(long index, byte[] header, long length) {
    byte[] name = AgcReader.shortName(header);
    int blanks = 0;
    while (blanks < header.length && Character.isWhitespace(header[blanks])) {
      blanks++;
    }
    int from = Math.min(header.length, blanks + name.length + 1);
    UTF8String description =
        from == header.length
            ? null
            : UTF8String.fromBytes(Arrays.copyOfRange(header, from, header.length));
    return new ContigFields(index, UTF8String.fromBytes(name), description, length);
  }

  /** What it tells of {@code column}. */
  Object value(Column column) {
    return switch (column) {
      case CONTIG -> name;
      case CONTIG_INDEX -> index;
      case DESCRIPTION -> description;
      case LENGTH -> length;
      default -> Condition.Known.UNKNOWN;
    };
  }
}
