package io.github.agc4j.spark.internal.read;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of the table {@code samples}. */
final class SampleRows extends RowReader {
  SampleRows(ReadPlan plan, Share share) throws IOException {
    super(plan, share);
  }

  @Override
  void readMore() throws IOException {
    while (nextSample()) {
      if (Boolean.TRUE.equals(plan().condition().holds(known()))) {
        addSample();
        return;
      }
    }
  }

  private void addSample() throws IOException {
    List<Column> columns = plan().columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i));
    }
    add(values);
  }

  private Object value(Column column) throws IOException {
    return switch (column) {
      case CONTIGS -> reader().contigs(known().sample());
      case LENGTH -> length();
      case ANNOTATIONS -> annotations(reader().annotations().ofSample(known().sample()));
      default -> known().value(column);
    };
  }

  private long length() throws IOException {
    long[] sum = {0};
    reader().forEachContigBytes(known().sample(), (name, length) -> sum[0] += length.get());
    return sum[0];
  }

  private static ArrayBasedMapData annotations(Map<String, String> pairs) {
    Map<UTF8String, UTF8String> texts = new LinkedHashMap<>();
    pairs.forEach(
        (key, value) -> texts.put(UTF8String.fromString(key), UTF8String.fromString(value)));
    return ArrayBasedMapData.apply(texts.keySet().toArray(), texts.values().toArray());
  }
}
