package io.github.agc4j.serve.internal.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexRowsTest {
  private record Row(long prefix, long sample, long contig) {}

  /** With few values, so that many are equal, and with all there are. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 1000, 20_000})
  void rowsAreSortedAndFoundByTheirPrefix(int count) {
    for (long values : new long[] {1, 3, 100, Long.MAX_VALUE}) {
      Random random = new Random(count + values);
      List<Row> expected = new ArrayList<>();
      try (Arena arena = Arena.ofConfined()) {
        IndexRows.Builder builder = new IndexRows.Builder(arena);
        for (int i = 0; i < count; i++) {
          long prefix = values == Long.MAX_VALUE ? random.nextLong() : random.nextLong(values) - 1;
          Row row = new Row(prefix, random.nextInt(9), i);
          expected.add(row);
          builder.add(row.prefix, row.sample, row.contig);
        }
        expected.sort(
            Comparator.<Row>comparingLong(row -> row.prefix ^ Long.MIN_VALUE)
                .thenComparingLong(row -> row.sample)
                .thenComparingLong(row -> row.contig));
        IndexRows rows = builder.sorted();
        assertEquals(count, rows.count());
        for (int i = 0; i < count; i++) {
          Row row = expected.get(i);
          assertEquals(row, new Row(rows.prefix(i), rows.sample(i), rows.contig(i)));
          long first = rows.first(row.prefix);
          assertEquals(row.prefix, rows.prefix(first));
          assertEquals(true, first == 0 || rows.prefix(first - 1) != row.prefix);
        }
      }
    }
  }
}
