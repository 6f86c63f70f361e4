package io.github.agc4j.spark.internal.read;

import java.io.IOException;
import java.util.List;

/** Rows of the table {@code contigs}. */
final class ContigRows extends RowReader {
  private final Digests digests;

  ContigRows(ReadPlan plan, Share share) throws IOException {
    super(plan, share);
    this.digests = new Digests(reader(), plan);
  }

  @Override
  void readMore() throws IOException {
    boolean isAny = false;
    while (!isAny && nextSample()) {
      for (ContigFields contig : contigs()) {
        known().goTo(contig);
        if (Boolean.TRUE.equals(plan().condition().holds(known())) && !isEnough()) {
          add(contig);
          isAny = true;
        }
      }
    }
  }

  private void add(ContigFields contig) throws IOException {
    List<Column> columns = plan().columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i)) {
            case SAMPLE, SAMPLE_INDEX -> known().value(columns.get(i));
            case MD5, GA4GH -> digests.of(columns.get(i), known().sample(), contig.index());
            default -> contig.value(columns.get(i));
          };
    }
    add(values);
  }
}
