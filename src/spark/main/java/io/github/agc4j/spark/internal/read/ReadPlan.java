package io.github.agc4j.spark.internal.read;

import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.SharedReaders;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * What a query asks for, as tasks get it.
 *
 * @param sources the archives, those of sets one by one
 * @param columns those of its rows, in their order
 * @param condition what its rows have to be
 * @param limit rows that are enough of each part
 */
record ReadPlan(
    ArchivePlaces places,
    TableOptions options,
    List<ArchivePlaces.Source> sources,
    List<Column> columns,
    Condition condition,
    long limit)
    implements Serializable {
  /** Opens one of the archives. */
  SharedReaders.Lease open(String archive, String state) throws IOException {
    return SharedReaders.open(places, archive, state, options.readOptions());
  }

  /** Whether rows have any of {@code wanted}. */
  boolean has(Column... wanted) {
    return List.of(wanted).stream().anyMatch(columns::contains);
  }
}
